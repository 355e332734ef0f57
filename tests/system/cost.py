"""What one request costs, in CPU time of each program: python -m tests.system.cost

A page from nginx's cache, a page the application has kept, a page that is rendered anew (a story with 20 comments, one
of many), a search, a posted comment. CPU time is what the processes themselves report (/proc): a busy machine makes it
no larger, or hardly, so docs/scaling.md can reckon with it. ROUNDS=5 and REQUESTS=2000 are what holds when nothing is
said; the median is printed.
"""

import http.client
import os
import platform
import signal
from dataclasses import dataclass
from itertools import count
from statistics import median
from urllib.parse import urlencode

from tests.system import programs
from tests.system.site import whole_site

ROUNDS = int(os.environ.get("ROUNDS", "5"))
REQUESTS = int(os.environ.get("REQUESTS", "2000"))
STORIES = 40
SETTINGS = {"COMMENT_INTERVAL": "0", "COMMENT_ATTEMPTS": "100000", "WORKERS": "1"}
HEADERS = {"Accept-Encoding": "gzip, br", "Connection": "keep-alive"}
NUMBERS = count(1)
RENDERED = "story, rendered (page store off)"
# docs/scaling.md: pages that many read, each rendered once a second; what part of the views is alone in its second.
BUSY, ALONE = 200, 0.2
VIEWS = {"10 M an hour": 2_778, "its peak": 8_300, "10 G a month": 38_600}


@dataclass
class Row:
    """`ask(connection, number)` sends one request; `port`: whom it asks."""

    name: str
    port: int
    ask: object
    wanted: int = 200
    many: int = REQUESTS


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the programs would outlive us
    with whole_site(SETTINGS | {"KEEP_PAGES": "0"}, stories=STORIES, comments=20) as site:
        keeps = programs.app(site.folder, site.environment | {"KEEP_PAGES": "1"})
        with keeps:
            print(f"CPU milliseconds a request, median of {ROUNDS} rounds of {REQUESTS}; {_machine()}\n")
            print(f"{'':34}{'nginx':>8}{'app':>8}{'database':>10}{'all':>8}{'bytes':>9}")
            found = [taken(row, [one_round(site, keeps, row) for _round in range(ROUNDS)]) for row in rows(site, keeps)]
    rendered = next(told for row, told in found if row.name == RENDERED)
    print(plan(rendered["app"] + rendered["database"]))


def taken(row, rounds):
    """(row, {program: median}), printed as soon as it is known."""
    told = {name: median(each[name] for each in rounds) for name in rounds[0]}
    print(_line(row, told), flush=True)
    return row, told


def plan(milliseconds):
    """The table of docs/scaling.md: processors that are busy with pages, when one of them costs so much to render."""
    lines = [f"\n{f'R = {milliseconds:.1f} ms':>14}{'views/s':>10}{'rendered/s':>12}{'processors':>12}"]
    for name, views in VIEWS.items():
        rendered = BUSY + ALONE * views
        lines.append(f"{name:>14}{views:10,}{rendered:12,.0f}{rendered * milliseconds / 1000:12.1f}")
    return "\n".join(lines)


def rows(site, keeps):
    paths = [story["path"] for story in site.told["stories"]]

    def one(number):
        return "GET", paths[0], None

    def any_of_them(number):
        return "GET", paths[number % len(paths)], None

    return [
        Row("story, from nginx's cache", site.nginx.port, one, many=5 * REQUESTS),
        Row("story, kept by the application", keeps.port, one),
        Row(RENDERED, site.app.port, any_of_them),
        Row("front page, rendered", site.app.port, lambda number: ("GET", "/", None), many=REQUESTS // 4),
        Row("search, rendered", site.app.port, lambda number: ("GET", f"/search/?q=titre+{number}", None), many=500),
        Row("comment, stored", site.app.port, lambda number: _comment(site, number), wanted=303),
    ]


def _comment(site, number):
    words = {"name": f"Lectrice {number}", "email": f"l{number}@example.org", "body": f"Le mot {number}."}
    return "POST", f"/comments/{site.story['pk']}/", urlencode(words | {"token": site.story["token"]})


def one_round(site, keeps, row):
    """{program: CPU milliseconds a request, "bytes": of an answer} of one round, after a few that do not count."""
    run(site, row, 50)
    programs_asked = {"nginx": [site.nginx], "app": [site.app, keeps], "database": [site.database]}
    before = {name: _cpu(many) for name, many in programs_asked.items()}
    size = run(site, row, row.many)
    return {name: 1000 * (_cpu(many) - before[name]) / row.many for name, many in programs_asked.items()} | {
        "bytes": size / row.many
    }


def _cpu(many):
    return sum(programs.cpu_seconds(program.pid) for program in many)


def run(site, row, many):
    """Asks one after the other on one connection; the bytes of all bodies as they were sent."""
    connection = http.client.HTTPConnection(programs.HERE, row.port, timeout=30)
    host = site.environment["SITE_URL"].removeprefix("http://")
    size = 0
    for _request in range(many):
        number = next(NUMBERS)
        method, path, body = row.ask(number)
        sender = f"10.{number // 62500}.{number // 250 % 250}.{1 + number % 250}"
        headers = HEADERS | {"Host": host, "Origin": f"http://{host}", "X-Forwarded-For": sender}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        size += len(answer.read())
        if answer.status != row.wanted:
            raise SystemExit(f"{row.name}: {method} {path} answered {answer.status}")
    connection.close()
    return size


def _line(row, told):
    whole = told["nginx"] + told["app"] + told["database"]
    parts = f"{told['nginx']:8.3f}{told['app']:8.3f}{told['database']:10.3f}{whole:8.3f}"
    return f"{row.name:34}{parts}{told['bytes']:9.0f}"


def _machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "")
    return f"{model or platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
