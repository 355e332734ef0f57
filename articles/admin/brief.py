"""The desk of the briefs: what editors say about each region, in each language."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import WorkflowAdmin
from articles.forms.brief import BriefForm
from articles.models import Language, RegionBrief
from articles.models.language import NAMES
from articles.queries.region import OLD
from articles.templatetags.newsroom import day
from articles.workflow.errors import Refused

FIRST = ["region", "language", "state", "as_of"]
STORIES = ["lead", "background"]


@admin.register(RegionBrief)
class RegionBriefAdmin(WorkflowAdmin):
    form = BriefForm
    refusals = (Refused,)
    change_form_template = "admin/articles/regionbrief/change_form.html"
    list_display = ["region", "language", "day", "lead", "colleague"]
    list_select_related = ["region", "lead", "changed_by"]
    list_filter = ["language"]
    search_fields = [f"region__{name}" for name in NAMES]

    def get_fields(self, request, obj=None):
        if obj is None:
            return FIRST
        return [*FIRST, *STORIES, *(["find"] if self.has_change_permission(request, obj) else [])]

    def get_readonly_fields(self, request, obj=None):
        """A brief is of one region and one language for good."""
        return ["region", "language"] if obj else []

    def get_changeform_initial_data(self, request):
        known = super().get_changeform_initial_data(request)
        language = request.GET.get("language")
        return known | {"language": language if language in Language.values else Language.FRENCH}

    def response_add(self, request, obj, post_url_continue=None):
        """The stories come next: which there are depends on region and language."""
        self.message_user(request, _("The brief is saved. Below, choose which stories stand with it."))
        return HttpResponseRedirect(reverse("admin:articles_regionbrief_change", args=[obj.pk]))

    def response_change(self, request, obj):
        self.message_user(request, _("The brief is saved."))
        return HttpResponseRedirect(reverse("admin:articles_regionbrief_changelist"))

    @admin.display(description=gettext_lazy("as of"), ordering="as_of")
    def day(self, brief):
        """'14 August 2025', with a word when it is more than a month ago."""
        if brief.as_of is None:
            return _("nothing written")
        old = brief.as_of < timezone.localdate() - OLD
        return _("%s: more than a month ago") % day(brief.as_of) if old else day(brief.as_of)

    @admin.display(description=gettext_lazy("saved by"), ordering="changed_by__username")
    def colleague(self, brief):
        return brief.changed_by


def links_of(region):
    """To the briefs of a region in every language, those that are still to be written included. One query."""
    if region is None or region.pk is None:
        return "—"
    written = {brief.language: brief for brief in region.briefs.all()}
    links = ((_address(region, code, written.get(code)), name) for code, name in Language.choices)
    return format_html_join(" · ", '<a href="{}">{}</a>', links)


def _address(region, language, brief):
    if brief:
        return reverse("admin:articles_regionbrief_change", args=[brief.pk])
    add = reverse("admin:articles_regionbrief_add")
    return f"{add}?region={region.pk}&language={language}"
