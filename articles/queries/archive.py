"""The paper by date: which years, months and days have stories, and what came out on one of them.

Days are those of the newsroom's time zone, as in the addresses of stories.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.models import Story
from articles.queries.paging import ListPage, list_page

PAGE_SIZE = 50  # of a month: lines, not cards


@dataclass
class Period:
    """A year, a month or a day, and the nearest ones that have stories too: dates, or None."""

    start: date
    earlier: date | None
    later: date | None


@dataclass
class MonthPage:
    period: Period
    weeks: list[list[tuple[date | None, int]]]  # None: a day of another month; how many stories
    page: ListPage


def archive_years(language):
    """(the years that have stories, the newest first; the months of the newest as in archive_year). Four queries."""
    stories = _stories(language)
    first = stories.order_by("published_at", "pk").values_list("published_at", flat=True).first()
    if first is None:
        return [], []
    last = stories.newest_first().values_list("published_at", flat=True)[0]
    newest, oldest = timezone.localtime(last).year, timezone.localtime(first).year
    filled = _filled(stories, {date(year, 1, 1): date(year + 1, 1, 1) for year in range(newest, oldest - 1, -1)})
    return [year for year in filled if filled[year]], _months(stories, newest)


def archive_year(language, year):
    """(Period, [(month, whether it has stories)]), or None for a year without any. Two queries."""
    stories = _stories(language)
    months = _months(stories, year)
    if not any(filled for _month, filled in months):
        return None
    return _period(stories, date(year, 1, 1), date(year + 1, 1, 1)), months


def _months(stories, year):
    starts = [date(year, month, 1) for month in range(1, 13)]
    return list(_filled(stories, {start: _next_month(start) for start in starts}).items())


def archive_month(language, year, month, before=""):
    """The calendar of a month and the lines of its stories; None when it has none. At most four queries."""
    stories, start = _stories(language), date(year, month, 1)
    inside = _between(stories, start, _next_month(start))
    numbers = dict(inside.order_by().values_list(TruncDate("published_at")).annotate(number=Count("pk")))
    if not numbers:
        return None
    lines = inside.newest_first().only("headline", "kind", "slug", "language", "published_at")
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return MonthPage(
        period=_period(stories, start, _next_month(start)),
        weeks=[[(day if day.month == month else None, numbers.get(day, 0)) for day in week] for week in weeks],
        page=list_page(lines, before, PAGE_SIZE),
    )


def archive_day(language, day, before=""):
    """(Period, ListPage of its stories), or None for a day without any. At most five queries."""
    stories = _stories(language)
    inside = _between(stories, day, day + timedelta(days=1))
    page = list_page(inside.for_cards().newest_first(), before)
    return (_period(stories, day, day + timedelta(days=1)), page) if page.items else None


def _stories(language):
    return Story.objects.listed().in_language(language)


def _between(stories, start, end):
    return stories.filter(published_at__gte=_midnight(start), published_at__lt=_midnight(end))


def _filled(stories, spans):
    """{start: end} -> {start: whether a story came out between}. One query that looks into the index once a span."""
    asked = {f"span_{n}": Exists(_between(stories, *span)) for n, span in enumerate(spans.items())}
    answer = Story.objects.order_by("pk").values(**asked).first() or {}  # asked beside whichever row comes first
    return {start: answer.get(f"span_{n}", False) for n, start in enumerate(spans)}


def _period(stories, start, end):
    """One query that looks into the index twice: joined by OR, the two would have every story looked at."""
    moments = stories.values("published_at")
    earlier = moments.filter(published_at__lt=_midnight(start)).order_by("-published_at", "-pk")[:1]
    later = moments.filter(published_at__gte=_midnight(end)).order_by("published_at", "pk")[:1]
    asked = {"earlier": Subquery(earlier), "later": Subquery(later)}
    found = Story.objects.order_by("pk").values(**asked).first() or dict.fromkeys(asked)  # asked beside any row
    return Period(start, **{name: at and timezone.localdate(at) for name, at in found.items()})


def _midnight(day):
    """Where the day begins in the newsroom."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _next_month(start):
    return (start + timedelta(days=31)).replace(day=1)
