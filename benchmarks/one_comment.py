"""What one accepted comment costs, in processor time: python benchmarks/one_comment.py [profile]

Posts what `make bench` posts, from the inside of one process: no server, no socket, no other load matters. CLIENTS (8)
post at once, as many as one of two workers meets there. Prints the milliseconds of Python and of the database for each
comment; with `profile`, what Python spends them on, posted one by one. Beside a database of its own, durable:

    python -m tests.with_postgres --durable python benchmarks/one_comment.py
"""

import cProfile
import io
import os
import pstats
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr
from pathlib import Path

from comments import ROOT, environ, plan_of_posts, prepare
from load import Plan

POSTS = int(os.environ.get("POSTS", 3000))
ROUNDS = int(os.environ.get("ROUNDS", 3))
CLIENTS = int(os.environ.get("CLIENTS", 8))
WARM = 200


def main():
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        environment = environ(folder, port=8000)
        known = prepare(environment)
        os.environ |= environment
        sys.path.insert(0, str(ROOT))
        with (
            open(Path(folder) / "log", "w", encoding="utf-8") as log,
            redirect_stderr(log),
        ):  # every request writes its line
            from newsroom.wsgi import application

            post = poster(application, Plan(**plan_of_posts(8000, known)))
            send_all(post, WARM)
            if sys.argv[1:] == ["profile"]:
                return profile(post)
            send_at_once(post, WARM)
            for _round in range(ROUNDS):
                measure(post)


def measure(post):
    python, database, begun = time.process_time(), of_database(), time.perf_counter()
    send_at_once(post, POSTS)
    spent = [time.process_time() - python, of_database() - database, time.perf_counter() - begun]
    words = zip(("Python", "database", "by the clock"), spent, strict=True)
    print("ms a comment: " + ", ".join(f"{name} {seconds / POSTS * 1000:.2f}" for name, seconds in words), flush=True)


def profile(post):
    with cProfile.Profile(time.process_time) as found:
        send_all(post, POSTS)
    pstats.Stats(found, stream=sys.stdout).sort_stats("tottime").print_stats(70)


def send_at_once(post, number):
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _client: send_all(post, number // CLIENTS), range(CLIENTS)))


def send_all(post, number):
    for _time in range(number):
        if (status := post()) != "303 See Other":
            sys.exit(f"A comment was not accepted: {status}")


def poster(application, plan):
    """A function that posts the next comment of the plan, and gives the answer's status line."""
    numbers = iter(range(10**9))

    def post():
        answers = []
        head, _, body = plan.request(next(numbers)).partition(b"\r\n\r\n")
        answer = application(wsgi(head.decode(), body), lambda status, headers: answers.append(status))
        b"".join(answer)
        answer.close()
        return answers.pop()

    return post


def wsgi(head, body):
    """'POST /comments/7/ HTTP/1.1\\r\\nHost: a' and the body -> the environment that a WSGI server makes of them."""
    first, *lines = head.split("\r\n")
    method, path, protocol = first.split()
    headers = {name.upper().replace("-", "_"): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    kind, length = headers.pop("CONTENT_TYPE"), headers.pop("CONTENT_LENGTH")
    said = {f"HTTP_{name}": value for name, value in headers.items()}
    return said | {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_PROTOCOL": protocol,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1", "SCRIPT_NAME": "",
        "CONTENT_TYPE": kind, "CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


def of_database():
    """The processor seconds of all processes of PostgreSQL so far; of SQLite, which is in ours, none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as asking:
        asking.execute("SELECT pg_backend_pid()")
        server = parent(asking.fetchone()[0])
    connection.close()
    ours = [folder for folder in Path("/proc").glob("[0-9]*") if parent(folder.name) == server]
    return sum(int((folder / "schedstat").read_text().split()[0]) for folder in ours) / 1e9


def parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return 0


if __name__ == "__main__":
    main()
