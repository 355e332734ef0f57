"""The site in processes of its own, on the database of this run; its workers can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.db import connection

STARTED = 17  # when, among the numbers after the parent's in /proc/<pid>/stat
ROOT = Path(__file__).resolve().parent.parent.parent
OPTIONS = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"]
OPTIONS += ["--respawn-interval", "0.2", "--workers-kill-timeout", "5"]


@contextmanager
def served(folder, **settings):
    """Gives (port, the server's process); as deploy/serve.py serves it, with two workers."""
    port = free_port()
    command = [sys.executable, "-m", "granian", *OPTIONS, "--port", str(port)]
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen(
            [*command, "newsroom.wsgi:application"],
            cwd=ROOT,
            env=environment(folder, port, settings),
            stdout=log,
            stderr=log,
        )
        try:
            yield port, server
        finally:
            stop(server)


def stop(server):
    """A server that was killed at so often may be in the middle of bringing up a worker: then it is not waited for."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        for pid in [server.pid, *workers(server)]:
            os.kill(pid, signal.SIGKILL)
        server.wait(timeout=15)


def environment(folder, port, settings):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": database_address(),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "127.0.0.1",
        "VAR_DIR": str(folder),
        "LOG_REQUESTS": "0",
        **settings,
    }


def database_address():
    """The address of the database the tests are working on, for other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def workers(server):
    """The process ids of the workers, which are the server's children, the oldest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, *more = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes()
        except OSError:  # it has just ended
            continue
        if int(parent) == server.pid and state != "Z" and b"resource_tracker" not in words:
            found.append((int(more[STARTED]), int(folder.name)))
    return [pid for _started, pid in sorted(found)]


def kill_one(server):
    """kill -9 of the oldest, without a warning. False: there is none at this moment.

    Not twice the same in a row: granian takes that for a fault of the site, and gives up.
    """
    alive = workers(server)
    if alive:
        os.kill(alive[0], signal.SIGKILL)
    return bool(alive)


def wait_until_served(port, server, folder, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        if len(workers(server)) == 2 and _answers(port):
            return
        time.sleep(0.2)
    raise AssertionError(f"The server did not start:\n{(folder / 'server.log').read_text()[-3000:]}")


def _answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/livez", timeout=5):
            return True
    except OSError:
        return False


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
