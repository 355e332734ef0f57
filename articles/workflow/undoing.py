"""What a decision about a comment has changed, small enough to be kept in the session of whoever took it."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import batched, chain

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.models import Appeal, Comment, Flag
from articles.workflow import audit, threads
from articles.workflow.claiming import TOGETHER, hold_all, refuse_stranger, seen
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


def before(comment, flags=(), appeal=False):
    return Step(
        key=comment.pk,
        status=comment.status,
        refusal=comment.refusal,
        message=comment.message,
        decided_by=comment.decided_by_id,
        decided_at=_stored(comment.decided_at),
        picked_at=_stored(comment.picked_at),
        flags=list(flags),
        appeal=appeal,
    )


def done(steps):
    """Completes them once the decisions are written. One query."""
    written = Comment.objects.in_bulk([step.key for step in steps])
    for step in steps:
        step.after = seen(written[step.key])
        step.at = _stored(timezone.now())
    return steps


def undo(steps, by):
    """Takes decisions back: (how many, why not the others). Raises PermissionDenied.

    Fifty that become the same again are one transaction.
    """
    refuse_stranger(by)
    number, refusals = 0, []
    for same in _alike(steps):
        for part in batched(same, TOGETHER, strict=False):
            done_here, others = _take_back(part, by)
            number += done_here
            refusals += map(str, others)
    return number, refusals


def _alike(steps):
    """[[Step]]: together those that give their comments the same fields back."""
    found = {}
    for step in steps:
        found.setdefault((step.status, *_fields(step).values()), []).append(step)
    return found.values()


def _fields(step):
    return {
        "refusal": step.refusal,
        "message": step.message,
        "decided_by": step.decided_by,
        "decided_at": _read(step.decided_at),
        "picked_at": _read(step.picked_at),
    }


@transaction.atomic
def _take_back(steps, by):
    """(how many, [why another was not]) of steps that are alike."""
    old = [step for step in steps if is_over(step)]
    others = [Refused(_("This was decided too long ago to be undone: decide anew.")) for _step in old]
    steps = {step.key: step for step in steps if step not in old}
    held, refusals = hold_all({key: step.after for key, step in steps.items()})
    if held:
        _restore(held, [steps[comment.pk] for comment in held], by)
    return len(held), others + refusals


def _restore(comments, steps, by):
    Flag.objects.filter(pk__in=chain(*(step.flags for step in steps))).update(settled_at=None, settled_by=None)
    appealed = [step.key for step in steps if step.appeal]
    Appeal.objects.filter(comment__in=appealed).update(outcome="", decided_at=None, decided_by=None)
    told = _("Undone: “%(before)s” again, after “%(after)s”.")
    before = Comment.Status(steps[0].status)
    said = {each: told % {"before": before.label, "after": each.get_status_display()} for each in comments}
    threads.move_all(comments, before, **_fields(steps[0]), flagged=_open_flags())
    audit.record_all(by, said, "comment.undo")


def _open_flags():
    """How many flags of a comment are open, those that came meanwhile included."""
    flags = Flag.objects.filter(comment=OuterRef("pk"), settled_at=None).order_by().values("comment")
    return Coalesce(Subquery(flags.annotate(number=Count("pk")).values("number")), 0)


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
