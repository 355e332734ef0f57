from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Author, Story


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    fields = ["name", "slug", "bio", "user"]
    list_display = ["name", "slug", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def users(self, things):
        return [str(story) for story in Story.objects.filter(authors__in=things).distinct()[:50]]
