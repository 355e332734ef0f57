"""How often somebody may post, counted in the database so that every worker agrees (decision 12)."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from articles.lib.tokens import keyed_hash
from articles.models import Comment, Sender

WINDOW = timedelta(minutes=1)
KEPT = timedelta(days=30)


def keys_of(address, email):
    """One key for where it comes from and one for who says to be writing; empty parts have none."""
    return [keyed_hash(kind, value) for kind, value in (("address", address), ("e-mail", email)) if value]


def count_attempt(keys):
    """Counts one post of these senders. 0: they may go on; else how many seconds they have to wait."""
    now = timezone.now()
    return max((_count(key, now) for key in keys), default=0)


@transaction.atomic
def _count(key, now):
    """The row is held until it is read, so each post learns its own number. One row a transaction: no deadlock."""
    _ensure(key, now)
    stale = Q(window_start__lte=now - WINDOW)
    Sender.objects.filter(key=key).update(
        attempts=Case(When(stale, then=1), default=F("attempts") + 1),
        window_start=Case(When(stale, then=Value(now)), default=F("window_start")),
    )
    sender = Sender.objects.get(key=key)
    over = sender.attempts > settings.COMMENT_ATTEMPTS
    return _seconds(sender.window_start + WINDOW - now) if over else 0


def _ensure(key, now):
    Sender.objects.get_or_create(key=key, defaults={"window_start": now})


def claim_turn(keys):
    """Takes the senders' turn for one accepted comment. 0: taken; else the seconds to wait.

    The caller holds the transaction, and rolls it back when the turn is not given: of two posts at once, the
    second waits for the row the first has changed, and finds the turn gone.
    """
    now = timezone.now()
    pause = timedelta(seconds=settings.COMMENT_INTERVAL)
    free = Q(accepted_at=None) | Q(accepted_at__lte=now - pause)
    for key in sorted(keys):  # always in the same order, so that two posts cannot wait for each other
        _ensure(key, now)
        if not Sender.objects.filter(free, key=key).update(accepted_at=now):
            return _seconds(Sender.objects.get(key=key).accepted_at + pause - now)
    return 0


def claim(key, most, window):
    """Takes one of `most` turns. False: none is left.

    They all come back once nothing was taken for the length of `window`: so no span of that length, wherever it
    begins, holds more than `most`. One conditional update: of thirty at once, exactly `most` are served.
    """
    now = timezone.now()
    _ensure(key, now)
    rested = Q(window_start__lte=now - window)
    taken = Case(When(rested, then=1), default=F("attempts") + 1)
    free = Sender.objects.filter(rested | Q(attempts__lt=most), key=key)
    return free.update(attempts=taken, window_start=now) == 1


def give_back(key):
    """What a claim has taken, when it turned out not to count."""
    Sender.objects.filter(key=key, attempts__gt=0).update(attempts=F("attempts") - 1)


def used_up(keys, most, window):
    """Whether one of these has no turn left now."""
    since = timezone.now() - window
    return Sender.objects.filter(key__in=keys, attempts__gte=most, window_start__gt=since).exists()


def _seconds(left):
    return max(1, ceil(left.total_seconds()))


def forget_old():
    """Drops what tells where posts came from, 30 days after. Gives back how many traces there were."""
    before = timezone.now() - KEPT
    dropped, _each = Sender.objects.filter(window_start__lt=before).delete()
    return dropped + Comment.objects.filter(created_at__lt=before).exclude(sender="").update(sender="")
