"""Moderation in figures: a page under the list of comments, with plots drawn here and the same numbers as tables."""

from dataclasses import dataclass

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.lib.ages import UNITS
from articles.lib.plot import height, pile, place, ticks
from articles.queries.figures import DAYS, figures

ROOM = 200  # pixels between the ground and the top of a plot
EVERY, FIRST = 6, 2  # which days have their date below: every sixth, not the ones at the edges
KIND_WORDS = {
    "approved": pgettext_lazy("comments", "approved"),
    "refused": pgettext_lazy("comments", "refused"),
    "spam": pgettext_lazy("comments", "spam"),
    "at_once": pgettext_lazy("comments", "published at once"),
}
AGE_WORDS = {
    "hour": gettext_lazy("under 1 h"),
    "six": gettext_lazy("1 to 6 h"),
    "day": gettext_lazy("6 to 24 h"),
    "three": gettext_lazy("1 to 3 d"),
    "older": gettext_lazy("over 3 d"),
}


@dataclass(frozen=True)
class Bar:
    """One place of a plot: `x`, `width`, `middle` in percent; `label` below it, '' for none; the dot is at `dot`."""

    x: float
    width: float
    middle: float
    label: str
    pieces: list
    number: int = 0
    dot: float = 0.0


@dataclass(frozen=True)
class Plot:
    bars: list
    lines: list  # (number, how far from the top) of each line of the axis
    room: int = ROOM


class CommentFigures(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.figures_view)
        return [path("figures/", view, name="articles_comment_figures"), *super().get_urls()]

    def figures_view(self, request):
        self.refuse_stranger(request)
        found = figures()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Moderation in figures"),
            "opts": self.opts,
            "figures": found,
            "days": DAYS,
            "kinds": KIND_WORDS,
            "rows": [(day, list(day.decided.values())) for day in reversed(found.days)],
            "sums": list(found.total.decided.values()),
            "ages": [(AGE_WORDS[name], number) for name, number in found.ages.items()],
            "open": sum(found.ages.values()),
            "median": duration(found.median),
            "ninetieth": duration(found.ninetieth),
            "by_day": plot_of_days(found.days),
            "by_age": plot_of_ages(found.ages),
        }
        return TemplateResponse(request, "admin/articles/comment/figures.html", context)


def duration(delta):
    """75 minutes -> '1 hour, 15 minutes'; None -> '—'."""
    if delta is None:
        return "—"
    if delta.total_seconds() < 60:
        return _("less than a minute")
    now = timezone.now()
    return timesince(now - delta, now, time_strings=UNITS, depth=2)


def plot_of_days(days):
    """A pile of decisions and a dot of arrivals for each day, on one axis."""
    lines = ticks(max(max(day.arrived, sum(day.decided.values())) for day in days))
    bars = []
    for n, day in enumerate(days):
        x, width = place(n, len(days), 0.72)
        label = date_format(day.day, "j N") if n % EVERY == FIRST else ""
        pieces = pile(day.decided, lines[-1], ROOM)
        dot = ROOM - height(day.arrived, lines[-1], ROOM)
        bars.append(Bar(x, width, round(x + width / 2, 3), label, pieces, day.arrived, round(dot, 1)))
    return Plot(bars, _from_the_top(lines))


def plot_of_ages(ages):
    lines = ticks(max(ages.values()))
    bars = []
    for n, (name, number) in enumerate(ages.items()):
        x, width = place(n, len(ages), 0.6)
        dot = ROOM - height(number, lines[-1], ROOM)
        pieces = pile({name: number}, lines[-1], ROOM)
        bars.append(Bar(x, width, round(x + width / 2, 3), AGE_WORDS[name], pieces, number, round(dot, 1)))
    return Plot(bars, _from_the_top(lines))


def _from_the_top(lines):
    return [(number, round(ROOM - height(number, lines[-1], ROOM), 1)) for number in lines]
