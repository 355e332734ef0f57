"""What one page costs when nothing has kept it, in processor time: python benchmarks/one_page.py [profile]

Asks the site of DATABASE_URL from the inside of one process: no server, no socket, no other load matters. The pages
are public stories with comments, at random, a thousand at most; `PAGE=/regions/kherson/` asks for that one instead.
Prints the milliseconds of Python and of the database for each page; with `profile`, what Python spends them on.
"""

import cProfile
import io
import os
import pstats
import random
import sys
import time
from pathlib import Path
from urllib.parse import unquote

from one_comment import of_database

ROOT = Path(__file__).resolve().parent.parent
PAGES = int(os.environ.get("PAGES", 500))
ROUNDS = int(os.environ.get("ROUNDS", 5))
WARM = 50


def main():
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "KEEP_PAGES": "0", "LOG_REQUESTS": "0"}
    sys.path.insert(0, str(ROOT))
    from newsroom.wsgi import application

    addresses = [os.environ["PAGE"]] if "PAGE" in os.environ else stories()
    draw = random.Random(5)
    ask_all(application, draw.choices(addresses, k=WARM))
    if sys.argv[1:] == ["profile"]:
        return profile(application, draw.choices(addresses, k=PAGES))
    for _round in range(ROUNDS):
        measure(application, draw.choices(addresses, k=PAGES))


def stories():
    from articles.models import Story

    talked_about = Story.objects.public().filter(comment_count__gt=0).newest_first()
    return [story.get_absolute_url() for story in talked_about[:1000]]


def measure(application, addresses):
    python, database = time.process_time(), of_database()
    size = ask_all(application, addresses)
    spent = time.process_time() - python, of_database() - database
    words = ", ".join(
        f"{name} {seconds / len(addresses) * 1000:.2f}"
        for name, seconds in zip(("Python", "database"), spent, strict=True)
    )
    print(f"ms a page: {words}; {size // len(addresses)} bytes", flush=True)


def profile(application, addresses):
    with cProfile.Profile(time.process_time) as found:
        ask_all(application, addresses)
    pstats.Stats(found, stream=sys.stdout).sort_stats("tottime").print_stats(70)


def ask_all(application, addresses):
    return sum(len(ask(application, address)) for address in addresses)


def ask(application, address):
    """The body of the page, which has to be there."""
    said = []
    answer = application(wsgi(address), lambda status, headers, exc_info=None: said.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if said != ["200 OK"]:
        sys.exit(f"{address}: {said[0]}")
    return body


def wsgi(address):
    """'/search/?q=sel' -> the environment that a WSGI server makes of a reader's GET."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path, "latin-1"), "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000", "HTTP_USER_AGENT": "Mozilla/5.0",
        "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


if __name__ == "__main__":
    main()
