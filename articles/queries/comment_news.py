"""What has happened in the comments since a moment: for the mails that tell moderators and authors, together."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Min, Q

from articles.models import Appeal, Byline, Comment, Flag, Region

Status = Comment.Status
SHOWN = 20  # comments in the mail of one author; the rest is a number


@dataclass
class Waiting:
    """What is in the queue now, and whether something of it came after the last mail."""

    number: int
    oldest: datetime | None
    flagged: int
    appeals: int
    regions: list[tuple[Region | None, int]]  # of those waiting: the primary region of their story, the fullest first
    is_news: bool


def waiting(since):
    """Six short queries."""
    held = Comment.objects.filter(status=Status.PENDING)
    flags = Flag.objects.filter(settled_at=None)
    appeals = Appeal.objects.filter(outcome="")
    told = held.aggregate(number=Count("pk"), oldest=Min("created_at"))
    news = any(things.filter(created_at__gt=since).exists() for things in (held, flags, appeals))
    flagged = flags.values("comment").distinct().count()
    return Waiting(**told, flagged=flagged, appeals=appeals.count(), regions=_by_region(held), is_news=news)


def _by_region(held):
    primary = Q(story__story_regions__primary=True) | Q(story__story_regions=None)
    counts = (
        held.filter(primary).values_list("story__story_regions__region").annotate(number=Count("pk", distinct=True))
    )
    regions = Region.objects.in_bulk()
    return [(regions.get(key), number) for key, number in counts.order_by("-number")]


@dataclass
class OfAuthor:
    user: object
    comments: list[Comment]  # with their stories: the first of them
    number: int  # all of them


def of_authors(since, until):
    """What became visible after `since` and up to `until` under stories of authors who have an account and want mail.

    Two queries. Their own comments are no news to them.
    """
    decided = Q(decided_at__gt=since, decided_at__lte=until)
    by_rule = Q(decided_at=None, created_at__gt=since, created_at__lte=until)
    visible = Comment.objects.filter(decided | by_rule, status=Status.APPROVED).select_related("story")
    new = visible.order_by("story_id", "created_at", "pk")
    stories = {story: list(comments) for story, comments in groupby(new, key=lambda comment: comment.story_id)}
    signed = Byline.objects.filter(
        story__in=stories, author__comment_mail=True, author__user__is_active=True, author__user__is_staff=True
    )
    signed = signed.exclude(author__user__email="").select_related("author__user").order_by("author__user", "story")
    for user, bylines in groupby(signed, key=lambda byline: byline.author.user):
        comments = [c for byline in bylines for c in stories[byline.story_id] if c.by_id != user.pk]
        if comments:
            yield OfAuthor(user, comments[:SHOWN], len(comments))
