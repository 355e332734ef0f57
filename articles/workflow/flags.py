"""Readers point at comments that should not stand there; moderators look (workflow/moderation.py settles)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles.models import Comment, Flag, Story
from articles.workflow import rates, senders
from articles.workflow.errors import Refused

MOST = 10  # flags an address in a while
WHILE = timedelta(minutes=10)


class TooMany(Refused):
    """This address has flagged a lot in a short time. `seconds`: when it may go on, at the latest."""

    seconds = int(WHILE.total_seconds())

    def __init__(self):
        super().__init__(_("You have reported many comments in a short time. Please wait ten minutes."))


def find(comment_id):
    """The comment with its story, if readers see both; else Comment.DoesNotExist."""
    visible = Comment.objects.visible().select_related("story").filter(story__in=Story.objects.public())
    return visible.get(pk=comment_id)


@transaction.atomic
def flag(comment, reason, words, address):
    """Stores what a reader says about a comment, once an address. Gives back whether it is news.

    The same reader saying it again is thanked again and counts once. Raises TooMany.
    """
    sender = senders.key("flag", address) if address else ""
    said = Flag.objects.filter(comment=comment, sender__in=senders.keys("flag", address))
    if sender and said.exists():
        return False
    if sender and not rates.claim(sender, MOST, WHILE):
        raise TooMany
    if not _store(comment, sender, reason=reason, words=words):
        return False
    Comment.objects.filter(pk=comment.pk).update(flagged=F("flagged") + 1)
    return True


def _store(comment, sender, **what):
    """Whether it is the first: of two at the same moment one is. Without a sender nothing tells them apart."""
    if not sender:
        return Flag.objects.create(comment=comment, **what)
    return Flag.objects.get_or_create(comment=comment, sender=sender, defaults=what)[1]
