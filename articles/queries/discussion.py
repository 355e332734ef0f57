"""How the comments of a story are taken: by its own rule, else by its region's, else as everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.models import StoryRegion
from articles.queries.rulebook import rulebook


@dataclass(frozen=True)
class Discussion:
    open: bool
    closes_at: datetime | None  # None: not by itself
    slow_seconds: int  # between two comments of one person; 0: the pause that holds everywhere
    all_held: bool


def of(story, region_ids=None):
    """`region_ids`: where the story is filed, its primary region first; left out, they are read when a rule needs them.

    No query beyond those of the rulebook; with rules of regions and without `region_ids`, one.
    """
    rules = _rules_for(story, region_ids)
    closes_at = _closing(story, rules)
    return Discussion(
        open=story.comments_open and (closes_at is None or timezone.now() < closes_at),
        closes_at=closes_at,
        slow_seconds=rules[0].slow_minutes * 60 if rules else 0,
        all_held=bool(rules) and rules[0].all_held,
    )


def is_open(story):
    """Whether readers may comment now. Costs what `of` costs."""
    return of(story).open


def _rules_for(story, region_ids):
    """The rules that concern this story, the closest first."""
    book = rulebook()
    keys = [("story", story.pk)]
    if book.around:
        primary = _primary(story) if region_ids is None else region_ids
        keys += [("region", pk) for first in primary for pk in _outwards(first, book.around)]
    return [book.rules[key] for key in keys if key in book.rules]


def _outwards(region, around):
    """A place, the region around it, and so on. Two editors at once can close a loop; it must not be an endless one."""
    found = []
    while region is not None and region not in found:
        found.append(region)
        region = around.get(region)
    return found


def _primary(story):
    if story.pk is None:
        return []
    if "story_regions" in getattr(story, "_prefetched_objects_cache", {}):
        return [place.region_id for place in story.story_regions.all() if place.primary]
    return list(StoryRegion.objects.filter(story=story.pk, primary=True).values_list("region", flat=True))


def _closing(story, rules):
    """The days of the closest rule that names some; 0 is never, and beats what lies around it."""
    named = (rule.close_days for rule in rules if rule.close_days is not None)
    days = next(named, settings.COMMENT_CLOSE_DAYS)
    return story.published_at + timedelta(days=days) if days and story.published_at else None
