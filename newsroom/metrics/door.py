"""Before Django: /metrics for whoever may read it, and what the kept pages have answered by themselves.

Prometheus calls a server by its address, a name the site does not answer to, and speaks http: Django would refuse it.
"""

import hmac
from ipaddress import ip_address

from django.conf import settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from newsroom.metrics import counts
from newsroom.metrics.files import Joined
from newsroom.metrics.process import Process
from newsroom.metrics.requests import MARK
from newsroom.metrics.site import Site

PATH = "/metrics"
# What a proxy says of whoever asked it: the figures are for the house, not for those before it.
BY_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
BY_PROXY += ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP")


class Door:
    """A WSGI application around the site. To everybody else /metrics is an address that leads nowhere."""

    def __init__(self, application, registry):
        self.application, self.registry = application, registry

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == PATH and may_read(environ):
            return self.show(environ, start_response)
        environ[MARK] = reached = []
        body = self.application(environ, start_response)
        if not reached:
            counts.KEPT.inc()
        return body

    def show(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return [b""]
        body = generate_latest(self.registry)
        headers = [("Content-Type", CONTENT_TYPE_PLAIN_0_0_4), ("Content-Length", str(len(body)))]
        start_response("200 OK", [*headers, ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [body if environ["REQUEST_METHOD"] == "GET" else b""]


def may_read(environ):
    """From METRICS_ALLOWED, with METRICS_TOKEN (what of both is given must hold), and through no proxy."""
    if any(name in environ for name in BY_PROXY):
        return False
    return is_near(environ.get("REMOTE_ADDR", "")) and knows(environ.get("HTTP_AUTHORIZATION", ""))


def is_near(remote):
    if not settings.METRICS_ALLOWED:
        return bool(settings.METRICS_TOKEN)
    try:
        address = ip_address(remote)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in settings.METRICS_ALLOWED)


def knows(authorization):
    if not settings.METRICS_TOKEN:
        return True
    expected = f"Bearer {settings.METRICS_TOKEN}"
    return hmac.compare_digest(authorization.encode(), expected.encode())


def around(application):
    registry = CollectorRegistry()
    registry.register(Joined(settings.METRICS_DIR))
    registry.register(Site())
    Process().start()
    return Door(application, registry)
