from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from articles.admin.base import WorkflowAdmin
from articles.forms.editor import EDITOR_POLICY
from articles.forms.site_page import SitePageForm
from articles.models import SitePage
from articles.workflow.errors import Refused


@admin.register(SitePage)
class SitePageAdmin(WorkflowAdmin):
    form = SitePageForm
    list_display = ["title", "language", "slug", "public", "position", "changed_at"]
    list_filter = ["public", "language"]
    search_fields = ["title", "slug"]
    refusals = (Refused,)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("html")

    def get_fields(self, request, obj=None):
        shown = ["for_readers"] if obj and obj.public else []
        return ["title", "slug", "language", *shown, "body", "public", "position", "basis"]

    def get_readonly_fields(self, request, obj=None):
        """Readers and other papers keep addresses: they stay."""
        return ("slug", "language", "for_readers") if obj else ()

    @admin.display(description=_("What readers see"))
    def for_readers(self, page):
        return format_html('<a href="{0}">{0}</a>', page.get_absolute_url())

    @method_decorator(csp_override(EDITOR_POLICY))
    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, extra_context)

    @method_decorator(csp_override(EDITOR_POLICY))
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, extra_context)
