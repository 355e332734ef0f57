from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Section, Tag
from articles.models.language import NAMES


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    fields = [*NAMES, "slug", "position", "second_reader"]
    list_display = [*NAMES, "slug", "position", "second_reader"]
    prepopulated_fields = {"slug": ["name_fr"]}

    def get_readonly_fields(self, request, obj=None):
        """Whom the rule binds does not lift it: whether a section wants a second reader, superusers decide."""
        return () if request.user.is_superuser else ("second_reader",)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    fields = [*NAMES, "slug"]
    list_display = [*NAMES, "slug"]
    search_fields = NAMES
    prepopulated_fields = {"slug": ["name_fr"]}
