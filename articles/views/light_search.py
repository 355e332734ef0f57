"""The search of the text-only edition: words alone, the same answers."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.forms.search import SearchForm
from articles.queries.find import find
from articles.queries.page import in_every_language, page_context
from articles.queries.paging import NoSuchPage
from articles.views.light import fitting


@require_safe
@public_page
def search(request):
    form = SearchForm({"q": request.GET.get("q", "")})
    if not form.is_valid():
        return _page(request, form, status=400)
    if not form.cleaned_data["q"]:
        return _page(request, form)
    try:
        found = find(language=get_language(), before=request.GET.get("before", ""), **form.question())
    except NoSuchPage:
        return redirect(_address("light_search", form))
    return _page(request, form, found)


def _page(request, form, found=None, status=200):
    context = {"form": form, "found": found, "stories": found.page.items if found else []}
    around = page_context(canonical=reverse("search"), alternates=in_every_language("light_search"))
    if found:
        around["canonical"] = f"{settings.SITE_URL}{_address('search', form)}"
    return fitting(request, "light/search.html", context | around, status)


def _address(name, form):
    return f"{reverse(name)}?{urlencode(form.kept())}"
