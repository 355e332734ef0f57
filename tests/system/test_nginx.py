"""Readers before the shipped nginx: fast, fresh, and nothing of anybody else's."""

import gzip
import re
import subprocess
import time

import brotli
import pytest

from tests.system.asking import ask, raw, until_kept
from tests.system.site import whole_site

pytestmark = [pytest.mark.system, pytest.mark.timeout(400)]
FRESH = "public, max-age=0, s-maxage=1, stale-if-error=86400"
# What colleagues and commenters would find on their pages.
PERSONAL = (b"csrfmiddlewaretoken", "rédactrice-en-chef".encode(), b"verifiee")


@pytest.fixture(scope="module")
def site():
    """With a line in the log for each request that reaches the app; writing is counted, asking hardly."""
    asked = {"LOG_REQUESTS": "1", "NGINX_ASKS": "1000r/s"}
    with whole_site(asked, stories=3) as running:
        yield running


def reached(site, path):
    return len(re.findall(rf"GET {re.escape(path)} ", site.app.log))


def public_addresses(site):
    """All that the front, a story, and the sitemap lead to, and what programs ask for."""
    found = {"/", "/en/", "/uk/", site.story["path"], "/robots.txt", "/manifest.webmanifest", "/search/?q=titre"}
    found |= {"/leger/", "/archives/", "/corrections/", "/there-is-nothing-here/"}
    for page in ("/", "/en/", "/uk/", site.story["path"], "/sitemap.xml", "/sitemap-pages.xml"):
        text = ask(site.nginx, page).body.decode()
        found |= set(re.findall(r'href="(/[^"#]*)"', text))
        found |= {each.partition(str(site.nginx.port))[2] for each in re.findall(r"<loc>([^<]+)</loc>", text)}
    return sorted(path for path in found if not path.startswith(("/static/", "/media/", "/admin/", "/accounts/")))


def test_every_public_address_is_kept_and_holds_nothing_of_anybody(site):
    addresses, cards = public_addresses(site), 0
    assert len(addresses) > 40
    for path in addresses:
        answer = ask(site.nginx, path)
        if "no-store" in answer.headers["cache-control"]:
            assert path.split("/comments/")[-1].startswith(("me/", "verify/", "appeal/", "flag/")), path
            continue
        cards += 1
        kept = until_kept(site.nginx, path)
        assert (kept.status, kept.body) == (answer.status, answer.body), path
        assert kept.headers["cache-control"] == FRESH, path
        assert "set-cookie" not in kept.headers and "x-accel-expires" not in kept.headers
        assert not any(word in kept.body for word in PERSONAL), path
    assert cards > 40


def test_a_hundred_readers_of_a_second_are_one_request_of_the_app(site):
    path = site.told["stories"][1]["path"]
    before, began = reached(site, path), time.monotonic()
    for _reader in range(100):
        assert ask(site.nginx, path).status == 200
    assert reached(site, path) - before <= time.monotonic() - began + 2


@pytest.mark.parametrize("who", ["session", "commenter"])
def test_what_is_somebodys_is_neither_kept_nor_answered_from_the_store(site, who):
    cookie, path = getattr(site.desk, who)()["cookie"], site.told["stories"][2]["path"]
    until_kept(site.nginx, path)
    before = reached(site, path)
    for spelled in (cookie, f"a=1; {cookie}", cookie.replace("=", " =", 1)):
        own = ask(site.nginx, path, cookie=spelled)
        assert (own.status, own.cache) == (200, "BYPASS")
        if who == "session":
            assert "no-store" in own.headers["cache-control"]
    assert reached(site, path) == before + 3
    assert "no-store" not in until_kept(site.nginx, path).headers["cache-control"]
    assert ask(site.nginx, path, authorization="Basic eA==").cache == "BYPASS"


def test_the_desk_is_never_kept(site):
    cookie = site.desk.session()["cookie"]
    for path in ("/admin/", "/accounts/login/"):
        for headers in ({"cookie": cookie}, {}):
            answer = ask(site.nginx, path, **headers)
            assert "no-store" in answer.headers["cache-control"] and not answer.cache
    assert "rédactrice-en-chef" in ask(site.nginx, "/admin/", cookie=cookie).body.decode()
    assert "rédactrice-en-chef" not in ask(site.nginx, "/admin/").body.decode()


def test_unchanged_heads_and_encodings_need_no_request_of_the_app(site):
    path = site.story["path"]
    plain = until_kept(site.nginx, path)
    for encoding, opened in (("br", brotli.decompress), ("gzip, deflate", gzip.decompress)):
        short = until_kept(site.nginx, path, accept_encoding=encoding)
        assert short.headers["content-encoding"] == encoding.partition(",")[0]
        assert opened(short.body) == plain.body and len(short.body) < len(plain.body) / 2
    assert "content-encoding" not in until_kept(site.nginx, path, accept_encoding="br;q=0, gzip;q=0").headers
    unchanged = until_kept(site.nginx, path, if_none_match=plain.headers["etag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    head = until_kept(site.nginx, path, method="HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", plain.headers["etag"])


def test_files_come_from_the_disk_with_the_headers_of_the_app(site):
    page = ask(site.nginx, "/").body.decode()
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    found, own = ask(site.nginx, sheet, accept_encoding="gzip"), ask(site.app, sheet)
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(found.body) == own.body
    picture = site.told["picture"]
    found = ask(site.nginx, picture)
    assert (found.status, found.headers["content-type"]) == (200, "image/jpeg")
    wanted = {"cache-control": "public, max-age=86400", "content-security-policy": "default-src 'none'"}
    wanted |= {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin"}
    assert {name: found.headers[name] for name in wanted} == wanted
    part = ask(site.nginx, picture, range="bytes=0-99")
    assert (part.status, part.body) == (206, found.body[:100])
    for name in ("/media/shelf/x.jpg", "/media/images/", "/media/images/../news.sqlite3", "/media/images/a.svg"):
        assert ask(site.nginx, name).status == 404
    assert reached(site, picture) == 0


def test_a_publication_and_an_approved_comment_show_in_time(site):
    for _time in range(4):
        until_kept(site.nginx, "/")
        story = site.desk.publish()
        assert seen(site, "/", story["path"], since=story["done"]) <= 1.5
        body = f"Un mot de {story['pk']}."
        comment = site.desk.wait(story=story["pk"], body=body)
        until_kept(site.nginx, story["path"])
        decided = site.desk.approve(comment=comment["pk"])
        assert seen(site, story["path"], body, since=decided["done"]) <= 1.5


def seen(site, path, words, since):
    """Seconds until the page says so."""
    while words not in ask(site.nginx, path).body.decode():
        assert time.time() < since + 10, f"{path} never shows it"
        time.sleep(0.01)
    return time.time() - since


def test_while_the_app_is_away_readers_have_what_was_kept(site):
    path = site.story["path"]
    kept = until_kept(site.nginx, path)
    site.app.stop()
    try:
        time.sleep(2.1)
        stale = ask(site.nginx, path)
        assert (stale.status, stale.body, stale.cache) == (200, kept.body, "STALE")
        down = ask(site.nginx, "/never-asked-before/")
        assert (down.status, down.headers["cache-control"]) == (503, "no-store")
        assert "instant" in down.body.decode()
    finally:
        site.app.start()
    assert until_kept(site.nginx, path).status == 200


def test_reloaded_by_its_own_command(site):
    tried = subprocess.run(["nginx", "-t", "-c", site.nginx.conf], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr


def test_the_log_names_no_address_no_query_and_no_key(site):
    ask(site.nginx, "/preview/abcdefghijkl/?q=secret", source="127.0.0.9")
    time.sleep(6)
    log = (site.folder / "var" / "log" / "nginx-access.log").read_text()
    assert '"path":"/preview/…"' in log
    assert not [word for word in ("127.0.0.", "secret", "abcdefghijkl") if word in log]


def test_nobody_is_answered_under_another_name(site):
    assert raw(site.nginx, b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n") == b""
    assert raw(site.nginx, b"GET / HTTP/1.0\r\n\r\n") == b""
