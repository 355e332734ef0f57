"""What the history of a story shows: its versions, and the trail of what was done to it."""

from django.core.paginator import Paginator
from django.db.models import Case, Value, When

from articles.models import AuditEntry, Revision, Story

Kind = Revision.Kind
A_PAGE = 25


def versions(story, page):
    """A page of the versions, the newest first, without their texts. Two queries."""
    found = story.revisions.select_related("by").defer("data").order_by("-saved_at", "-pk")
    return Paginator(found, A_PAGE).get_page(page)


def trail(story, page):
    """A page of what was done to this story. Two queries."""
    return Paginator(AuditEntry.objects.about(story).select_related("by"), A_PAGE).get_page(page)


def latest_word(story):
    """The version everybody now writes on: the working draft, else what was published last, else None. One query."""
    rank = Case(When(kind=Kind.DRAFT, then=Value(0)), default=Value(1))
    counting = story.revisions.filter(kind__in=[Kind.DRAFT, Kind.PUBLISHED])
    return counting.select_related("by").order_by(rank, "-pk").first()


def has_translations(story):
    """Whether there are versions of it in other languages. One query."""
    return Story.objects.filter(translation_group=story.translation_group).exclude(pk=story.pk).exists()
