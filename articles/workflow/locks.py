"""Who writes in a story right now: a soft lock, a courtesy between colleagues.

It forbids nothing that a button does; what decides there is the `basis` (workflow/revisions.py). It keeps two browsers
from saving by themselves over each other's heads, and it fades when its browser falls silent.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import EditLock
from articles.templatetags.newsroom import desk_time
from articles.workflow import audit, revisions
from articles.workflow.errors import Refused

FADES = timedelta(seconds=90)  # after the last sign of life; a browser gives one every 30 seconds


class Locked(Refused):
    """Somebody else is writing there: nothing is saved by itself over their head."""

    def __init__(self, lock, was_mine):
        self.lock = lock
        taken, here = _("%(name)s took over this story on %(time)s."), _("%(name)s is writing here since %(time)s.")
        super().__init__((taken if was_mine else here) % {"name": lock.by, "time": desk_time(lock.since)})


def holder(story):
    """The lock of whoever writes there now, with the person, or None. One query."""
    alive = EditLock.objects.filter(story=story, seen_at__gt=timezone.now() - FADES)
    return alive.select_related("by").first()


@transaction.atomic
def hold(story, by):
    """A sign of life: takes the lock when it is free, keeps it when it is one's own. Gives the lock that stands.

    Of several at once exactly one gets it; the others learn whose it is. Raises Vanished.
    """
    found = None
    while found is None:  # somebody may let go between two of these lines
        if not _refreshed(story, by):
            _first(story, by)
        found = EditLock.objects.select_related("by").filter(story=story).first()
    return found


def insist(story, by, was_mine=False):
    """Like `hold`; raises Locked when the lock is somebody else's. `was_mine`: it was ours the last time."""
    lock = hold(story, by)
    if lock.by_id != by.pk:
        raise Locked(lock, was_mine)
    return lock


@transaction.atomic
def take_over(story, by, since):
    """Takes the lock from the person who holds it since `since`; then like `hold`.

    `since` is what the taker saw: of two who take over from the same person exactly one gets it. Raises Vanished.
    """
    found = holder(story)
    now = timezone.now()
    theirs = EditLock.objects.filter(story=story, since=since).exclude(by=by)
    if found and theirs.update(by=by, since=now, seen_at=now):
        audit.record(by, story, _("Took over from %s, who was writing.") % found.by, "story.take_over")
    return hold(story, by)


def release(story, by):
    """Whoever leaves makes room; nobody else's lock is touched."""
    EditLock.objects.filter(story=story, by=by).delete()


def _refreshed(story, by):
    """Conditional: whoever comes second finds the row changed, and fresh."""
    now = timezone.now()
    mine, faded = Q(by=by), Q(seen_at__lte=now - FADES)
    since = Case(When(faded, then=Value(now)), default=F("since"))
    return EditLock.objects.filter(mine | faded, story=story).update(by=by, since=since, seen_at=now)


def _first(story, by):
    """Of several who find no lock, the database lets one write it. The story is held: it cannot vanish meanwhile."""
    now = timezone.now()
    lock = EditLock(story=revisions.lock(story), by=by, since=now, seen_at=now)
    EditLock.objects.bulk_create([lock], ignore_conflicts=True)
