"""What size costs: each kind of page at 1,000 stories and 10,000 comments, and at 1,000,000 and 10,000,000.

    python -m benchmarks.size                       # databases size_1000 and size_1000000 beside DATABASE_URL's
    python -m benchmarks.size --big 200000          # a smaller one instead of the million
    SMALL=postgres://… BIG=postgres://… python -m benchmarks.size        # these two, filled already
    … --only front,story --times 100 --json

Databases that lack are made, migrated and filled (`manage.py seed`); they stay for the next time. Each page is asked
of both by turns, in one process each, without the page store: whole requests, by a client in the process. Prints the
95th percentile of both and their ratio, and fails when one of the first seven costs more than 1.5 times as much.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

import psycopg

WANTED = ["front", "region", "section", "story", "search", "feed", "admin stories"]
OTHERS = [
    *("place", "tag", "author", "deep in a region", "deep in a tag", "archive", "archive day", "tag feed"),
    *("comments feed", "sitemap", "region sitemap", "admin comments", "moderation queue", "admin search"),
    *("admin filters", "admin region", "admin people", "admin trail", "admin pictures", "desk"),
]
MOST = 1.5
COMMENTS = 10  # a story
WARM = 3


def main(argv):
    asked = arguments(argv)
    pages = [page for page in WANTED + OTHERS if not asked.only or page in asked.only.split(",")]
    databases = [address(name, size) for name, size in (("SMALL", asked.small), ("BIG", asked.big))]
    manage(databases[0], "collectstatic", "--noinput", "-v0")
    small, big = map(Pages, databases)
    found = {}
    try:
        for page in pages:
            found[page] = measure(small, big, page, asked.times)
            if not asked.json:
                print(line(page, found[page]), flush=True)
    finally:
        small.close()
        big.close()
    if asked.json:
        print(json.dumps(found))
    sys.exit(any(found[page]["ratio"] > MOST for page in pages if page in WANTED))


def arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--big", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def measure(small, big, page, times):
    """{"small": p95 in ms, "big": …, "ratio": …}, asked by turns."""
    took = {"small": [], "big": []}
    for _time in range(times + WARM):
        took["small"].append(small.ask(page))
        took["big"].append(big.ask(page))
    found = {name: statistics.quantiles(each[WARM:], n=20)[-1] for name, each in took.items()}
    medians = {f"{name} median": statistics.median(each[WARM:]) for name, each in took.items()}
    return found | medians | {"ratio": found["big"] / found["small"]}


def line(page, found):
    verdict = ("holds" if found["ratio"] <= MOST else "MISSES") if page in WANTED else ""
    numbers = "".join(f"{found[name]:10.1f}" for name in ("small median", "small", "big median", "big"))
    return f"{page:20}{numbers} ms{found['ratio']:8.2f}  {verdict}"


class Pages:
    """A process that asks the pages of one database (benchmarks/size_pages.py)."""

    def __init__(self, database):
        command = [sys.executable, "-m", "benchmarks.size_pages"]
        environment = os.environ | {"DATABASE_URL": database, "KEEP_PAGES": "0"}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit(f"The pages of {database} cannot be asked.")

    def ask(self, page):
        self.process.stdin.write(f"{page}\n")
        self.process.stdin.flush()
        took, status, path = (self.process.stdout.readline() or "0 failed ?").split(" ", 2)
        if status != "200":
            sys.exit(f"{status} {path}")
        return float(took)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def address(name, size):
    """Of a database with so many stories: the one of the environment, or one of our own, filled when it is new."""
    if os.environ.get(name):
        return os.environ[name]
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        sys.exit("Give DATABASE_URL: a PostgreSQL on which databases may be made.")
    ours = beside(server, f"size_{size}")
    if make(server, f"size_{size}"):
        manage(ours, "migrate", "-v0")
    if is_empty(ours):
        manage(ours, "seed", "--stories", str(size), "--comments", str(size * COMMENTS))
    return ours


def beside(server, name):
    """('postgres://u@h:5432/x?a=b', 'y') -> 'postgres://u@h:5432/y?a=b'."""
    path, mark, query = server.partition("?")
    return f"{path.rpartition('/')[0]}/{name}{mark}{query}"


def make(server, name):
    with connected(server) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(f'CREATE DATABASE "{name}"')
        return True


def is_empty(database):
    with connected(database) as connection:
        return connection.execute("SELECT FROM articles_story LIMIT 1").fetchone() is None


def connected(database):
    return psycopg.connect(database, autocommit=True)


def manage(database, *command):
    subprocess.run([sys.executable, "manage.py", *command], env=os.environ | {"DATABASE_URL": database}, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
