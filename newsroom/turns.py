"""Readers first: a flood of comments must not make pages wait (docs/comments.md)."""

import threading
from contextlib import contextmanager

STAFF = ("/admin/", "/accounts/")


class Line:
    """In each process, posts of readers are worked on one after another, and let the making of a page go before them.

    A process runs Python in one thread at a time: beside four posts a page gets a fifth of it, and the posts are no
    faster for it (`make bench`). So a post waits for one of AT_ONCE places, and then, PATIENCE seconds at most, until
    no page is being made. Nobody is refused for it; a post that had to wait too long for a place (another hangs on a
    lock in the database) goes on without one. What colleagues send never waits.
    """

    AT_ONCE = 1
    PATIENCE = 0.1
    STUCK = 1.0

    def __init__(self):
        self.places = threading.Semaphore(self.AT_ONCE)
        self.pages = 0
        self.quiet = threading.Condition()

    @contextmanager
    def reading(self):
        with self.quiet:
            self.pages += 1
        try:
            yield
        finally:
            with self.quiet:
                self.pages -= 1
                if not self.pages:
                    self.quiet.notify_all()

    @contextmanager
    def after_readers(self):
        has_place = self.places.acquire(timeout=self.STUCK)
        try:
            self.let_pass()
            yield
        finally:
            if has_place:
                self.places.release()

    def let_pass(self):
        if self.pages:
            with self.quiet:
                self.quiet.wait_for(lambda: not self.pages, timeout=self.PATIENCE)


LINE = Line()  # of this process: newsroom/shortcut.py stands in it, too


class ReadersFirst:
    def __init__(self, get_response):
        self.get_response, self.line = get_response, LINE

    def __call__(self, request):
        waits = request.method == "POST" and not request.path_info.startswith(STAFF)
        with self.line.after_readers() if waits else self.line.reading():
            return self.get_response(request)
