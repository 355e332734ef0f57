"""The filters beside the list of stories: plain links, each with the number of stories it would leave."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin import paging
from articles.models import Language, Region, Section, Story
from articles.queries import desk_list
from articles.queries.desk_list import ME, NONE, Asked
from articles.queries.search import MOST

Status = Story.Status

STATE_WORDS = {
    "draft": Status.DRAFT.label,
    "in_review": Status.IN_REVIEW.label,
    "changes_requested": Status.CHANGES_REQUESTED.label,
    "approved": Status.APPROVED.label,
    "scheduled": pgettext_lazy("stories", "scheduled"),
    "published": Status.PUBLISHED.label,
    "expired": pgettext_lazy("stories", "expired"),
    "archived": Status.ARCHIVED.label,
    "withdrawn": Status.WITHDRAWN.label,
}


class StoryList(ChangeList):
    """Narrowed down in one place (queries/desk_list.py), so that the list and the numbers cannot disagree."""

    @cached_property
    def asked(self):
        """A value no filter offers counts as not said."""
        said = {spec.parameter_name: spec.chosen for spec in self.filter_specs}
        return Asked(self.filter_specs[0].request.user, **said)

    @cached_property
    def numbers(self):
        """{filter: {value: number}}; None when a search has found too much to count it out."""
        if self.holding.is_cut:
            return None
        stories = self.holding.among(self.root_queryset)
        if desk_list.is_long(stories, paging.MOST):
            return desk_list.counts_of_work(stories, self.asked)
        return desk_list.counts(stories, self.asked)

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        self.holding = request.holding
        return desk_list.narrowed(found, self.asked)

    def looked_through(self):
        """How many stories with these words were looked through, when there are older ones."""
        return number_format(MOST, force_grouping=True) if self.holding.is_cut else ""


class CountedFilter(admin.SimpleListFilter):
    template = "admin/articles/counted.html"

    def __init__(self, request, params, model, model_admin):
        self.request = request
        super().__init__(request, params, model, model_admin)

    @property
    def chosen(self):
        value = self.value() or ""
        return value if value in {str(key) for key, _words in self.lookup_choices} else ""

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        """All filters narrow down together (StoryList)."""

    def choices(self, changelist):
        numbers = changelist.numbers and changelist.numbers.get(self.parameter_name)
        yield self._choice(changelist, "", pgettext_lazy("filter", "all"), None)
        for key, words in self.lookup_choices:
            number = numbers.get(str(key), self.absent(key)) if numbers is not None else None
            yield self._choice(changelist, str(key), words, number)

    def absent(self, key):
        """The number of a choice that no story has."""
        return 0

    def _choice(self, changelist, value, words, number):
        link = changelist.get_query_string({self.parameter_name: value or None})
        return {"selected": self.chosen == value, "query_string": link, "display": capfirst(words), "number": number}


class StateFilter(CountedFilter):
    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(STATE_WORDS.items())


class LanguageFilter(CountedFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return Language.choices


class KindFilter(CountedFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Story.Kind.choices


class SectionFilter(CountedFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        return [*((str(section.pk), section.name) for section in Section.objects.all()), (NONE, _("no section"))]


class RegionFilter(CountedFilter):
    title = _("primary region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        return [*((str(region.pk), region.name) for region in Region.objects.all()), (NONE, _("no region"))]

    def absent(self, key):
        return None if key == NONE else 0  # not known, see queries/desk_list.py


class MineFilter(CountedFilter):
    title = _("owner")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("mine"))]


class ReviewerFilter(CountedFilter):
    title = _("reviewer")
    parameter_name = "reviewer"

    def lookups(self, request, model_admin):
        return [(ME, pgettext_lazy("reviewer", "me")), (NONE, pgettext_lazy("reviewer", "nobody"))]


class ViewFilter(CountedFilter):
    """What the saved views ask that is no filter of its own; their links stand above the list."""

    title = _("view")
    parameter_name = "view"
    template = "admin/articles/nothing.html"

    def lookups(self, request, model_admin):
        return [(view, view) for view in desk_list.VIEWS]


FILTERS = [
    StateFilter,
    MineFilter,
    ReviewerFilter,
    SectionFilter,
    RegionFilter,
    LanguageFilter,
    KindFilter,
    ViewFilter,
]

# The saved views: plain addresses, in the order of a working day.
VIEWS = [
    (pgettext_lazy("stories", "All"), ""),
    (pgettext_lazy("stories", "Mine"), "mine=1"),
    (_("Waiting for me"), "view=waiting"),
    (_("Changes requested"), "state=changes_requested"),
    (_("Approved"), "state=approved"),
    (_("Scheduled"), "state=scheduled"),
    (_("Published this week"), "view=week"),
    (_("Changes not published yet"), "view=changes"),
    (_("Embargo ends today"), "view=embargo"),
    (_("Archived"), "state=archived"),
    (_("Without region"), "region=none"),
]


def views_for(request):
    """(words, address, whether it is open) of each saved view."""
    said = {name: value for name, value in request.GET.items() if name not in ("p", "o", "e")}
    for words, query in VIEWS:
        asked = dict([query.split("=")]) if query else {}
        yield words, f"?{query}", said == asked
