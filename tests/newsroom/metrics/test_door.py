"""/metrics is for whoever may read it; to everybody else there is no such address."""

import io
from ipaddress import ip_network

import pytest
from prometheus_client import CollectorRegistry, Gauge

from articles.cache import PUBLIC
from newsroom.kept_pages import KeptPages

NEAR, TOKEN = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")], "prometheus-reads-this-0123456789"
BEARER = f"Bearer {TOKEN}"


def site(environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/html")])
    return [b"No such page"]


@pytest.fixture
def ask(metrics):
    """(status, headers, body) of a site with the door in front."""
    registry = CollectorRegistry()
    Gauge("newsroom_secret", "Known to the house", registry=registry).set(7)
    door = metrics("door").Door(site, registry)

    def request(path="/metrics", method="GET", remote="127.0.0.1", **headers):
        said = {}
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "REMOTE_ADDR": remote, "wsgi.input": io.BytesIO()}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = door(environ, lambda status, headers: said.update(status=status, headers=dict(headers)))
        return said["status"], said["headers"], b"".join(body)

    return request


@pytest.mark.parametrize(
    ("allowed", "token", "asked"),
    [
        ([], "", {}),
        (NEAR, "", {"remote": "192.0.2.1"}),
        (NEAR, "", {"remote": "11.0.0.1"}),
        (NEAR, "", {"remote": ""}),
        (NEAR, "", {"remote": "127.0.0.1, 10.0.0.1"}),
        (NEAR, "", {"remote": "::1"}),
        (NEAR, "", {"x_forwarded_for": "127.0.0.1"}),
        (NEAR, "", {"x_forwarded_for": ""}),
        (NEAR, "", {"x_real_ip": "10.0.0.1"}),
        (NEAR, "", {"x_forwarded_proto": "https"}),
        (NEAR, "", {"forwarded": "for=127.0.0.1"}),
        (NEAR, "", {"via": "1.1 cdn"}),
        (NEAR, "", {"path": "/metrics/"}),
        (NEAR, "", {"path": "//metrics"}),
        (NEAR, TOKEN, {}),
        (NEAR, TOKEN, {"remote": "192.0.2.1", "authorization": BEARER}),
        ([], TOKEN, {}),
        ([], TOKEN, {"authorization": "Bearer "}),
        ([], TOKEN, {"authorization": f"Basic {TOKEN}"}),
        ([], TOKEN, {"authorization": BEARER[:-1]}),
        ([], TOKEN, {"authorization": f"{BEARER}é"}),
        ([], TOKEN, {"authorization": BEARER, "x_forwarded_for": "192.0.2.1"}),
    ],
)
def test_strangers_and_proxies_are_told_of_nothing(ask, settings, allowed, token, asked):
    settings.METRICS_ALLOWED, settings.METRICS_TOKEN = allowed, token
    assert ask(**asked) == ("404 Not Found", {"Content-Type": "text/html"}, b"No such page")


@pytest.mark.parametrize(
    ("allowed", "token", "asked"),
    [
        (NEAR, "", {}),
        (NEAR, "", {"remote": "10.1.2.3"}),
        (NEAR, "", {"remote": "::ffff:10.1.2.3"}),
        ([], TOKEN, {"remote": "192.0.2.1", "authorization": BEARER}),
        (NEAR, TOKEN, {"authorization": BEARER}),
    ],
)
def test_the_house_reads_its_figures(ask, settings, allowed, token, asked):
    settings.METRICS_ALLOWED, settings.METRICS_TOKEN = allowed, token
    status, headers, body = ask(**asked)
    assert status == "200 OK" and b"\nnewsroom_secret 7.0\n" in body
    assert headers == {
        "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert ask(method="HEAD", **asked) == (status, headers, b"")
    assert ask(method="POST", **asked)[0] == "405 Method Not Allowed"


def test_without_the_settings_the_address_is_none_of_the_site(client, db):
    assert client.get("/metrics").status_code == 404


def test_answers_of_kept_pages_are_counted_apart(metrics, more):
    def django(environ, start_response):
        environ[metrics("requests").MARK].append(True)
        start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", PUBLIC)])
        return [b"page"]

    door = metrics("door").Door(KeptPages(django, personal=["/admin/"], cookies=["session"]), CollectorRegistry())
    for path in ("/", "/", "/", "/admin/", "/admin/"):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "wsgi.url_scheme": "http"}
        door(environ, lambda *said: None)
    assert more() == {("newsroom_kept_pages_total",): 2}
