"""The audit trail: read, narrowed down, taken along as CSV; written by nobody here.

Superusers read it, and whoever is given "Can view line of the trail"; the export is a permission of its own.
"""

from datetime import date, datetime, time, timedelta
from itertools import chain

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseNotAllowed, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, refuse_nul
from articles.admin.trail_words import action_words, noun_words
from articles.lib.cells import lines
from articles.lib.keys import is_key
from articles.lib.sorting import sort_key
from articles.models import AuditEntry
from articles.queries import trail
from articles.templatetags.newsroom import desk_time
from articles.workflow import audit

COLUMNS = (
    _("time"),
    _("who"),
    _("what"),
    _("code of what was done"),
    _("on what"),
    _("code of the thing"),
    _("key of the thing"),
    _("what it was called"),
    _("details"),
)
NOBODY = "0"


class WhoFilter(admin.SimpleListFilter):
    title = _("who")
    parameter_name = "by"
    template = "admin/articles/choose.html"

    def lookups(self, request, model_admin):
        people = AuditEntry.by.field.related_model.objects.filter(is_staff=True).order_by("username")
        return [*((str(person.pk), str(person)) for person in people[:500]), (NOBODY, _("nobody who is known"))]

    def queryset(self, request, queryset):
        key = self.value() or ""
        if key == NOBODY:
            return queryset.filter(by=None)
        return queryset.filter(by=key) if is_key(key) else queryset


class ActionFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"
    template = "admin/articles/choose.html"

    def lookups(self, request, model_admin):
        named = [(action, action_words(action)) for action in trail.actions()]
        return sorted(named, key=lambda pair: sort_key(pair[1], get_language()))

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else queryset


class NounFilter(admin.SimpleListFilter):
    title = _("on what")
    parameter_name = "noun"
    template = "admin/articles/choose.html"

    def lookups(self, request, model_admin):
        return [(noun, noun_words(noun)) for noun in trail.nouns()]

    def queryset(self, request, queryset):
        return queryset.filter(noun=self.value()) if self.value() else queryset


class DayFilter(admin.ListFilter):
    """From one day to another, both included, in newsroom time."""

    title = _("days")
    parameter_name = "from"
    template = "admin/articles/days.html"
    PARAMETERS = ("from", "to")

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.PARAMETERS:
            if name in params:
                self.used_parameters[name] = as_day(params.pop(name)[-1])

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.PARAMETERS)

    def choices(self, changelist):
        kept = [pair for pair in changelist.params.items() if pair[0] not in self.PARAMETERS]
        yield {"kept": kept, **{name: self.used_parameters.get(name) for name in self.PARAMETERS}}

    def queryset(self, request, queryset):
        first, last = (self.used_parameters.get(name) for name in self.PARAMETERS)
        if first:
            queryset = queryset.filter(at__gte=midnight(first))
        return queryset.filter(at__lt=midnight(last + timedelta(days=1))) if last else queryset


def as_day(text):
    """'2026-11-23' -> a date; what is none, or beside any calendar, counts as not asked."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2900 else None


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@admin.register(AuditEntry)
class AuditAdmin(DeskAdmin):
    list_display = ["time", "person", "what", "thing", "details"]
    list_display_links = ["time"]
    list_filter = [DayFilter, WhoFilter, ActionFilter, NounFilter]
    search_fields = ["label"]
    search_help_text = _("What the thing was called.")
    list_per_page = 100
    list_max_show_all = 0
    sortable_by = ()
    ordering = ["-at", "-pk"]
    fields = readonly_fields = ["time", "person", "what", "thing", "details"]
    change_list_template = "admin/articles/auditentry/change_list.html"

    # Who may what

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_export_permission(self, request):
        return self.has_view_permission(request) and request.user.has_perm("articles.export_auditentry")

    # Reading

    def lookup_allowed(self, lookup, value, request):
        return lookup in DayFilter.PARAMETERS or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        return trail.matching(queryset, search_term), False

    def changelist_view(self, request, extra_context=None):
        may = self.has_export_permission(request)
        query = request.GET.urlencode()
        return super().changelist_view(request, {"may_export": may, "query": query} | (extra_context or {}))

    @admin.display(description=_("time"))
    def time(self, line):
        return desk_time(line.at)

    @admin.display(description=_("who"))
    def person(self, line):
        return line.by_name or self.get_empty_value_display()

    @admin.display(description=_("what"))
    def what(self, line):
        return action_words(line.action)

    @admin.display(description=_("on what"))
    def thing(self, line):
        return f"{noun_words(line.noun)} · {line.label}" if line.noun else self.get_empty_value_display()

    @admin.display(description=_("details"))
    def details(self, line):
        return Truncator(line.words).chars(400)

    # Taking along

    def get_urls(self):
        own = [path("export/", self.admin_site.admin_view(self.export), name="articles_auditentry_export")]
        return [*own, *super().get_urls()]

    def export(self, request):
        """POST, with the filters of the list in the address: the lines as CSV, one after the other."""
        if not self.has_export_permission(request):
            raise PermissionDenied(f"{request.user} may not export the trail")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        refuse_nul(request)
        try:
            found = self.get_changelist_instance(request).queryset
        except (IncorrectLookupParameters, OverflowError) as error:
            raise BadRequest(str(error)) from error
        told = ", ".join(f"{name}={value[:100]}" for name, value in request.GET.items()) or _("everything")
        audit.record(request.user, None, told, "audit.export")
        return as_file(found)


def as_file(found):
    """A list separator as a spreadsheet of that language expects it, and a name that tells the day.

    The words are looked up before the first line: when the lines flow, the language may be somebody else's.
    """
    actions = {code: action_words(code) for code in trail.actions()}
    nouns = {noun: noun_words(noun) for noun in trail.nouns()}
    head = [str(column) for column in COLUMNS]
    rows = chain([head], (row_of(line, actions, nouns) for line in found.order_by("-at", "-pk").iterator(2000)))
    separator = "," if get_language() == "en" else ";"
    answer = StreamingHttpResponse(lines(rows, separator), content_type="text/csv; charset=utf-8")
    day = date_format(timezone.localtime(), "Y-m-d")
    answer.headers["Content-Disposition"] = f'attachment; filename="trail-{day}.csv"'
    return answer


def row_of(line, actions, nouns):
    at = timezone.localtime(line.at).isoformat(sep=" ", timespec="seconds")
    key = "" if line.key is None else str(line.key)
    action, noun = actions.get(line.action, line.action), nouns.get(line.noun, line.noun)
    return (at, line.by_name, action, line.action, noun, line.noun, key, line.label, line.words)
