"""The list of stories: what it shows and how it is narrowed down. Five queries, whatever its length."""

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.story_state import local, status_words
from articles.models import Story

Status = Story.Status
OUT = Q(status=Status.PUBLISHED)
STATES = {
    "draft": (Status.DRAFT.label, Q(status=Status.DRAFT)),
    "in_review": (Status.IN_REVIEW.label, Q(status=Status.IN_REVIEW)),
    "scheduled": (pgettext_lazy("stories", "scheduled"), OUT & Q(published_at__gt=Now())),
    "published": (
        Status.PUBLISHED.label,
        OUT & Q(published_at__lte=Now()) & (Q(expires_at__isnull=True) | Q(expires_at__gt=Now())),
    ),
    "expired": (pgettext_lazy("stories", "expired"), OUT & Q(expires_at__lte=Now())),
    "withdrawn": (Status.WITHDRAWN.label, Q(status=Status.WITHDRAWN)),
}


class StateFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _condition) in STATES.items()]

    def queryset(self, request, queryset):
        _words, condition = STATES.get(self.value(), (None, Q()))
        return queryset.filter(condition)


class StoryColumns(admin.ModelAdmin):
    list_display = ["title", "state", "kind", "language", "region", "day", "owner"]
    list_display_links = ["title"]
    list_filter = [StateFilter, "language", "kind", "regions", "section"]
    list_select_related = ["owner"]
    search_fields = ["headline"]
    ordering = ["-created_at", "-pk"]

    def get_changelist_instance(self, request):
        """One query for the regions of the page shown; the long texts stay in the database."""
        changelist = super().get_changelist_instance(request)
        listed = changelist.result_list
        changelist.result_list = listed.prefetch_related("story_regions__region").defer("body", "html", "standfirst")
        return changelist

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, story):
        return Truncator(story.headline).chars(90)

    @admin.display(description=_("status"))
    def state(self, story):
        return status_words(story)

    @admin.display(description=_("primary region"))
    def region(self, story):
        return story.primary_region

    @admin.display(description=_("published"), ordering="published_at")
    def day(self, story):
        return local(story.published_at) if story.published_at else None
