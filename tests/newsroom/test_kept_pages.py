"""Pages for everybody are kept for a second; nothing of one person is kept, and nothing wrong is given out."""

import gzip
import io
import threading
import time

import brotli
import pytest
from django.core import signals
from django.db import close_old_connections

from articles.cache import PUBLIC
from newsroom import kept_pages
from newsroom.kept_pages import KeptPages, around
from newsroom.wsgi import django as django_itself
from tests.factories import StoryFactory

BODY = b"<p>Texte</p>" * 100


class Site:
    """An application that counts what it is asked for, and answers as it was told."""

    def __init__(self, status="200 OK", headers=(), body=BODY, public=PUBLIC):
        self.asked, self.status, self.body = [], status, body
        self.headers = [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'), *headers]
        self.headers += [("Cache-Control", public)] if public else []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        body = self.body() if callable(self.body) else self.body
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return [body]


def kept(site, **options):
    return KeptPages(site, personal=["/admin/"], cookies=["session"], **options)


def ask(application, path="/", method="GET", query="", **headers):
    """(status, {header: value}, body)"""
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=dict(headers))

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.url_scheme": "http"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    body = b"".join(application(environ, start_response))
    return said["status"], said["headers"], body


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes when it is told to: clock(1.5)."""
    now = [100.0]
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: now[0])

    def advance(seconds):
        now[0] += seconds

    return advance


def test_a_page_is_made_once_a_second(clock):
    site = Site()
    pages = kept(site)
    first, second = ask(pages), ask(pages)
    assert (first[2], second[2], len(site.asked)) == (BODY, BODY, 1)
    clock(0.99)
    ask(pages)
    assert len(site.asked) == 1
    clock(0.02)
    ask(pages)
    assert len(site.asked) == 2


def test_the_second_begins_before_the_page_is_made(clock):
    """What is published while it is made waits no longer than the second."""
    site = Site()
    site.body = lambda: clock(0.6) or BODY
    pages = kept(site)
    ask(pages)
    clock(0.5)
    ask(pages)
    assert len(site.asked) == 2


@pytest.mark.parametrize("cookie", ["session=abc", "a=b; session=abc", "session =abc", "a=b;  session\t= abc"])
def test_somebody_logged_in_gets_a_page_of_their_own_and_leaves_nothing_behind(cookie):
    site = Site()
    pages = kept(site)
    ask(pages, cookie=cookie)
    ask(pages)
    ask(pages, cookie=cookie)
    assert len(site.asked) == 3


@pytest.mark.parametrize("cookie", ["theme=dark", "old_session=1", "theme=session=1"])
def test_the_cookie_of_something_else_changes_nothing(cookie):
    site = Site()
    pages = kept(site)
    ask(pages, cookie=cookie)
    ask(pages)
    assert len(site.asked) == 1


NOT_KEPT = [
    Site(public=""),
    Site(public="private, no-store, max-age=0"),
    Site(public="public, max-age=86400"),
    Site(headers=[("Set-Cookie", "a=b")]),
    Site(headers=[("Vary", "Cookie")]),
    Site(status="500 Internal Server Error"),
    Site(status="429 Too Many Requests"),
]


@pytest.mark.parametrize("site", NOT_KEPT)
def test_what_is_not_for_everybody_is_not_kept(site):
    pages = kept(site)
    before = len(site.asked)
    answers = [ask(pages), ask(pages)]
    assert len(site.asked) == before + 2
    assert answers[0] == answers[1] and answers[0][2] == BODY
    assert not pages.places


@pytest.mark.parametrize("asked", [{"method": "POST"}, {"path": "/admin/x/"}, {"authorization": "Basic x"}])
def test_what_it_has_no_business_with(asked):
    site = Site()
    pages = kept(site)
    ask(pages, **asked)
    ask(pages, **asked)
    assert len(site.asked) == 2


@pytest.mark.parametrize("other", [{"path": "/x/"}, {"query": "a"}, {"host": "b"}, {"x_forwarded_proto": "https"}])
def test_another_address_is_another_page(other):
    site = Site()
    pages = kept(site)
    ask(pages)
    ask(pages, **other)
    assert len(site.asked) == 2


def test_pages_that_nobody_asks_for_any_more_take_no_memory(clock):
    pages = kept(Site())
    for number in range(50):
        ask(pages, path=f"/old/{number}/")
    clock(0.5)
    ask(pages, path="/older/")
    clock(0.6)
    ask(pages, path="/new/")
    assert [key[-2] for key in pages.places] == ["/older/", "/new/"]
    assert pages.bytes == 2 * (2 * len(BODY) + kept_pages.AROUND)


def test_a_page_that_is_being_made_anew_keeps_its_place(clock):
    """Or the next reader would make it a second time at once."""
    site = Site()
    pages = kept(site)
    ask(pages, path="/slow/")
    clock(2)
    place = next(iter(pages.places.values()))
    with place.lock:
        ask(pages, path="/new/")
        assert next(iter(pages.places.values())) is place
    ask(pages, path="/newer/")
    assert place not in pages.places.values()


def test_head_is_the_page_without_its_body():
    site = Site()
    pages = kept(site)
    for _ in range(2):
        status, headers, body = ask(pages, method="HEAD")
        assert (status, headers["Content-Length"], body) == ("200 OK", str(len(BODY)), b"")
    assert (ask(pages)[2], len(site.asked)) == (BODY, 1)


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', '"0", "1"', "*"])
def test_who_has_it_already_gets_no_second_copy(tag):
    site = Site()
    pages = kept(site)
    for _ in range(2):
        status, headers, body = ask(pages, if_none_match=tag)
        assert (status, body, headers["ETag"], headers["Cache-Control"]) == ("304 Not Modified", b"", '"1"', PUBLIC)
        assert "Content-Length" not in headers
    assert len(site.asked) == 1
    assert "HTTP_IF_NONE_MATCH" not in site.asked[0]
    assert ask(pages, if_none_match='"2"')[0] == "200 OK"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("identity", ""),
        ("", ""),
        ("zstd, x", ""),
    ],
)
def test_it_travels_as_the_browser_can_take_it(accepted, encoding):
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    status, headers, body = ask(kept(Site(headers=[("Vary", "accept-encoding")])), accept_encoding=accepted)
    assert (status, undo(body), headers["Vary"]) == ("200 OK", BODY, "Accept-Encoding")
    assert headers.get("Content-Encoding", "") == encoding
    assert headers["Content-Length"] == str(len(body))
    assert headers["ETag"] == ('W/"1"' if encoding else '"1"')


def test_a_small_answer_and_a_picture_stay_as_they_are():
    small = ask(kept(Site(body=b"ok")), accept_encoding="gzip")[1]
    picture = Site()
    picture.headers[0] = ("Content-Type", "image/png")
    for headers in (small, ask(kept(picture), accept_encoding="gzip")[1]):
        assert "Content-Encoding" not in headers and "Vary" not in headers


def test_a_thousand_addresses_do_not_fill_the_memory():
    pages = kept(Site(), most_bytes=20 * (2 * len(BODY) + kept_pages.AROUND))
    for number in range(1_000):
        ask(pages, query=f"n={number}")
    assert len(pages.places) == 20
    assert pages.bytes == 20 * (2 * len(BODY) + kept_pages.AROUND)
    assert ask(pages, query="n=999")[2] == BODY


@pytest.mark.parametrize("asked", [{"query": "a" * 3_000}, {"x_forwarded_proto": "a" * 3_000}, {"host": "a" * 3_000}])
def test_what_is_asked_at_length_is_not_kept(asked):
    pages = kept(Site())
    ask(pages, **asked)
    assert not pages.places


def test_a_place_that_had_to_leave_while_its_page_was_made_is_counted_once(clock):
    """Else the memory of a process would be thought empty when it is full."""
    weight = 2 * len(BODY) + kept_pages.AROUND
    site = Site()
    pages = kept(site, most_bytes=2 * weight)
    ask(pages)
    clock(1.5)
    site.body = lambda: [setattr(site, "body", BODY), [ask(pages, query=f"n={number}") for number in range(9)]] and BODY
    ask(pages)
    assert (pages.bytes, len(pages.places)) == (2 * weight, 2)


def test_a_place_that_was_made_twice_is_counted_once(clock):
    weight = 2 * len(BODY) + kept_pages.AROUND
    site = Site()
    pages = kept(site, most_bytes=2 * weight)

    def crowded():
        site.body = BODY
        ask(pages, query="one")
        ask(pages, query="two")
        pages.places.pop(next(key for key in pages.places if not key[-1]), None)  # room was made
        ask(pages)
        return BODY

    site.body = crowded
    ask(pages)
    assert (pages.bytes, len(pages.places)) == (weight * len(pages.places), 2)


def test_many_readers_at_once_cost_one_page():
    site = Site(body=lambda: time.sleep(0.2) or BODY)
    pages, answers = kept(site), []
    readers = [threading.Thread(target=lambda: answers.append(ask(pages)[2])) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (answers, len(site.asked)) == ([BODY] * 8, 1)


@pytest.mark.slow
def test_who_waits_for_what_is_not_kept_waits_for_one_answer_only():
    """A picture that is drawn, a page that cannot be made: eight readers of it do not stand in line."""
    site = Site(public="", body=lambda: time.sleep(0.2) or BODY)
    pages, answers, began = kept(site), [], time.perf_counter()
    readers = [threading.Thread(target=lambda: answers.append(ask(pages)[2])) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (answers, len(site.asked)) == ([BODY] * 8, 8)
    assert time.perf_counter() - began < 1


@pytest.mark.slow
def test_who_waits_too_long_goes_by_himself(monkeypatch):
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.05)
    stuck, site = threading.Event(), Site()
    site.body = lambda: (setattr(site, "body", BODY), stuck.wait(5)) and b"late"
    pages = kept(site)
    first = threading.Thread(target=ask, args=[pages])
    first.start()
    while not site.asked:
        time.sleep(0.01)
    try:
        assert ask(pages)[2] == BODY
        assert first.is_alive()
    finally:
        stuck.set()
        first.join()


def test_a_failure_leaves_nothing_behind():
    def site(environ, start_response):
        raise ValueError("the application died")

    pages = kept(site)
    with pytest.raises(ValueError, match="died"):
        ask(pages)
    assert not pages.places


class TestTheSiteItself:
    """The rules above, and the pages as Django makes them."""

    @pytest.fixture
    def site(self, db):
        """Its connection stays open between two requests, as Django's own test client sees to."""
        signals.request_started.disconnect(close_old_connections)
        signals.request_finished.disconnect(close_old_connections)
        yield self.browser()
        signals.request_started.connect(close_old_connections)
        signals.request_finished.connect(close_old_connections)

    def browser(self):
        pages = around(django_itself)

        def get(path, **headers):
            environ = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver"}
            environ |= {"wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO()}
            return ask(lambda given, start: pages(given | environ, start), path, **headers)

        return get

    def test_the_second_reader_costs_no_query(self, site, clock, django_assert_num_queries):
        story = StoryFactory(public=True, headline="La une du jour").get_absolute_url()
        addresses = ["/", story, "/regions/donetsk/", "/sitemap.xml", "/rien/"]
        first = [site(address) for address in addresses]
        with django_assert_num_queries(0):
            assert [site(address) for address in addresses] == first
        assert [status[:3] for status, _, _ in first] == ["200", "200", "200", "200", "404"]

    def test_a_publication_shows_after_a_second(self, site, clock):
        assert b"Enfin" not in site("/")[2]
        StoryFactory(public=True, headline="Enfin publié")
        clock(1.01)
        assert b"Enfin" in site("/")[2]

    def test_nothing_of_somebody_logged_in_is_kept(self, site, at_work, reporter):
        story = StoryFactory(public=True).get_absolute_url()
        session = at_work(reporter).cookies["session"].value
        personal = site(story, cookie=f"session={session}")
        assert b"csrfmiddlewaretoken" in personal[2] and "private" in personal[1]["Cache-Control"]
        assert b"csrfmiddlewaretoken" not in site(story)[2]

    def test_a_strange_host_is_refused_and_poisons_nothing(self, site):
        pages = around(django_itself)
        environ = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.input": io.BytesIO()}
        evil = ask(lambda given, start: pages(given | environ, start), "/", host="evil.example")
        assert evil[0].startswith("400")
        assert site("/", x_forwarded_host="evil.example")[2] == site("/")[2]
