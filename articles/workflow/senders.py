"""Whom a post comes from, told apart without being kept: keyed hashes under a secret of the week (COMMENTS.md).

The hashes of one week say nothing about those of another, and thirty days later the secret is deleted: then not even
we can find an address by trying them all.
"""

import hmac
import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.lib.kept import Kept
from articles.models import Salt

WEEK = 7 * 24 * 3600
KEPT = timedelta(days=30)  # then workflow/retention.py deletes them
SECONDS = 5  # as long a process may go on with a salt that was deleted


def key(kind, value):
    """key('address', '192.0.2.7') -> 64 hex digits: the same ones until the end of the week."""
    return _hash(_live()[0], kind, value)


def keys(kind, value):
    """The same under every salt there is, this week's first: what was noted weeks ago is found again."""
    return [_hash(secret, kind, value) for secret in _live()]


def _hash(secret, kind, value):
    return hmac.digest((settings.SECRET_KEY + secret).encode(), f"{kind}\x1f{value}".encode(), "sha256").hex()


def _live():
    """The secrets, the newest first. The number of the week is the key of the row, so two workers make one salt."""
    week = int(time.time() // WEEK)
    salts = _known()
    if week not in salts:
        Salt.objects.bulk_create([Salt(pk=week, secret=secrets.token_hex(32))], ignore_conflicts=True)
        _read_lately.forget()
        salts = _known()
    return list(salts.values())


def _known():
    # What a transaction made may vanish with it: nothing is kept that others cannot see.
    return _read_lately(keep=not connection.in_atomic_block)


def _read():
    live = Salt.objects.filter(created_at__gt=timezone.now() - KEPT)
    return dict(live.order_by("-pk").values_list("pk", "secret"))


_read_lately = Kept(_read, SECONDS)
