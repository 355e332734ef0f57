"""Moderation in figures: what came, what was decided, how long people waited. For the last days, in newsroom time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    FloatField,
    Func,
    IntegerField,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.models import Appeal, Comment, Flag, Region
from articles.queries import comment_queue as queue

Status = Comment.Status
DAYS = 30
KINDS = ("approved", "refused", "spam", "at_once")
# Until when something counts to an age; what is older is the last one.
AGES = {"hour": timedelta(hours=1), "six": timedelta(hours=6), "day": timedelta(days=1), "three": timedelta(days=3)}
OLDER = "older"


@dataclass
class Day:
    day: date
    arrived: int = 0
    approved: int = 0
    refused: int = 0
    spam: int = 0
    at_once: int = 0  # published by rule, and decided about by nobody since

    @property
    def decided(self):
        return {kind: getattr(self, kind) for kind in KINDS}


@dataclass
class Figures:
    """`ages`: {'hour': 3, …, 'older': 0} of what is open now; `regions`: [(Region or None, arrived, waiting now)]."""

    days: list[Day]
    median: timedelta | None  # between arrival and decision, of what was decided in these days
    ninetieth: timedelta | None
    ages: dict
    flags: dict
    appeals: dict
    regions: list = field(default_factory=list)

    @property
    def total(self):
        """A Day without a date: the sums."""
        return Day(None, *(sum(getattr(each, name) for each in self.days) for name in ("arrived", *KINDS)))


def figures(now=None):
    """Nine queries, whatever the number of comments."""
    now = now or timezone.now()
    starts = midnights(now, DAYS)
    days = [Day(timezone.localdate(start)) for start in starts]
    _count(days, starts)
    median, ninetieth = _waits(starts[0], sum(day.approved + day.refused + day.spam for day in days))
    return Figures(
        days=days,
        median=median,
        ninetieth=ninetieth,
        ages=_ages(now),
        flags=_flags(starts[0]),
        appeals=_appeals(starts[0]),
        regions=_regions(starts[0]),
    )


def midnights(now, days):
    """When the last `days` days began where the newsroom is, today the last; a day may have 23 or 25 hours."""
    today = timezone.localdate(now)
    zone = timezone.get_current_timezone()
    return [datetime.combine(today - timedelta(days=n), time(), zone) for n in reversed(range(days))]


def _day_of(moment, starts, first=0):
    """The place of a moment among the days. Compared with midnights: no database has to know of daylight saving."""
    if len(starts) == 1:
        return Value(first)
    half = len(starts) // 2
    before, after = _day_of(moment, starts[:half], first), _day_of(moment, starts[half:], first + half)
    return Case(When(**{f"{moment}__lt": starts[half]}, then=before), default=after, output_field=IntegerField())


def _count(days, starts):
    """Two queries."""
    came = Comment.objects.filter(created_at__gte=starts[0], status__in=Status.values)
    by_rule = Count("pk", filter=Q(status=Status.APPROVED, decided_at=None))
    for day, arrived, at_once in _by_day(came, "created_at", starts).annotate(at_once=by_rule):
        days[day].arrived, days[day].at_once = arrived, at_once
    for day, status, number in _by_day(_decided(starts[0]), "decided_at", starts, "status"):
        setattr(days[day], status, number)


def _by_day(comments, moment, starts, *columns):
    rows = comments.order_by().annotate(day=_day_of(moment, starts)).values_list("day", *columns)
    return rows.annotate(number=Count("pk"))


def _decided(since):
    return Comment.objects.filter(decided_at__gte=since, status__in=(Status.APPROVED, Status.REFUSED, Status.SPAM))


class Seconds(Func):
    """Between two moments, in the database's own arithmetic: a hundred thousand of them are sorted in a moment."""

    output_field = FloatField()
    arity = 2

    def as_sqlite(self, compiler, connection, **more):
        return self.as_sql(
            compiler,
            connection,
            template="((julianday(%(expressions)s)) * 86400.0)",
            arg_joiner=") - julianday(",
            **more,
        )

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(
            compiler, connection, template="EXTRACT(EPOCH FROM (%(expressions)s))", arg_joiner=" - ", **more
        )


def _waits(since, number):
    """(median, 90th percentile) of the waiting times, sorted once; one query. None where nothing was decided."""
    if not number:
        return None, None
    places = [-(-number * percent // 100) for percent in (50, 90)]
    waited = Seconds(F("decided_at"), F("created_at"))
    ranked = _decided(since).order_by().annotate(waited=waited, place=Window(RowNumber(), order_by=[waited, F("pk")]))
    found = dict(ranked.filter(place__in=places).values_list("place", "waited"))
    # Where somebody has undone a decision meanwhile, the last place may be gone.
    return tuple(timedelta(seconds=max(0.0, found.get(place, 0.0))) for place in places)


def _ages(now):
    """How long what the desk calls open has waited. Two queries."""
    rules = queue.conditions(queue.open_appeals())
    waiting = Comment.objects.filter(rules[queue.OPEN]).annotate(since=queue.since()).order_by()
    bounds = [now, *(now - age for age in AGES.values())]
    counted, newer = {}, None
    for name, bound in zip([*AGES, OLDER], [*bounds[1:], None], strict=True):
        within = Q() if newer is None else Q(since__lte=newer)
        counted[name] = Count("pk", filter=within & (Q() if bound is None else Q(since__gt=bound)))
        newer = bound
    return waiting.aggregate(**counted)


def _flags(since):
    new = Q(created_at__gte=since)
    return Flag.objects.aggregate(
        new=Count("pk", filter=new),
        settled=Count("pk", filter=Q(settled_at__gte=since)),
        open=Count("pk", filter=Q(settled_at=None)),
    )


def _appeals(since):
    decided = Q(decided_at__gte=since)
    return Appeal.objects.aggregate(
        new=Count("pk", filter=Q(created_at__gte=since)),
        granted=Count("pk", filter=decided & Q(outcome=Appeal.Outcome.GRANTED)),
        dismissed=Count("pk", filter=decided & Q(outcome=Appeal.Outcome.DISMISSED)),
        open=Count("pk", filter=Q(outcome="")),
    )


def _regions(since):
    """By the primary region of the story, the busiest first. Two queries."""
    primary = FilteredRelation("story__story_regions", condition=Q(story__story_regions__primary=True))
    came, waits = Q(created_at__gte=since), Q(status=Status.PENDING)
    rows = Comment.objects.filter(came | waits).order_by().annotate(filed=primary).values_list("filed__region")
    counted = rows.annotate(arrived=Count("pk", filter=came), waiting=Count("pk", filter=waits))
    regions = Region.objects.in_bulk()
    return [(regions.get(key), *numbers) for key, *numbers in counted.order_by("-arrived", "-waiting", "filed__region")]
