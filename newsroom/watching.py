"""What METRICS_TOKEN and SENTRY_DSN may say; as `environment.py`, for whoever watches the site."""

import re
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TOKEN = re.compile(r"[!-~]{20,200}")


def token(text):
    """'' -> ''; at least 20 letters without spaces -> itself. It is not repeated in the sentence."""
    if text and not TOKEN.fullmatch(text):
        raise ImproperlyConfigured("METRICS_TOKEN can be guessed, or not be sent: give 20 to 200 letters and digits.")
    return text


def dsn(text):
    """'https://key@sentry.example.org/1' -> itself; '' -> ''. The package must be there."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.username or not parts.path.rpartition("/")[2].isdecimal():
        raise ImproperlyConfigured("SENTRY_DSN is not understood: give https://key@sentry.example.org/1")
    if not find_spec("sentry_sdk"):
        raise ImproperlyConfigured(
            "SENTRY_DSN is given, but the package sentry-sdk is not there. Install it with: "
            "deploy/venv.sh requirements-scale.txt"
        )
    return text
