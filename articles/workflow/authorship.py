"""What its author may still do with a comment: correct it for some minutes, or take it back (COMMENTS.md).

Whoever asks has proved to be its author by a signed address (lib/tokens.py).
"""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lib import defences
from articles.lib.plain import paragraphs
from articles.lib.tokens import keyed_hash
from articles.models import Comment
from articles.queries import discussion
from articles.queries.rulebook import rulebook
from articles.workflow import erasure, standing, threads, twins
from articles.workflow.claiming import Overtaken, hold, seen
from articles.workflow.errors import Refused

Status = Comment.Status
EDITED = ["edited", ""]
# Reasons that no reading of the words finds again.
STAYING = ("flagged", "rates", "slow", EDITED[0])


class Over(Refused):
    """It can no longer be changed: the time is over, or it was decided, or taken back."""


class Changed(Refused):
    """A moderator, or the same author in another window, was faster; nothing was changed."""

    def __init__(self):
        super().__init__(_("Your comment has changed meanwhile. Your text is kept: please send it again."))


def until(comment):
    """Up to when its author may change it: 15 minutes after it was sent (COMMENT_EDIT_MINUTES)."""
    return comment.created_at + timedelta(minutes=settings.COMMENT_EDIT_MINUTES)


def may_withdraw(comment):
    return comment.status != Status.WITHDRAWN and timezone.now() < until(comment)


def may_edit(comment):
    return (comment.status == Status.APPROVED or seems_to_wait(comment)) and timezone.now() < until(comment)


def seems_to_wait(comment):
    """To its author, what a trap filed as spam looks like any comment that nobody has read yet."""
    return comment.status == Status.PENDING or (comment.status == Status.SPAM and comment.decided_by_id is None)


def refuse_late(comment, editing=True):
    """Raises Over when it can no longer be edited, or (`editing` False) no longer be withdrawn."""
    if not (may_edit(comment) if editing else may_withdraw(comment)):
        raise Over(_why_not(comment))


def newest_of(user, story):
    """A colleague's last comment under this story while it may still be changed, or None. One query."""
    last = Comment.objects.filter(story=story, by=user, status=Status.APPROVED).order_by("-created_at", "-pk").first()
    return last if last and may_edit(last) else None


def edit(comment, body, address=""):
    """Gives it other words, valid already (forms/comment.py), and gives back the comment that now has them.

    That is another one when the same person said the same under this story before. What was public and is not by
    somebody trusted waits for a moderator again. `address`: where it is sent from. Raises Over, Changed, Barred.
    """
    refuse_late(comment)
    if body == comment.body:
        return comment
    fields = _fields(comment, body, address)
    for _again in range(2):  # the same words may be stored at this very moment
        if twin := _twin(comment, fields, address):
            return twin
        with suppress(IntegrityError):
            return _rewrite(comment, dict(fields))
    raise Changed


def withdraw(comment):
    """Its words and its author's name are gone for ever; answers to it stay in their place. Raises Over, Changed.

    Its author comes first: what a moderator decides at the same moment does not keep it.
    """
    if comment.status == Status.WITHDRAWN:
        return
    refuse_late(comment, editing=False)
    if not erasure.erase_comment(comment):
        raise Changed


def _why_not(comment):
    if comment.status == Status.WITHDRAWN:
        return _("You have withdrawn this comment.")
    if timezone.now() < until(comment):
        return _("The moderators have decided about this comment: it can no longer be changed.")
    minutes = settings.COMMENT_EDIT_MINUTES
    return ngettext(
        "A comment can be changed for %(minutes)d minute after it was sent. That time is over.",
        "A comment can be changed for %(minutes)d minutes after it was sent. That time is over.",
        minutes,
    ) % {"minutes": minutes}


@transaction.atomic
def _rewrite(comment, fields):
    try:
        now = hold(comment.pk, seen(comment))
    except Overtaken as error:  # it tells colleagues who was first; that is not for readers
        raise Changed from error
    if not threads.move(now, fields.pop("status"), **fields):
        raise Changed
    now.refresh_from_db()
    return now


def _fields(comment, body, address):
    """What changes with the words; `edited_at` also when nobody saw them: a moderator may be reading the old ones."""
    stays, reasons = _second_look(comment, body, address)
    fields = {"body": body, "html": paragraphs(body), "fingerprint": _fingerprint(comment, body)}
    fields |= {"status": comment.status, "reasons": reasons, "edited_at": Now(), "picked_at": None}
    if comment.status == Status.APPROVED and not stays:
        fields |= {"status": Status.PENDING, "decided_by": None, "decided_at": None}
        fields["reasons"] = [*(reason for reason in reasons if reason != EDITED), EDITED]
    return fields


def _second_look(comment, body, address):
    """(whether the new words may stand where the old ones stood, the reasons against them)."""
    if comment.by_id:
        return True, []
    known = standing.of(address, comment.name, comment.email, comment.person)
    extra = known.held + [reason for reason in comment.reasons if reason[0] in STAYING]
    if discussion.of(comment.story).all_held:
        extra.append(["all_held", ""])
    words = {"name": comment.name, "email": comment.email, "website": comment.website, "body": body}
    trapped = any(code == "honeypot" for code, *_ in comment.reasons)
    reasons = defences.reasons(words, book=rulebook(), first_time=known.first_time, trapped=trapped, extra=extra)
    return known.trusted and not defences.never_alone(reasons), reasons


def _twin(comment, fields, address):
    """The comment of the same person that has these words already. That of another, who only seems the same, is left
    alone, and `fields` gets a fingerprint beside it (workflow/twins.py)."""
    new = Comment(pk=comment.pk, story_id=comment.story_id, sender=comment.sender, fingerprint=fields["fingerprint"])
    twin = twins.of(new)
    if twin is None or twins.is_theirs(twin, new, address):
        return twin
    fields["fingerprint"] = twins.apart(new.fingerprint, comment.pk)
    return None


def _fingerprint(comment, body):
    """The one that submission.py gives to these words of this person."""
    proof = f"user {comment.by_id}" if comment.by_id else f"person {comment.person_id}" if comment.person_id else ""
    return keyed_hash("comment", comment.email, comment.name, body, proof)
