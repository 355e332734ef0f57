"""One decision a comment: what the moderator saw must still be so at the moment of deciding."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.models import Comment
from articles.workflow.errors import Refused
from articles.workflow.mail import BACKEND

RIGHT = "articles.moderate_comment"
TOGETHER = 50  # decided in one transaction: their threads are held for a tenth of a second, not longer
Status = Comment.Status


class Overtaken(Refused):
    """Somebody else came first; nothing was changed. `str(error)` says who, and what they did."""


def refuse_stranger(by):
    """Whatever the door has asked already. Raises PermissionDenied."""
    if by is None or not by.has_perm(RIGHT):
        raise PermissionDenied(f"{by} may not moderate comments")


def other_moderators(by):
    """The active colleagues who may moderate, without this one. No query yet."""
    staff = get_user_model().objects.with_perm(RIGHT, backend=BACKEND).filter(is_staff=True)
    return staff.exclude(pk=by.pk).order_by("username")


def seen(comment):
    """What a form carries of the comment it shows: 'approved:20260501080000000000::2'.

    Its state, when that was decided, when its author last wrote in it, how many flags are open.
    """
    moments = [f"{at:%Y%m%d%H%M%S%f}" if at else "" for at in (comment.decided_at, comment.edited_at)]
    return ":".join([comment.status, *moments, str(comment.flagged)])


def hold(key, on, flags=False):
    """The comment of that key as it is now, its thread held until the transaction ends. Raises Overtaken, Refused.

    `on`: what `seen` gave when the moderator looked. `flags`: a flag that came since counts as a change, too.
    """
    held, others = hold_all({key: on}, flags)
    for why in others:
        raise why
    return held[0]


def hold_all(saw, flags=False):
    """([comment as it is now], [why another is not among them]) of {key: what `seen` gave}. Two queries."""
    threads = Comment.objects.filter(pk__in=saw).values_list("thread_id", flat=True)
    rows = Comment.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("story", "person", "decided_by", "parent")
    # All in one order, what began a thread before what stands in it, as workflow/threads.py does it: two who decide
    # never wait for each other.
    rows = rows.filter(pk__in={*threads, *saw} - {None}).order_by("pk")
    found = {comment.pk: comment for comment in rows}
    held, others = [], []
    for key, on in saw.items():
        if why := _why_not(found.get(key), on, 4 if flags else 3):
            others.append(why)
        else:
            held.append(found[key])
    return held, others


def _why_not(comment, on, parts):
    if comment is None:
        return Refused(_("This comment no longer exists."))
    if seen(comment).split(":")[:parts] != on.split(":")[:parts]:
        return Overtaken(happened(comment, on))
    return None


def happened(comment, on=""):
    """What has become of a comment in the meantime, in words."""
    if comment.status == Status.WITHDRAWN:
        return _("Its author has withdrawn this comment.")
    status, decided, edited, *_flags = [*on.split(":"), "", "", ""]
    now = seen(comment).split(":")
    if (status, decided) != (now[0], now[1]) or not on:
        return _decision(comment)
    if edited != now[2]:
        return _("Its author has changed the words meanwhile: read them again.")
    return _("A reader has flagged it meanwhile: look at the flags again.")


def _decision(comment):
    if comment.decided_by is None:
        return _("This comment has changed meanwhile. It is now: %s.") % comment.get_status_display()
    said = {"name": comment.decided_by, "state": comment.get_status_display()}
    if comment.refusal:
        said["state"] = f"{said['state']} ({comment.get_refusal_display()})"
    return _("%(name)s was first and decided: %(state)s. Nothing was changed.") % said
