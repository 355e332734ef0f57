"""Strangers who want other readers to get what they sent: nothing of it may reach the store."""

import time

import pytest

from tests.system.asking import ask, raw, until_kept
from tests.system.site import whole_site

pytestmark = [pytest.mark.system, pytest.mark.timeout(400)]
EVIL = "evil.example"
UNKEYED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "nothttps",
    "X-Forwarded-Port": "444",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Original-URL": "/admin/",
    "X-Rewrite-URL": "/admin/",
    "X-HTTP-Method-Override": "POST",
    "Forwarded": f"host={EVIL};proto=https",
    "Accept-Language": "uk",
    "Cookie": f"django_language=uk; theme={EVIL}; messages={EVIL}; csrf={EVIL}",
    "Range": "bytes=0-9",
    "If-None-Match": "*",
    "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT",
    "If-Match": '"no"',
    "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT",
    "Origin": f"https://{EVIL}",
    "X_Forwarded_Host": EVIL,
    "Accept": "application/json",
    "User-Agent": EVIL,
    "Referer": f"https://{EVIL}/",
    "Sec-Fetch-Site": "cross-site",
    "Transfer-Encoding": "identity",
}


@pytest.fixture(scope="module")
def site():
    with whole_site({"NGINX_ASKED_SIZE": "1m", "NGINX_WRITES": "60r/m"}, stories=2) as running:
        yield running


@pytest.mark.parametrize("name", UNKEYED)
def test_what_is_not_in_the_key_is_not_in_the_page(site, name):
    reader = f"127.0.3.{list(UNKEYED).index(name) + 1}"  # each of its own: many queries of one address are refused
    for number, path in enumerate(("/", site.story["path"], "/nothing-is-here/", "/search")):
        clean = ask(site.nginx, path, source=reader)
        address = f"{path}?{name.lower()}={number}"  # nobody has asked for it yet: the stranger is the first
        ask(site.nginx, address, source=reader, **{name: UNKEYED[name]})
        after = ask(site.nginx, address, source=reader)
        assert (after.status, len(after.body)) == (clean.status, len(ask(site.app, address, host=host(site)).body))
        assert EVIL not in after.body.decode() + str(after.headers)


def host(site):
    return f"127.0.0.1:{site.nginx.port}"


@pytest.mark.parametrize(
    "spelled", ["127.0.0.1:1", "127.0.0.1.", "LOCALHOST", "127.0.0.1:80:80", "127.0.0.1@evil.example"]
)
def test_an_odd_host_never_shows(site, spelled):
    ask_raw = f"GET /?host={spelled} HTTP/1.1\r\nHost: {spelled}\r\nConnection: close\r\n\r\n".encode()
    answer = raw(site.nginx, ask_raw)
    assert not answer or spelled.encode() not in answer.replace(f"?host={spelled}".encode(), b"")


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example/", "/%2fevil.example/", "/..%2fadmin/", "/./admin/", "/en/../admin/", "/admin/..;/"),
        *("/%61dmin/", "/;x=1/", "/static/../admin/", "/static/..%2f..%2fnews.sqlite3", "/%00", "/\\admin", "/en//"),
        *("/admin%2f", "/?%00"),
    ],
)
def test_a_spelling_of_an_address_is_its_own(site, path):
    front = until_kept(site.nginx, "/")
    odd = ask(site.nginx, path)
    assert odd.status in (200, 301, 302, 400, 404, 410)
    assert not odd.headers.get("location", "").startswith(("//evil", "http://evil", "https://evil"))
    if odd.status == 200 and "admin" in odd.body.decode("utf-8", "replace"):
        assert "no-store" in odd.headers["cache-control"] or "csrfmiddlewaretoken" not in odd.body.decode()
    assert ask(site.nginx, "/").body == front.body
    assert ask(site.nginx, "/admin/").status == 302 or "no-store" in ask(site.nginx, "/admin/").headers["cache-control"]


@pytest.mark.parametrize(
    "words",
    [
        b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil",
        b"POST / HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: %s\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"GET / HTTP/1.1\r\nHost: %s\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
    ],
)
def test_two_requests_in_one_are_refused(site, words):
    answer = raw(site.nginx, words.replace(b"%s", host(site).encode()))
    assert answer.count(b"HTTP/1.1 ") <= 1
    assert not answer or answer.split()[1] in (b"400", b"403", b"404", b"405", b"411", b"501")
    assert ask(site.nginx, "/").status == 200


def test_giants_are_refused_before_the_app(site):
    assert ask(site.nginx, "/" + "a" * 9000).status == 414
    assert ask(site.nginx, "/", x_long="a" * 9000).status == 400
    assert ask(site.nginx, "/comments/1/", method="POST", body=b"a" * 2_200_000).status == 413


def test_queries_without_end_push_no_page_out(site):
    until_kept(site.nginx, "/")
    for number in range(200):
        ask(site.nginx, f"/search/?q=mot{number}", source=f"127.0.1.{number % 200 + 1}")
    kept = sum(path.stat().st_size for path in (site.folder / "var/nginx/pages").rglob("*") if path.is_file())
    site.app.stop()
    try:
        time.sleep(2.1)
        assert ask(site.nginx, "/").cache == "STALE"
    finally:
        site.app.start()
    assert 0 < kept < 20_000_000


def test_one_address_is_slowed_down_and_the_others_are_not(site):
    """Asked with queries: 40 at once, 10 a second; written: 20 at once, one a second."""
    asked = [ask(site.nginx, f"/?x={number}", source="127.0.2.1").status for number in range(120)]
    assert 429 in asked and asked[:40] == [200] * 40
    written = [post(site, "127.0.2.2").status for _number in range(30)]
    assert written[:20].count(429) == 0 and 429 in written[20:]
    assert post(site, "127.0.2.3").status != 429
    assert ask(site.nginx, "/", source="127.0.2.1").status == 200  # a page is never refused


def post(site, source):
    return ask(site.nginx, f"/comments/{site.story['pk']}/", method="POST", body=b"name=a", source=source)


def test_the_address_a_reader_claims_is_not_believed(site):
    claimed = [f"10.0.0.{number}" for number in range(1, 31)]
    codes = [
        ask(site.nginx, "/comments/1/", method="POST", body=b"", source="127.0.2.9", x_forwarded_for=each).status
        for each in claimed
    ]
    assert 429 in codes


def test_what_is_asked_from_inside_is_not_there(site):
    for path in ("/metrics", "/metrics/", "/readyz", "/down.html"):
        assert ask(site.nginx, path).status == 404
