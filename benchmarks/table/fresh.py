"""How long what was just decided stays unseen: through nginx, while readers ask for all there is.

The clock starts when the editor has their answer. A story is visible when its own address and the front page have it,
both of which were asked for just before; a comment, when the page of its story has it.
"""

import time
from urllib.error import HTTPError
from urllib.request import urlopen

from client import reading
from result import Result

TIMES = 50
MOST = 1.5  # seconds
GIVE_UP = 20
WARM = 5  # seconds of load before it begins: the app is new
LONGEST = 3600  # of the load, which is ended when the last one was seen


def measure(bench):
    site = bench.site
    with reading(site.nginx.url, bench.stories + bench.lists, LONGEST, bench.folder):
        time.sleep(WARM)
        published = [publish(site, number) for number in range(TIMES)]
        approved = [approve(site, bench.known["keys"][n], bench.stories[n], n) for n in range(TIMES)]
    return [
        Result(f"{what} → visible through nginx under full load, s", took, MOST, most=True, every=True, note=said(took))
        for what, took in (("publish", published), ("approve", approved))
    ]


def said(took):
    return f"the worst of {len(took)}; median {sorted(took)[len(took) // 2]:.2f}"


def publish(site, number):
    slug, headline = f"a-l-instant-{number}", f"Histoire de cet instant {number}."
    today = time.strftime("%Y/%m/%d")
    for address in ("/", f"/{today}/{slug}/"):  # nginx has just stored what it is like without
        text(site, address)
    story = site.desk.publish(headline=headline, slug=slug)
    return until(lambda: headline in text(site, story["path"]) and headline in text(site, "/"))


def approve(site, story, address, number):
    words = f"Une remarque attendue {number}."
    comment = site.desk.wait(story=story, body=words)
    text(site, address)
    site.desk.approve(comment=comment["pk"])
    return until(lambda: words in text(site, address))


def until(seen):
    began = time.monotonic()
    while not seen():
        if time.monotonic() - began > GIVE_UP:
            return float("inf")
        time.sleep(0.01)
    return time.monotonic() - began


def text(site, address):
    try:
        with urlopen(site.nginx.url + address, timeout=GIVE_UP) as answer:
            return answer.read().decode()
    except HTTPError as error:
        with error:
            return error.read().decode()
