"""The list of stories: what it shows and how it is found. The same queries whatever its length."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.admin.story_filters import FILTERS, STATE_WORDS, StoryList, views_for
from articles.admin.story_state import local
from articles.models import Story
from articles.queries.search import holding

Status = Story.Status


class StoryColumns(admin.ModelAdmin):
    list_display = ["title", "state", "section", "region", "signed", "reviewer", "day"]
    list_display_links = ["title"]
    list_filter = FILTERS
    list_select_related = ["reviewer", "section"]
    search_fields = ["headline"]  # shows the field; what it looks for is `get_search_results`
    search_help_text = _("Headline, text, author or address: the beginnings of words, in any order.")
    sortable_by = ["title", "day"]
    ordering = ["-created_at", "-pk"]
    change_list_template = "admin/articles/story/change_list.html"

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_search_results(self, request, queryset, search_term):
        request.holding = holding(search_term)  # asked once: the numbers of the filters need it too (StoryList)
        return request.holding.among(queryset), False

    def get_changelist_instance(self, request):
        """Two queries for the regions and authors of the page shown; the long texts stay in the database."""
        changelist = super().get_changelist_instance(request)
        listed = changelist.result_list.with_people_and_places()
        changelist.result_list = listed.defer("body", "html", "standfirst")
        return changelist

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"views": list(views_for(request))} | (extra_context or {}))

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, story):
        return Truncator(story.headline).chars(90)

    @admin.display(description=_("status"))
    def state(self, story):
        return STATE_WORDS[state_key(story)]

    @admin.display(description=_("primary region"))
    def region(self, story):
        return story.primary_region

    @admin.display(description=_("authors"))
    def signed(self, story):
        return ", ".join(author.name for author in story.author_list) or None

    @admin.display(description=_("time"), ordering="published_at")
    def day(self, story):
        """When it goes or went out; of what has no such time yet, when it was begun."""
        return local(story.published_at or story.created_at)


def state_key(story):
    """The stored state and the clock, as the filter calls it: 'draft', 'scheduled', 'expired' …"""
    if story.status != Status.PUBLISHED:
        return story.status
    if story.is_scheduled:
        return "scheduled"
    return "published" if story.is_public else "expired"
