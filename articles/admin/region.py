from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Region, Story


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    fields = ["name_fr", "name_en", "name_uk", "slug", "parent", "iso_code", "also_written", "position"]
    list_display = ["name_fr", "name_en", "name_uk", "parent", "iso_code", "position"]
    list_select_related = ["parent"]
    search_fields = ["name_fr", "name_en", "name_uk", "also_written"]
    prepopulated_fields = {"slug": ["name_fr"]}

    def users(self, things):
        places = Region.objects.filter(parent__in=things)
        stories = Story.objects.filter(regions__in=things).distinct()
        return [str(user) for user in [*places, *stories[:50]]]
