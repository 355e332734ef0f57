"""How a reader's comment comes in (COMMENTS.md)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lib import spam
from articles.lib.plain import paragraphs
from articles.lib.tokens import keyed_hash
from articles.models import Comment
from articles.workflow import rates, threads
from articles.workflow.errors import Refused

Status = Comment.Status


@dataclass
class TooFast(Exception):
    """The sender posts too quickly and may try again in `seconds`."""

    seconds: int


class NotOpen(Refused):
    """The story takes no comments, or the comment answered to is not there for readers."""


def count_attempt(address, email):
    """Every post counts, refused ones too. Gives the seconds the sender has to wait, 0 for none."""
    return rates.count_attempt(rates.keys_of(address, email.lower()))


def submit(story, words, *, address, wait=0, parent=None, trapped=False):
    """Holds a comment for moderation and gives it back; the same words again give the one that exists.

    `words`: name, email, website, body, valid already (forms/comment.py). `parent`: the key of the comment answered
    to. `trapped`: the honeypot was filled, so it is filed as spam. `wait`: what `count_attempt` gave.
    Raises NotOpen, TooFast; then nothing is stored.
    """
    parent = _open_for(story, parent)
    fingerprint = keyed_hash("comment", words["email"].lower(), words["name"], words["body"])
    fields = (
        words
        | threads.place_under(parent)
        | {
            "fingerprint": fingerprint,
            "sender": keyed_hash("address", address),
            "status": Status.SPAM if trapped else Status.PENDING,
            # Worked out before the transaction, which holds up everybody else who writes.
            "html": paragraphs(words["body"]),
            "reasons": _reasons(words, trapped),
        }
    )
    try:
        return _twin(story, fingerprint) or _take(story, fields, wait, address)
    except TooFast:
        # Of the same comment sent twice at once, the second gets here while the first is being stored.
        if twin := _twin(story, fingerprint):
            return twin
        raise


def _twin(story, fingerprint):
    return story.comments.filter(fingerprint=fingerprint).first()


@transaction.atomic
def _take(story, fields, wait, address):
    """Stores the comment if it is the sender's turn; otherwise the transaction, and with it the turn, is undone."""
    if seconds := wait or rates.claim_turn(rates.keys_of(address, fields["email"].lower())):
        raise TooFast(seconds)
    return Comment.objects.create(story=story, **fields)


def _open_for(story, parent):
    """The comment answered to (None for none), which readers must be able to see under this very story."""
    if not story.comments_open:
        raise NotOpen(_("Comments are closed for this story."))
    if parent is None:
        return None
    if found := story.comments.visible().filter(pk=parent).first():
        return found
    raise NotOpen(_("The comment you answer to is no longer there."))


def _reasons(words, trapped):
    approved = Comment.objects.filter(email__iexact=words["email"], status=Status.APPROVED)
    return spam.reasons(
        words["body"],
        name=words["name"],
        website=words["website"],
        first_time=not approved.exists(),
        trapped=trapped,
    )
