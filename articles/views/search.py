"""What readers search: /search/?q=…, one address a question; no script is needed."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.forms.search import ORDERS, SearchForm
from articles.queries.find import RELEVANCE, find
from articles.queries.list_heads import search_head
from articles.queries.page import in_every_language, page_context
from articles.queries.paging import NoSuchPage


@require_safe
@public_page
def search(request):
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=400)
    if not form.cleaned_data["q"]:
        return _page(request, form, canonical=reverse("search"))
    try:
        found = find(language=get_language(), before=request.GET.get("before", ""), **form.question())
    except NoSuchPage:
        return redirect(_address(form.kept()))
    return _page(request, form, found, _address(form.kept()))


def _page(request, form, found=None, canonical="", status=200):
    context = {"form": form, "found": found}
    if found:
        context |= {"orders": _orders(form), "everywhere": _address([("q", form.cleaned_data["q"])])}
        context["better"] = _address(form.kept(q=found.suggestion)) if found.suggestion else ""
        context["feed_query"] = f"?{urlencode(form.kept(order=''))}"
    around = {"alternates": in_every_language("search"), "feed": reverse("search_feed") if found else ""}
    around = page_context(canonical=canonical, head=search_head(), **around)
    return render(request, "articles/search.html", context | around, status=status)


def _orders(form):
    """The same question by relevance and by date: [(address, words, whether it is this one), …]."""
    current = form.cleaned_data["order"] or RELEVANCE
    return [(_address(form.kept(order=order)), words, order == current) for order, words in ORDERS]


def _address(pairs):
    return f"{reverse('search')}?{urlencode(pairs)}"
