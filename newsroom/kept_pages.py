"""Public pages, kept for the second they are fresh (decision 2): for a site without nginx or a CDN in front.

Outside Django, so that a page that is there costs no request object, no middleware and no query.
"""

import gzip
import logging
import threading
import time
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import brotli
from django.conf import settings

from articles.lib.address import client_address
from newsroom import logs

LOG = logging.getLogger("newsroom.requests")
SECONDS = 1.0
MOST_BYTES = 32 * 1024 * 1024  # in each process
AROUND = 7_000  # bytes that a page takes beside its body, measured with a long address
LONGEST_KEY = 2_000  # characters of all that an answer depends on
PATIENCE = 5.0  # seconds that a page is waited for which somebody else is making
# What articles/cache.py writes on an answer that is the same for everybody, and on no other.
FRESH = "s-maxage=1,"
KEPT_STATUS = ("200", "301", "302", "404", "410")
TEXT = ("text/", "application/xml", "application/json", "application/atom+xml", "application/rss+xml")
TEXT += ("application/feed+json", "application/manifest+json", "image/svg+xml")
WORTH_COMPRESSING = 500  # bytes
# Best first; Brotli's 5 and gzip's 6 take about a millisecond for a page.
ENCODERS = {"br": lambda body: brotli.compress(body, quality=5), "gzip": lambda body: gzip.compress(body, 6, mtime=0)}
# One reader's conditions are not the next one's: the page that is kept is whole.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
CONDITIONS += ("HTTP_RANGE", "HTTP_IF_RANGE")
NOT_MODIFIED = ("cache-control", "etag", "vary", "content-language")


@dataclass
class Page:
    """An answer as the application gave it, and its body in the encodings somebody has asked for."""

    status: str
    headers: list
    body: bytes
    until: float
    encoded: dict = field(default_factory=dict)

    @property
    def is_text(self):
        return len(self.body) >= WORTH_COMPRESSING and self.header("content-type").startswith(TEXT)

    @property
    def weight(self):
        """Bytes of memory, about: the body, what it is compressed to, the headers, the longest key."""
        return 2 * len(self.body) + AROUND

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), "")

    def body_in(self, encoding):
        if encoding not in self.encoded:
            self.encoded[encoding] = ENCODERS[encoding](self.body)
        return self.encoded[encoding]


class Place:
    """Where the page of one address lies. Whoever holds the lock is making it anew; the others wait for that one.

    `open`: until an answer was none to keep. Then nobody waits for another.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.page, self.open = None, True

    @contextmanager
    def turn(self):
        """Whether it is this thread that makes the page, once the one before it is done."""
        has_turn = self.lock.acquire(timeout=PATIENCE)
        try:
            yield has_turn and self.open
        finally:
            if has_turn:
                self.lock.release()

    def fresh(self):
        page = self.page
        return page if page and time.monotonic() < page.until else None


class KeptPages:
    """A WSGI application around another. `personal`: beginnings of addresses it has no business with.

    `cookies`: names that make a request one person's; such a request is neither answered from here nor kept.
    """

    def __init__(self, application, *, personal, cookies, most_bytes=MOST_BYTES):
        self.application, self.personal, self.cookies = application, tuple(personal), frozenset(cookies)
        self.most_bytes, self.bytes = most_bytes, 0
        self.places, self.lock = OrderedDict(), threading.Lock()

    def __call__(self, environ, start_response):
        key = self.key(environ)
        if key is None:
            return self.application(environ, start_response)
        began, place = time.perf_counter(), self.place(key)
        page = place.fresh()
        if page is None:
            with place.turn() as is_mine:
                page = place.fresh()
                if page is None and is_mine:
                    return self.make(key, place, environ, start_response)
        if page is None:
            return self.application(environ, start_response)
        status, headers, body = self.answer(page, environ)
        _log(environ, int(status[:3]), began)
        start_response(status, headers)
        return [body]

    def key(self, environ):
        """What an answer depends on, or None: not for keeping."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(self.personal):
            return None
        if "HTTP_AUTHORIZATION" in environ or self.cookies & _cookies(environ.get("HTTP_COOKIE", "")):
            return None
        asked = ("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT")
        key = (*(environ.get(name, "") for name in asked), path, query)
        return key if sum(map(len, key)) <= LONGEST_KEY else None

    def place(self, key):
        with self.lock:
            place = self.places.get(key)
            if place is None:
                place = self.places[key] = Place()
            else:
                self.places.move_to_end(key)
            return place

    def make(self, key, place, environ, start_response):
        """Asks the application for the whole page; keeps it if it is everybody's, and passes it on."""
        until = time.monotonic() + SECONDS
        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        try:
            status, headers, body = _run(self.application, whole | {"REQUEST_METHOD": "GET"})
        except BaseException:
            self.forget(key, place)
            raise
        page = Page(status, headers, body, until)
        if self.is_everybodys(page):
            self.keep(key, place, page)
        else:
            self.forget(key, place)
        status, headers, body = self.answer(page, environ) if place.page is page else (status, headers, body)
        start_response(status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def is_everybodys(self, page):
        """Only what says of itself that a shared cache may have it, for that second."""
        plain = page.header("vary").lower() in ("", "accept-encoding")
        public = page.header("cache-control").startswith("public,") and FRESH in page.header("cache-control")
        return public and plain and page.status[:3] in KEPT_STATUS and not page.header("set-cookie")

    def keep(self, key, place, page):
        with self.lock:
            self._take_out(key)  # which may be another place: this one had to leave while the page was made
            place.page = page
            self.places[key] = place
            self.bytes += page.weight
            self._let_go_of_stale()
            while self.bytes > self.most_bytes and len(self.places) > 1:
                self._take_out(next(iter(self.places)))

    def forget(self, key, place):
        place.open = False
        with self.lock:
            self._take_out(key)

    def _let_go_of_stale(self):
        """Whoever has not been asked for since its second was over leaves, unless somebody is making it anew.

        The one that was asked for longest ago stands first: memory holds the pages of a second, not those of a day.
        """
        now = time.monotonic()
        while self.places:
            key, place = next(iter(self.places.items()))
            if place.lock.locked() or not place.page or now < place.page.until:
                return
            self._take_out(key)

    def _take_out(self, key):
        place = self.places.pop(key, None)
        self.bytes -= place.page.weight if place and place.page else 0

    def answer(self, page, environ):
        """(status, headers, body) for this reader: unchanged, compressed, or as it is."""
        headers, tag = list(page.headers), page.header("etag")
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if page.is_text else ""
        if page.is_text:
            headers = [(name, value) for name, value in headers if name.lower() != "vary"]
            headers.append(("Vary", "Accept-Encoding"))
        if tag and _names(environ.get("HTTP_IF_NONE_MATCH", ""), tag) and page.status.startswith("200"):
            return "304 Not Modified", [each for each in headers if each[0].lower() in NOT_MODIFIED], b""
        body = page.body_in(encoding) if encoding else page.body
        if encoding:
            changed = {"content-length": str(len(body)), "etag": f"W/{tag.removeprefix('W/')}"}
            headers = [(name, changed.get(name.lower(), value)) for name, value in headers]
            headers.append(("Content-Encoding", encoding))
        return page.status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body


def around(application):
    """The site's own pages, as settings.py names what is personal."""
    personal = ["/admin/", "/accounts/", "/livez", "/readyz", "/share/", settings.STATIC_URL, settings.MEDIA_URL]
    return KeptPages(
        application, personal=personal, cookies=[settings.SESSION_COOKIE_NAME, settings.COMMENTER_COOKIE_NAME]
    )


def _run(application, environ):
    """(status, headers, body) of a WSGI application."""
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=headers)

    result = application(environ, start_response)
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    return said["status"], said["headers"], body


def _log(environ, status, began):
    """The line that newsroom.middleware.RequestLog writes of the others."""
    path = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}".encode("latin-1").decode("utf-8", "replace")
    known = {"method": environ["REQUEST_METHOD"], "path": path, "status": status, "address": ""}
    known |= {"duration_ms": round((time.perf_counter() - began) * 1000, 1)}
    if settings.LOG_ADDRESSES:
        remote, forwarded = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
        known["address"] = client_address(remote, forwarded, settings.TRUSTED_PROXIES)
    if LOG.isEnabledFor(logging.INFO):
        request = SimpleNamespace(log_id=logs.new_id())
        LOG.info("%s %s", known["method"], path, extra=known | {"request": request})


def _cookies(header):
    """The names in it, as Django reads them: 'a=1; session =x' -> {'a', 'session'}."""
    return {each.partition("=")[0].strip() for each in header.split(";")}


def _encoding(accepted):
    """'gzip, deflate, br;q=0.9' -> 'br'; 'br;q=0, gzip' -> 'gzip'; '' -> ''."""
    offers = {}
    for offer in accepted.lower().split(","):
        name, _, weight = offer.partition(";")
        offers[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODERS if offers.get(name)), "")


def _names(asked, tag):
    """Whether If-None-Match names this tag; weak and strong are the same page: ('W/"a", "b"', '"a"') -> True."""
    wanted = [each.strip().removeprefix("W/") for each in asked.split(",")]
    return tag.removeprefix("W/") in wanted or "*" in wanted
