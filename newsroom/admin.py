"""The editors' desk: Django's own admin under our name."""

from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin.NewsroomAdminSite"

    def ready(self):
        super().ready()
        from newsroom.accounts import trail  # noqa: F401 - listens from now on; needs the models


class NewsroomAdminSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("The editors’ desk")
    empty_value_display = "—"
    enable_nav_sidebar = False  # the breadcrumb and the desk are enough; the text keeps the width

    def index(self, request, extra_context=None):
        from articles.admin.desk import piles_for, zone  # the admin site is made before the models are there

        piles, empty = piles_for(request.user)
        known = {"piles": piles, "empty_piles": empty, "zone": zone()}
        return super().index(request, known | (extra_context or {}))

    def admin_view(self, view, cacheable=False):
        """A crafted POST that was refused is written down, after what it tried was undone."""
        return super().admin_view(telling_denied(view), cacheable)

    def login(self, request, extra_context=None):
        """The door is allauth's, with the second factor behind it; `next` is kept."""
        from allauth.account.decorators import secure_admin_login  # the admin site is made before the models are there

        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request, extra_context=None):
        """Where guesses at the present password are counted."""
        return redirect("account_change_password")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Neither what allauth registers nor the tasks: second factors, and mails with keys in them, stay unseen."""
        if not getattr(admin_class, "__module__", "").startswith(("allauth.", "django_tasks_db.")):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self):
        """Without Django's "view on site" redirect: it would tell the address of a story that is not out yet."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]


def telling_denied(view):
    """The same view; a POST it answers with "denied" leaves a line in the trail, in a transaction of its own."""

    @wraps(view)
    def told(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            if request.method == "POST":
                from articles.workflow.logins import denied  # the admin site is made before the models are there

                denied(request.user, request.method, request.path)
            raise

    return told
