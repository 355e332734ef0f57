"""The author of a refused comment asks for a second look: once, within COMMENT_APPEAL_DAYS. Moderators answer it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.lib.seals import DAY, opened, seal
from articles.models import Appeal, Comment, Story
from articles.workflow.errors import Refused

Status = Comment.Status


class Over(Refused):
    """The link is forged or too old, or there is nothing to appeal against any more."""


def address(comment):
    """The path of the page where its author may appeal; '' when there is no appeal any more. At most one query."""
    if not is_possible(comment):
        return ""
    with translation.override(comment.story.language):
        return f"{reverse('comment_appeal')}?{urlencode({'key': seal('appeal', comment.pk)})}"


def link(comment):
    """The same for a mail: 'https://example.org/comments/appeal/?key=…', or ''."""
    path = address(comment)
    return path and settings.SITE_URL + path


def is_possible(comment):
    """Refused by a person a short time ago, and not appealed against yet. At most one query."""
    return is_in_time(comment) and not Appeal.objects.filter(comment=comment).exists()


def is_in_time(comment):
    """Whether a person refused it, a short time ago. No query."""
    since = timezone.now() - timedelta(days=settings.COMMENT_APPEAL_DAYS)
    refused = comment.status in (Status.REFUSED, Status.SPAM)
    return bool(refused and comment.decided_by_id and comment.decided_at > since)


def of(token):
    """The comment an address is about. Raises Over."""
    pk = opened("appeal", token, settings.COMMENT_APPEAL_DAYS * DAY)
    found = Comment.objects.select_related("story").filter(pk=pk, story__in=Story.objects.public()) if pk else ()
    for comment in found:
        return comment
    raise Over(_("This link is too old, or it was not copied whole."))


@transaction.atomic
def appeal(comment, words):
    """Stores what its author says. Sent twice, the first stays and nothing is said. Raises Over."""
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    if Appeal.objects.filter(comment=held).exists():
        return
    if not is_possible(held):
        raise Over(_("There is nothing to appeal against any more."))
    Appeal.objects.create(comment=held, words=words)
