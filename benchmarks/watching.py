"""What the figures cost: processor time of a request with METRICS_ALLOWED and SLOW_QUERY_MS, and without.

    python -m benchmarks.watching            in one process, without a server; a few seconds

Each round asks the same things of the same site both ways, by turns; the median of the differences is told.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS, REQUESTS = 5, 4000
ROOT = Path(__file__).resolve().parent.parent
WATCHED = {"METRICS_ALLOWED": "127.0.0.1", "SLOW_QUERY_MS": "200"}
PROGRAM = """
import io, json, sys, time
from newsroom import wsgi

def ask(path, times):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
               "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000",
               "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"}
    for _ in range(50):
        wsgi.application(dict(environ), lambda *said: None)
    began = time.process_time()
    for _ in range(times):
        wsgi.application(dict(environ), lambda *said: None)
    return (time.process_time() - began) / times * 1e6

print(json.dumps({path: ask(path, TIMES) for path in ("/livez", "/robots.txt")}))
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        rounds = [(took(folder), took(folder, **WATCHED)) for _ in range(ROUNDS)]
    for name, words in (("/livez", "an answer of Django"), ("/robots.txt", "a kept page")):
        without = statistics.median(plain[name] for plain, _watched in rounds)
        more = statistics.median(watched[name] - plain[name] for plain, watched in rounds)
        print(f"{words} ({name}): {without:.0f} µs, {more:+.1f} µs when it is counted")


def took(folder, **settings):
    """{what: microseconds of processor time each}, in a process of its own."""
    known = {"SECRET_KEY": "only-for-a-measure-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG", "VAR_DIR": folder}
    known |= {"DATABASE_URL": f"sqlite:///{folder}/x.sqlite3", "LOG_REQUESTS": "0", "SITE_URL": "http://127.0.0.1:8000"}
    known |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"}
    code = PROGRAM.replace("TIMES", str(REQUESTS))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=known | settings, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
