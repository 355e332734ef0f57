"""nginx before app servers that come and go: who is there is asked, and nobody waits for ever."""

import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from tests.system import programs
from tests.system.asking import ask, until_kept
from tests.system.site import folder_for_all

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
MANY = 60  # enough that each of nginx's processes has been asked


class Server:
    """An app server of one sentence. `silent` is set: it takes a question and does not answer."""

    def __init__(self):
        self.port, self.silent, self.running = programs.free_port(), Event(), None

    def start(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                while server.silent.is_set():
                    time.sleep(0.05)
                self.send_response(200)
                self.send_header("Cache-Control", "public, max-age=0, s-maxage=1")
                self.send_header("Content-Length", "5")
                with suppress(OSError):  # nginx has stopped waiting
                    self.end_headers()
                    self.wfile.write(b"words")

            do_POST = do_GET

            def log_message(self, *words):
                pass

        self.running = ThreadingHTTPServer((programs.HERE, self.port), Handler)
        Thread(target=self.running.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        if self.running:
            self.running.shutdown()
            self.running.server_close()
        self.running = None


@contextmanager
def in_front_of(many, **settings):
    """(nginx, [Server, …]), all of them running."""
    servers = [Server() for _each in range(many)]
    with folder_for_all() as folder:
        for server in servers:
            server.start()
        try:
            with programs.nginx(folder, [server.port for server in servers], settings) as nginx:
                yield nginx, servers
        finally:
            for server in servers:
                server.silent.clear()
                server.stop()


def met(nginx, name, method="GET"):
    """The statuses of many questions that nobody has asked before."""
    return {ask(nginx, f"/{name}/{number}/", method).status for number in range(MANY)}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_one_that_is_back_is_asked_although_it_is_still_thought_to_be_gone(method):
    """An app server is restarted, and a moment later the other one dies."""
    with in_front_of(2, NGINX_WRITES="600000r/m") as (nginx, (one, other)):
        one.stop()
        assert met(nginx, "without-the-first", method) == {200}
        one.start()
        other.stop()
        assert met(nginx, "without-the-second", method) == {200}


def test_without_any_of_them_readers_are_told_so_at_once():
    with in_front_of(2) as (nginx, servers):
        for server in servers:
            server.stop()
        began = time.monotonic()
        assert met(nginx, "nobody") == {503}
        assert time.monotonic() - began < 5


def test_a_reader_waits_for_a_silent_app_only_so_long_and_has_then_what_was_kept():
    with in_front_of(1, NGINX_WAIT="1s") as (nginx, (server,)):
        until_kept(nginx, "/kept/")
        time.sleep(2.1)
        server.silent.set()
        stale, none = ask(nginx, "/kept/"), ask(nginx, "/never-asked-before/")
        assert (stale.status, stale.cache, stale.body) == (200, "STALE", b"words")
        assert (none.status, none.headers["cache-control"]) == (503, "no-store")
