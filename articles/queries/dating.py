"""What the dates of a story tell its readers: what the update was, and that it is no longer of today."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Correction
from articles.templatetags.newsroom import SAME_MOMENT, later_than

OLD = 30  # days


@dataclass(frozen=True)
class Update:
    """Why the story carries a second date: new facts (`note`: which, in the newsroom's words), or a correction."""

    at: datetime
    note: str = ""
    correction: Correction | None = None


@dataclass(frozen=True)
class Age:
    """Whole months or years, one of them 0."""

    months: int = 0
    years: int = 0


def update_of(story, told):
    """The Update of a story that was dated anew since it went out, else None. `told`: its corrections (told_in)."""
    if not later_than(story.changed_at, story.published_at):
        return None
    corrections = [correction for each in told for correction in (each.correction, *each.replaced)]
    same = (each for each in corrections if _is_why(each, story.changed_at))
    return Update(story.changed_at, story.update_note, next(same, None))


def age_of(story, update, today=None):
    """The Age of a story whose facts are 30 days old, else None. Counted in days of the newsroom.

    New facts make it younger, a correction does not.
    """
    facts = update.at if update and not update.correction else story.published_at
    if facts is None:
        return None
    first, today = timezone.localdate(facts), today or timezone.localdate()
    if (today - first).days < OLD:
        return None
    months = (today.year - first.year) * 12 + today.month - first.month - (today.day < first.day)
    return Age(years=months // 12) if months >= 12 else Age(months=max(1, months))


def _is_why(correction, changed_at):
    """Both are stamped in one transaction, each with its own statement's moment."""
    return correction.kind == Correction.Kind.SUBSTANCE and abs(correction.created_at - changed_at) < SAME_MOMENT
