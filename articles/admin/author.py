from functools import partial

from django.contrib import admin
from django.db import transaction

from articles.admin.base import DeskAdmin
from articles.models import Author, Story
from articles.workflow.words import index_stories_of


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    fields = ["name", "slug", "bio", "user", "comment_mail"]
    list_display = ["name", "slug", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def users(self, things):
        return [str(story) for story in Story.objects.filter(authors__in=things).distinct()[:50]]

    def save_model(self, request, obj, form, change):
        """The desk finds stories by the name that signs them."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            transaction.on_commit(partial(index_stories_of, obj))
