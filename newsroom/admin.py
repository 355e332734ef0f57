"""The editors' desk: Django's own admin under our name."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin.NewsroomAdminSite"


class NewsroomAdminSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("The editors’ desk")
    empty_value_display = "—"
    enable_nav_sidebar = False  # the breadcrumb and the desk are enough; the text keeps the width

    def index(self, request, extra_context=None):
        from articles.admin.desk import piles_for  # the admin site is made before the models are there

        return super().index(request, {"piles": piles_for(request.user)} | (extra_context or {}))

    def get_urls(self):
        """Without Django's "view on site" redirect: it would tell the address of a story that is not out yet."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
