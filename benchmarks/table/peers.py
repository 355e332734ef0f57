"""A story with twenty comments, of a thousand at random, made anew for each reader: beside Wagtail, beside WordPress.

Peers that run already are named by their addresses. Both are expected to have stories at /histoire-1/ to
/histoire-999/; number 500 is left out, for it gathers the comments of benchmarks/comments.py.
"""

import os

from client import faultless, read
from result import Absent, Result

STORIES = [f"/histoire-{number}/" for number in range(1, 1000) if number != 500]
BY_TURNS = 5  # seconds, at least: a slow peer gives few answers


def wagtail(bench):
    """Wagtail's project begins with SQLite, so ours has that one too."""
    peer = address_of("WAGTAIL")
    with bench.app_on_sqlite("beside-wagtail", KEEP_PAGES="0") as (app, stories):
        return compare("random story, page store off ÷ Wagtail (both on SQLite)", 4, bench, (app.url, stories), peer)


def wordpress(bench):
    """WordPress has a database server, and so have we."""
    peer = address_of("WORDPRESS")
    with bench.app("beside-wordpress", KEEP_PAGES="0") as app:
        title = "random story, page store off ÷ WordPress (PostgreSQL, MariaDB)"
        return compare(title, 40, bench, (app.url, bench.stories), peer)


def address_of(name):
    if address := os.environ.get(name, "").rstrip("/"):
        return address
    raise Absent(f"{name}=http://… names none.")


def compare(title, wanted, bench, ours, peer):
    rates, seconds = [], max(bench.seconds, BY_TURNS)
    both = (ours, (peer, STORIES))
    for server, addresses in both:
        read(server, addresses, 2, bench.folder)
    for _round in range(bench.rounds):
        rates.append([faultless(read(*each, seconds, bench.folder), each[0]) for each in both])
    ratios = [one / another for one, another in rates]
    return [Result(title, ratios, wanted, note=f"{rates[-1][0]:,.0f} to {rates[-1][1]:,.1f} a second")]
