from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from articles import urls
from newsroom import health

urlpatterns = [
    # For whoever watches over the site
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    # Editors, readers
    path("admin/language/", set_language, name="set_language"),
    path("accounts/", include("newsroom.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include(urls.site)),
    *i18n_patterns(path("", include(urls.pages)), prefix_default_language=False),
]

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
