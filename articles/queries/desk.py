"""What waits for a person at the desk. One query a pile, whatever its size: at most 51 short rows are read."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from articles.models import Comment, EditLock, Note, Revision, Story
from articles.queries import comment_queue
from articles.queries.desk_list import VIEWS
from articles.queries.trail import last_of

SHOWN = 6
MOST = 50
Status = Story.Status


@dataclass
class Pile:
    things: list  # the first six
    number: int
    more: bool  # there are more than `number`


def pile(rows):
    found = list(rows[: MOST + 1])
    return Pile(found[:SHOWN], min(len(found), MOST), len(found) > MOST)


# Stories: each carries `since`, the moment that counts in its pile


def _since(stories, moment, order):
    moment = Coalesce(moment, F("created_at"))
    columns = stories.select_related("owner").only("headline", "language", "owner__username")
    return pile(columns.annotate(since=moment).order_by(order, order.replace("since", "pk")))


def drafts_of(user):
    """Those last written in first."""
    saved = Revision.objects.filter(story=OuterRef("pk"), kind=Revision.Kind.DRAFT).values("saved_at")[:1]
    return _since(Story.objects.filter(owner=user, status=Status.DRAFT), Subquery(saved), "-since")


def sent_back_to(user):
    asked = Subquery(last_of("story.request_changes", OuterRef("pk")))
    return _since(Story.objects.filter(owner=user, status=Status.CHANGES_REQUESTED), asked, "since")


def waiting_for(user):
    """Those submitted first; the trail knows when."""
    submitted = Subquery(last_of("story.submit", OuterRef("pk")))
    return _since(VIEWS["waiting"](Story.objects.all(), user), submitted, "since")


def approved(stories):
    return _since(stories.filter(status=Status.APPROVED), Subquery(last_of("story.approve", OuterRef("pk"))), "since")


def scheduled(stories):
    return _since(stories.filter(status=Status.PUBLISHED, published_at__gt=Now()), F("published_at"), "since")


def with_changes(stories, user):
    saved = Revision.objects.filter(story=OuterRef("pk"), kind=Revision.Kind.DRAFT).values("saved_at")[:1]
    return _since(VIEWS["changes"](stories, user), Subquery(saved), "-since")


def embargoes_ending(stories, user):
    return _since(VIEWS["embargo"](stories, user), F("embargo_until"), "since")


# The rest


def comments_waiting():
    """Held, flagged and appealed ones, the longest waiting first; each carries `since`. Two queries."""
    tree = None  # no region is asked for
    open_ones = comment_queue.listed(Comment.objects.all(), comment_queue.Asked(), comment_queue.open_appeals(), tree)
    return pile(open_ones.only("body", "name", "created_at", "status", "flagged"))


def writing_now(stories, since):
    """Who has given a sign of life after `since`, and in which of these stories."""
    locks = EditLock.objects.filter(seen_at__gt=since, story__in=stories).select_related("story", "by")
    return pile(locks.only("story__headline", "by__username", "since").order_by("-since", "pk"))


def notes_for(stories, user):
    """Notes about these stories that name this person and are not closed, the newest first."""
    is_open = Q(parent=None, resolved_at=None) | Q(parent__isnull=False, parent__resolved_at=None)
    notes = Note.objects.filter(is_open, mentions=user, story__in=stories).exclude(by=user)
    columns = notes.select_related("story", "by").only("body", "created_at", "story__headline", "by__username")
    return pile(columns.order_by("-created_at", "-pk"))
