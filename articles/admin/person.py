"""Commenters about whom something is known, and what moderators decide about them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import WorkflowAdmin
from articles.admin.moderating import ForModerators
from articles.forms.standing import StandingForm
from articles.models import Person
from articles.templatetags.newsroom import desk_time
from articles.workflow.errors import Refused


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"
    template = "admin/articles/choose.html"

    def lookups(self, request, model_admin):
        return [("judged", _("a decision was taken")), *Person.Standing.choices, ("verified", _("address verified"))]

    def queryset(self, request, queryset):
        match self.value():
            case "judged":
                return queryset.exclude(standing="")
            case "verified":
                return queryset.exclude(verified_at=None)
            case standing if standing in Person.Standing.values:
                return queryset.filter(standing=standing)
        return queryset


@admin.register(Person)
class PersonAdmin(ForModerators, WorkflowAdmin):
    """Who confirmed an address, and about whom moderators decided."""

    class Media:
        css = {"all": ["css/desk/defences.css"]}

    form = StandingForm
    refusals = (Refused,)
    list_display = ["email", "standing_word", "until", "verified_at", "decided_by", "comments"]
    list_select_related = ["judged_by"]
    list_filter = [StandingFilter]
    search_fields = ["email", "name"]
    search_help_text = gettext_lazy("E-mail or name.")
    readonly_fields = ["name", "verified_at", "decided_by", "decided_at", "comments"]

    def get_fields(self, request, obj=None):
        said = ["standing", "until", "note", "seen"]
        return [*said, *self.readonly_fields] if obj else ["email", *said]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_fieldsets(self, request, obj=None):
        """The address is what everybody knows the person by: it is the heading."""
        return [(obj and obj.email, {"fields": self.get_fields(request, obj)})]

    def has_delete_permission(self, request, obj=None):
        """What a person may erase, they erase (workflow/erasure.py); a decision is lifted, not deleted."""
        return False

    @admin.display(description=gettext_lazy("standing"), ordering="standing")
    def standing_word(self, person):
        return person.get_standing_display() or None

    @admin.display(description=gettext_lazy("decided by"), ordering="judged_by")
    def decided_by(self, person):
        return person.judged_by

    @admin.display(description=gettext_lazy("decided"), ordering="judged_at")
    def decided_at(self, person):
        return desk_time(person.judged_at) if person.judged_at else None

    @admin.display(description=gettext_lazy("comments"))
    def comments(self, person):
        query = urlencode({"state": "all", "q": person.email})
        return format_html(
            '<a href="{}?{}">{}</a>', reverse("admin:articles_comment_changelist"), query, _("Read them")
        )
