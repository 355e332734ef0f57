"""The regions that a text names, proposed while it is written. What is chosen is for the person to say."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from articles.lib.html import text_of
from articles.lib.keys import is_key
from articles.queries.places import named_beside
from articles.workflow.moves import may_write

TEXTS = ("kicker", "headline", "standfirst")
MOST = 8


class StoryPlaces(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.places_view))
        return [path("places/", view, name="articles_story_places"), *super().get_urls()]

    def places_view(self, request):
        """Buttons as a piece of HTML, for the words that were sent; no story is read, nothing is saved."""
        if not may_write(request.user):
            raise PermissionDenied(f"{request.user} may not write stories")
        sent = request.POST
        keys = {int(key) for key in [*sent.getlist("regions"), sent.get("primary_region", "")] if is_key(key)}
        words = [sent.get(name, "") for name in TEXTS]
        named = named_beside("\n".join([*words, text_of(sent.get("body", ""))]), keys)
        shown = [] if "no_region" in sent else named[:MOST]
        return render(request, "admin/articles/story/places.html", {"named": shown})
