"""A flood of comments does not make pages wait: posts go a few at a time, after the pages."""

import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.turns import Line, ReadersFirst

ask = RequestFactory()
GET, POST = ask.get("/"), ask.post("/comments/1/")


class Site:
    """A view that a test keeps busy, and lets go."""

    def __init__(self, **options):
        self.busy, self.done, self.most = [], threading.Event(), 0
        self.turns = ReadersFirst(self.answer)
        self.turns.line = type("Line", (Line,), options)()

    def answer(self, request):
        self.busy.append(request.method)
        self.most = max(self.most, self.busy.count("POST"))
        assert self.done.wait(10)
        self.busy.remove(request.method)
        return HttpResponse()

    def begin(self, request):
        thread = threading.Thread(target=self.turns, args=[request])
        thread.start()
        return thread

    def until(self, *busy):
        end = time.monotonic() + 5
        while sorted(self.busy) != sorted(busy):
            assert time.monotonic() < end, self.busy
            time.sleep(0.005)

    def end(self, *threads):
        self.done.set()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()


def test_a_post_waits_until_the_page_is_made():
    site = Site(PATIENCE=5)
    page = site.begin(GET)
    site.until("GET")
    post = site.begin(POST)
    time.sleep(0.05)
    assert site.busy == ["GET"]
    site.end(page, post)


def test_but_not_for_ever():
    site = Site(PATIENCE=0.01)
    page = site.begin(GET)
    site.until("GET")
    post = site.begin(POST)
    site.until("GET", "POST")
    site.end(page, post)


def test_a_page_never_waits_for_posts():
    site = Site(AT_ONCE=2)
    posts = [site.begin(POST) for _ in range(5)]
    site.until("POST", "POST")
    page = site.begin(GET)
    site.until("GET", "POST", "POST")
    site.end(page, *posts)
    assert site.most == 2


def test_a_post_that_is_stuck_does_not_stop_all_others():
    site = Site(STUCK=0.05)
    posts = [site.begin(POST) for _ in range(2)]
    site.until("POST", "POST")
    site.end(*posts)


@pytest.mark.parametrize("path", ["/admin/articles/story/1/change/", "/accounts/login/"])
def test_what_colleagues_send_waits_for_nobody(path):
    site = Site(PATIENCE=5)
    page = site.begin(GET)
    site.until("GET")
    saved = site.begin(ask.post(path))
    site.until("GET", "POST")
    site.end(page, saved)


@pytest.mark.parametrize("request_", [GET, POST])
def test_an_error_gives_the_place_back(request_):
    def fail(request):
        raise ValueError

    turns = ReadersFirst(fail)
    turns.line = Line()
    for _ in range(5):
        with pytest.raises(ValueError):
            turns(request_)
    assert turns.line.pages == 0
    assert turns.line.places.acquire(blocking=False)
