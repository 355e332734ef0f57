"""Before a web server that keeps pages: compressed once, for the rest of the second; nobody's own page touched."""

import gzip

import brotli
import pytest

from articles.cache import PUBLIC
from newsroom import behind

BODY = b"<p>Le texte.</p>" * 100
PAGE = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", PUBLIC), ("ETag", '"abc"')]


def ask(headers, accept="", body=BODY):
    said = {}

    def site(environ, start_response):
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def start_response(status, headers, exc_info=None):
        said.update({name.lower(): value for name, value in headers})

    answer = behind.Behind(site)({"HTTP_ACCEPT_ENCODING": accept}, start_response)
    return said, b"".join(answer)


@pytest.mark.parametrize("accept, opened", [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_a_page_for_everybody(monkeypatch, accept, opened):
    monkeypatch.setattr(behind.time, "time", lambda: 1_700_000_000.9)
    headers, body = ask(PAGE, accept)
    assert opened(body) == BODY
    assert headers["content-length"] == str(len(body))
    assert (headers.get("content-encoding", ""), headers["vary"]) == (accept, "Accept-Encoding")
    assert headers["etag"] == ('W/"abc"' if accept else '"abc"')
    assert headers["x-accel-expires"] == "@1700000000"


def test_what_is_one_persons_stays_as_it_is():
    own = [("Content-Type", "text/html"), ("Cache-Control", "private, no-store"), ("Set-Cookie", "session=1")]
    headers, body = ask(own, "br, gzip")
    assert body == BODY
    assert set(headers) == {"content-type", "cache-control", "set-cookie", "content-length"}


def test_a_picture_keeps_its_day_and_its_bytes():
    headers, body = ask([("Content-Type", "image/jpeg"), ("Cache-Control", "public, max-age=86400")], "br, gzip")
    assert body == BODY and "x-accel-expires" not in headers and "content-encoding" not in headers


def test_what_is_small_is_not_compressed():
    headers, body = ask(PAGE, "br", b"ok")
    assert (body, "content-encoding" in headers) == (b"ok", False)
