"""How often somebody may post, counted in the database so that every worker agrees (decision 12)."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db.models import Case, F, Q, When
from django.utils import timezone

from articles.models import Sender
from articles.queries.raw import cursor, moment, stamp
from articles.workflow import senders

WINDOW = timedelta(minutes=1)

# One row a sender, made or changed in one statement that both databases know. The rows stay locked until the
# transaction ends, so of two posts at once the second sees what the first has done.
COUNT = """
INSERT INTO articles_sender AS known (key, window_start, attempts, accepted_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET {changes} {condition}
RETURNING attempts, window_start
"""
CHANGES = """
    attempts = CASE WHEN known.window_start <= %(since)s THEN 1 ELSE known.attempts + 1 END,
    window_start = CASE WHEN known.window_start <= %(since)s THEN excluded.window_start ELSE known.window_start END,
    accepted_at = COALESCE(excluded.accepted_at, known.accepted_at)
"""
FREE = "WHERE known.accepted_at IS NULL OR known.accepted_at <= %(rested)s"


def keys_of(address, email="", person=None, user=None):
    """One key for where it comes from, one for who writes; empty parts have none.

    Somebody who has proved an address is counted as that person, and a colleague as that account alone: a stranger
    who types their e-mail, or shares their office, takes nothing from them.
    """
    if user:
        return [senders.key("user", user.pk)]
    who = ("person", person.pk) if person else ("e-mail", email.lower())
    return [senders.key(kind, value) for kind, value in (("address", address), who) if value]


def count_attempt(keys):
    """Counts one post of these senders. 0: they may go on; else how many seconds they have to wait."""
    now = timezone.now()
    over = [start for attempts, start in _count(keys, now) if attempts > settings.COMMENT_ATTEMPTS]
    return max((_seconds(start + WINDOW - now) for start in over), default=0)


def claim_turn(keys, pause):
    """Counts one post, and takes the turn of all its senders for one comment. 0: not every one of them had it.

    Otherwise the number of posts in this minute, by the busiest of them. `pause`: the seconds between two turns. The
    caller holds the transaction, and undoes it after a 0: nobody's turn is used up then, and nothing counted.
    """
    counted = [attempts for attempts, _start in _count(keys, timezone.now(), pause)]
    if len(counted) < len(keys) or max(counted, default=1) > settings.COMMENT_ATTEMPTS:
        return 0
    return max(counted, default=1)


def pause_left(keys, pause):
    """How many seconds until all of these have their turn again, at least 1."""
    last = Sender.objects.filter(key__in=keys).exclude(accepted_at=None).order_by("-accepted_at").first()
    return _seconds(last.accepted_at + timedelta(seconds=pause) - timezone.now()) if last else 1


def _count(keys, now, pause=None):
    """[(attempts in this window, its start)] of the senders; with `pause`, only of those whose turn it was."""
    if not keys:
        return []
    values = moments(now, pause or 0) | named(keys) | {"turn": None if pause is None else stamp(now)}
    rows = ", ".join(f"(%({name})s, %(now)s, 1, %(turn)s)" for name in named(keys))
    condition = "" if pause is None else FREE
    with cursor() as counting:
        counting.execute(COUNT.format(rows=rows, changes=CHANGES, condition=condition), values)
        return [(attempts, moment(start)) for attempts, start in counting.fetchall()]


def moments(now, pause):
    """{'now': …, 'since': when this window began, 'rested': when the last turn must be over}, for the database."""
    # Without a pause it is always one's turn, also when the clock of another worker is ahead.
    rested = now - timedelta(seconds=pause) if pause else now + WINDOW
    return {name: stamp(when) for name, when in (("now", now), ("since", now - WINDOW), ("rested", rested))}


def named(keys):
    """['b', 'a'] -> {'key0': 'a', 'key1': 'b'}: always in this order, so that no two posts wait for each other."""
    return {f"key{number}": key for number, key in enumerate(sorted(keys))}


def _ensure(key, now):
    Sender.objects.get_or_create(key=key, defaults={"window_start": now})


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
