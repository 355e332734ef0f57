"""Whether a worker grows: its memory after 100,000 requests of every kind, beside what it had after 1,000."""

import itertools
import os
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from result import Result

from tests.system import programs

EARLY, LATE = 1_000, int(os.environ.get("REQUESTS") or 100_000)
CLIENTS = 4
RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")
WORDS = ["kherson", "donetsk", "sommet", "accord", "centrale", "récolte", "frontière", "convoi", "hôpital", "archive"]
PROGRAMS = ["/feed/", "/comments/feed/", "/sitemap.xml", "/robots.txt", "/sitemap-pages.xml", "/manifest.webmanifest"]
ENCODINGS = ["", "gzip", "br, gzip"]
ADMIN = ["/admin/", "/admin/articles/story/", "/admin/articles/comment/", "/admin/articles/image/"]


def measure(bench):
    """With the page store and without, at the same time: what is weighed here is no speed."""
    cookie = bench.site.desk.session()["cookie"]
    with ExitStack() as stack, ThreadPoolExecutor(2) as both:
        apps = {
            kept: stack.enter_context(bench.app(f"memory-{kept}", WORKERS="1", KEEP_PAGES=kept)) for kept in ("1", "0")
        }
        grown = {kept: both.submit(Visitors(bench, app, cookie).grow) for kept, app in apps.items()}
        return [result(kept, *each.result()) for kept, each in grown.items()]


def result(kept, early, late, codes):
    title = f"memory of a worker after {LATE:,} requests ÷ {EARLY:,}, page store {'on' if kept == '1' else 'off'}"
    note = f"{early / 1024:.0f} to {late / 1024:.0f} MB; answers {codes}"
    return Result(title, [late / early], 1.1, most=True, note=note)


class Visitors:
    """Readers, robots, commenters and a colleague at the desk, as many of each as `draw` says."""

    def __init__(self, bench, app, cookie):
        self.app, self.cookie, self.stories, self.lists = app, {"Cookie": cookie}, bench.stories, bench.lists
        self.keys, self.tokens = bench.known["keys"], bench.known["tokens"]
        self.codes, self.lock = {}, threading.Lock()

    def grow(self):
        """(kB after EARLY requests, kB after LATE, {code: answers})."""
        self.send(range(EARLY))
        early = resident(self.app)
        self.send(range(EARLY, LATE))
        return early, resident(self.app), dict(sorted(self.codes.items()))

    def send(self, numbers):
        parts = itertools.batched(numbers, max(1, len(numbers) // CLIENTS))
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(self.send_part, parts))

    def send_part(self, numbers):
        connection = HTTPConnection("127.0.0.1", self.app.port, timeout=60)
        for number in numbers:
            method, address, body, headers = self.draw(number)
            try:
                connection.request(method, address, body, headers)
                answer = connection.getresponse()
                answer.read()
                code = answer.status
            except (OSError, HTTPException):
                connection.close()
                code = 0
            with self.lock:
                self.codes[code] = self.codes.get(code, 0) + 1

    def draw(self, number):
        """(method, address, body, headers): in a hundred, 60 stories, 15 lists, 8 searches, 5 robots, 5 comments …"""
        chance = random.Random(number)
        kind = chance.randrange(100)
        if kind < 60:
            return (
                "GET",
                chance.choice(self.stories),
                None,
                {"Accept-Encoding": chance.choice(["", "gzip", "br, gzip"])},
            )
        if kind < 75:
            return "GET", chance.choice(self.lists), None, {"Accept-Encoding": "gzip"}
        if kind < 83:
            words = " ".join(chance.sample(WORDS, 2))
            return "GET", f"/search/?q={quote(words)}&n={number}", None, {}
        if kind < 88:
            return "GET", chance.choice(PROGRAMS), None, {}
        if kind < 93:
            return self.comment(number, chance.randrange(len(self.keys)))
        if kind < 97:
            return "GET", f"/nothing-here-{number}/", None, {}
        return "GET", chance.choice(ADMIN), None, self.cookie

    def comment(self, number, which):
        """From an address of its own: a reader may comment every ten seconds."""
        words = {"name": f"Lectrice {number}", "email": f"l{number}@example.org", "body": f"Un mot {number} du sommet."}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}",
        }
        return "POST", f"/comments/{self.keys[which]}/", urlencode(words | {"token": self.tokens[which]}), headers


def resident(app):
    """kB of the one worker, which is the largest of what the server has started."""
    sizes = []
    for pid in programs.family(app.pid):
        found = RESIDENT.search(Path(f"/proc/{pid}/status").read_text())
        sizes.append(int(found[1]) if found else 0)
    return max(sizes)
