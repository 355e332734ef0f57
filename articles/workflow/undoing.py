"""What a decision about a comment has changed, small enough to be kept in the session of whoever took it."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.models import Appeal, Comment, Flag
from articles.workflow import audit, threads
from articles.workflow.claiming import hold, refuse_stranger, seen
from articles.workflow.errors import Refused

UNDONE_FOR = timedelta(minutes=15)


@dataclass
class Step:
    """A comment as it was before a decision, and what has to be put back with it."""

    key: int
    status: str
    refusal: str
    message: str
    decided_by: int | None
    decided_at: str
    picked_at: str
    flags: list = field(default_factory=list)  # keys of the flags that were settled
    appeal: bool = False  # whether an appeal was answered
    after: str = ""  # what `seen` gives since the decision
    at: str = ""  # the moment of the decision
    mailed: bool | None = None  # None: there was nothing to tell its author


def before(comment):
    return Step(
        key=comment.pk,
        status=comment.status,
        refusal=comment.refusal,
        message=comment.message,
        decided_by=comment.decided_by_id,
        decided_at=_stored(comment.decided_at),
        picked_at=_stored(comment.picked_at),
    )


def done(step):
    """Completes it once the decision is written. One query."""
    step.after = seen(Comment.objects.get(pk=step.key))
    step.at = _stored(timezone.now())
    return step


def undo(steps, by):
    """Takes decisions back: (how many, why not the others). Each in its own transaction. Raises PermissionDenied."""
    refuse_stranger(by)
    number, refusals = 0, []
    for step in steps:
        try:
            _take_back(step, by)
            number += 1
        except Refused as refusal:
            refusals.append(str(refusal))
    return number, refusals


@transaction.atomic
def _take_back(step, by):
    if is_over(step):
        raise Refused(_("This was decided too long ago to be undone: decide anew."))
    now = hold(step.key, step.after)
    Flag.objects.filter(pk__in=step.flags).update(settled_at=None, settled_by=None)
    if step.appeal:
        Appeal.objects.filter(comment=now).update(outcome="", decided_at=None, decided_by=None)
    told = _("Undone: “%(before)s” again, after “%(after)s”.")
    states = {"before": Comment.Status(step.status).label, "after": now.get_status_display()}
    threads.move(
        now,
        step.status,
        refusal=step.refusal,
        message=step.message,
        decided_by=step.decided_by,
        decided_at=_read(step.decided_at),
        picked_at=_read(step.picked_at),
        flagged=Flag.objects.filter(comment=now, settled_at=None).count(),
    )
    audit.record(by, now, told % states, "comment.undo")


def is_over(step):
    return _read(step.at) < timezone.now() - UNDONE_FOR


# As a session keeps it


def packed(steps):
    return [asdict(step) for step in steps]


def unpacked(stored):
    return [Step(**fields) for fields in stored]


def _stored(moment):
    return moment.isoformat() if moment else ""


def _read(stored):
    return parse_datetime(stored) if stored else None
