from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Section, Tag


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    fields = ["name_fr", "name_en", "name_uk", "slug", "position", "second_reader"]
    list_display = ["name_fr", "name_en", "name_uk", "slug", "position", "second_reader"]
    prepopulated_fields = {"slug": ["name_fr"]}

    def get_readonly_fields(self, request, obj=None):
        """Whom the rule binds does not lift it: whether a section wants a second reader, superusers decide."""
        return () if request.user.is_superuser else ("second_reader",)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    fields = ["name_fr", "name_en", "name_uk", "slug"]
    list_display = ["name_fr", "name_en", "name_uk", "slug"]
    search_fields = ["name_fr", "name_en", "name_uk"]
    prepopulated_fields = {"slug": ["name_fr"]}
