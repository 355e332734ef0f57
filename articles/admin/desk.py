"""The first page of the desk: what waits for this person. At most four short queries."""

from dataclasses import dataclass

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.admin.story_state import local
from articles.models import Comment, Story
from articles.workflow.publishing import may, may_write

SHOWN = 6
Status = Story.Status


@dataclass
class Pile:
    title: str
    url: str  # of the whole list
    things: list  # (words, remark, address)


def piles_for(user):
    """The piles this person may see, the empty ones included: an empty queue is good news."""
    piles = list(_story_piles(user)) if may_write(user) else []
    return [*piles, _comments()] if user.has_perm("articles.moderate_comment") else piles


def _story_piles(user):
    mine = Story.objects.filter(owner=user)
    seen = Story.objects.all() if may(user, "publish") else mine
    waiting = seen.filter(status=Status.IN_REVIEW).order_by("created_at", "pk")
    coming = seen.filter(status=Status.PUBLISHED, published_at__gt=Now()).order_by("published_at", "pk")
    yield _stories(_("My drafts"), "draft", mine.filter(status=Status.DRAFT))
    yield _stories(_("Waiting for review"), "in_review", waiting)
    yield _stories(_("Scheduled"), "scheduled", coming)


def _stories(title, state, stories):
    things = [
        (story.headline, local(story.published_at or story.created_at), _change("story", story.pk))
        for story in stories.only("headline", "published_at", "created_at")[:SHOWN]
    ]
    return Pile(title, f"{reverse('admin:articles_story_changelist')}?state={state}", things)


def _comments():
    waiting = Comment.objects.filter(status=Comment.Status.PENDING).order_by("created_at", "pk")
    things = [
        (Truncator(comment.body).chars(80), comment.name, _change("comment", comment.pk))
        for comment in waiting.only("body", "name", "created_at")[:SHOWN]
    ]
    return Pile(_("Comments waiting"), reverse("admin:articles_comment_changelist"), things)


def _change(noun, key):
    return reverse(f"admin:articles_{noun}_change", args=[key])
