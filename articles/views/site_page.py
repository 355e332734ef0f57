from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import SitePage
from articles.queries.list_heads import site_page_head
from articles.queries.page import alternate, page_context
from articles.queries.site_page import site_page as page_at


@require_safe
@public_page
def site_page(request, slug):
    try:
        page, versions = page_at(slug, get_language())
    except SitePage.DoesNotExist as error:
        raise Http404("page") from error
    there = {version.language: version.get_absolute_url() for version in versions}
    alternates = (alternate(code, label, there[code]) for code, label in settings.LANGUAGES if code in there)
    around = page_context(canonical=page.get_absolute_url(), alternates=alternates, head=site_page_head(page))
    return render(request, "articles/site_page.html", {"site_page": page} | around)
