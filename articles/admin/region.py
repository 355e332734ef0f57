from django.contrib import admin
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.brief import links_of
from articles.models import Region, Story
from articles.models.language import NAMES
from articles.workflow import briefs


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    readonly_fields = ["briefs"]
    list_display = [*NAMES, "parent", "iso_code", "position"]
    list_select_related = ["parent"]
    search_fields = [*NAMES, "also_written"]
    prepopulated_fields = {"slug": ["name_fr"]}

    def get_fields(self, request, obj=None):
        names = [*NAMES, "slug", "parent", "iso_code", "also_written", "position"]
        return [*names, "briefs"] if obj and briefs.may_write(request.user) else names

    @admin.display(description=gettext_lazy("briefs"))
    def briefs(self, region):
        return links_of(region)

    def users(self, things):
        places = Region.objects.filter(parent__in=things)
        stories = Story.objects.filter(regions__in=things).distinct()
        return [str(user) for user in [*places, *stories[:50]]]
