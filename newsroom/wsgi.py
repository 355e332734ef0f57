import os
import re
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom import behind, kept_pages, warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

# "multipart/form-data; charset=rot13; boundary=x": the kind, and the one parameter we need.
KIND = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|$)", re.ASCII)
BOUNDARY = re.compile(r";\s*boundary=(\"[^\"\r\n]{1,200}\"|[^;,\s\"]{1,200})", re.IGNORECASE)
# More than the largest picture (lib/images.py): nobody may fill the disk with a request.
MAX_LENGTH = 30 * 1024 * 1024

django = get_wsgi_application()
warm.up()
site = kept_pages.around(django) if settings.KEEP_PAGES else behind.Behind(django)
if settings.METRICS:
    site = import_module("newsroom.metrics.door").around(site)  # read only here: it opens its files at once


def application(environ, start_response):
    """Django, behind a door that takes no riddles.

    Django reads every request in the charset its Content-Type claims, any codec of Python's included (rot13), and
    fails on some; browsers only ever send UTF-8. And a body beyond any form is refused before a byte of it is read.
    """
    if too_long(environ.get("CONTENT_LENGTH")):
        start_response(
            "413 Content Too Large", [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
        )
        return [b"413 Content Too Large"]
    environ["CONTENT_TYPE"] = plain_content_type(environ.get("CONTENT_TYPE") or "")
    return site(environ, start_response)


def too_long(length):
    """'31457281' -> True; '' and what is no number -> False (Django refuses that by itself)."""
    return bool(length) and length.isdecimal() and (len(length) > 12 or int(length) > MAX_LENGTH)


def plain_content_type(text):
    """'multipart/form-data; charset=rot13; boundary=x' -> 'multipart/form-data; boundary=x'; nonsense -> ''."""
    kind = KIND.match(text)
    if not kind:
        return ""
    boundary = BOUNDARY.search(text) if kind[1].lower().startswith("multipart/") else None
    return f"{kind[1]}; boundary={boundary[1]}" if boundary else kind[1]
