"""The desk of the fronts: what stands where and since when, what is to come, and the way back."""

from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.base import DeskAdmin, refuse_nul
from articles.admin.front_compose import FrontComposition, to_overview
from articles.admin.story_state import zone
from articles.models import Edition, Section
from articles.queries.fronts import Front, fronts_overview
from articles.workflow import curation
from articles.workflow.errors import Refused


@admin.register(Edition)
class EditionAdmin(FrontComposition, DeskAdmin):
    """Not Django's list and form: an edition is never rewritten, and is told by its front."""

    # Who may what

    def has_curate_permission(self, request, obj=None):
        return curation.may_curate(request.user)

    has_module_permission = has_view_permission = has_change_permission = has_curate_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        fronts = "<str:language>/", "<str:language>/<slug:section>/"
        return [
            self._at("", self.overview, "changelist"),
            *(self._at(f"compose/{front}", self.compose, "compose") for front in fronts),
            *(self._at(f"preview/{front}", self.preview, "preview") for front in fronts),
            self._at("<int:key>/cancel/", require_POST(self.cancel), "cancel"),
            self._at("<int:key>/roll-back/", require_POST(self.roll_back), "roll_back"),
            self._at("<int:key>/change/", self.change, "change"),
        ]

    def _at(self, address, view, name):
        return path(address, self.admin_site.admin_view(self._for_curators(view)), name=f"articles_edition_{name}")

    def _for_curators(self, view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not self.has_curate_permission(request):
                raise PermissionDenied(f"{request.user} may not compose a front")
            return view(request, *args, **kwargs)

        return guarded

    def find_front(self, language, slug=None):
        if language not in dict(settings.LANGUAGES):
            raise Http404("language")
        return Front(language, get_object_or_404(Section, slug=slug) if slug else None)

    # Looking

    def overview(self, request):
        refuse_nul(request)
        groups = {}
        for front in fronts_overview():
            groups.setdefault(front.name, []).append(front)
        context = self.admin_site.each_context(request) | {
            "title": _("Fronts"),
            "opts": self.opts,
            "groups": groups,
            "zone": zone(),
        }
        return TemplateResponse(request, "admin/articles/edition/overview.html", context)

    @staticmethod
    def change(request, key):
        """Where the trail leads to from an edition: there is nothing in it to change."""
        edition = get_object_or_404(Edition.objects.select_related("section"), pk=key)
        return to_overview(Front(edition.language, edition.section))

    # Deciding

    def cancel(self, request, key):
        return self._decide(request, key, curation.cancel, _("Cancelled: this edition will not come."))

    def roll_back(self, request, key):
        seen = request.POST.get("on", "")
        on = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
        done = _("The former edition is on the page again.")
        return self._decide(request, key, lambda edition, by: curation.roll_back(edition, by, on=on), done)

    def _decide(self, request, key, decision, done):
        edition = get_object_or_404(Edition.objects.select_related("section"), pk=key)
        try:
            decision(edition, request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return self.change(request, key)
