"""Refusals in the site's dress. What cannot be shown with the navigation is shown without."""

from django.db import DatabaseError
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import requires_csrf_token

from articles import cache
from articles.lib.address_words import words_of
from articles.queries.find import near
from articles.views.common import in_every_language, page_context
from articles.views.elsewhere import in_our_languages, meant


def not_found(request, exception=None):
    """A mistyped address leads where it was meant to; else the page looks for what its words say."""
    if request.method in ("GET", "HEAD") and (address := meant(request.path)):
        return cache.mark(request, redirect(_with_query(request, address), permanent=True))
    return cache.mark(request, _page(request, "404.html", 404, look=True))


def gone(request, reason=""):
    """`reason`: why the newsroom took the story back, in its own words, when it says so in public."""
    return cache.mark(request, _page(request, "410.html", 410, look=True, reason=reason))


def forbidden(request, exception=None):
    return _page(request, "403.html", 403)


@requires_csrf_token
def csrf_failure(request, reason=""):
    """Somebody who has logged in since the page was opened: their words come back with the refusal."""
    return _page(request, "403.html", 403, csrf=True, text=request.POST.get("body", ""))


def bad_request(request, exception=None):
    """The request itself is unreadable: nothing of it is looked at again."""
    return render(request, "400.html", {"nav": [], "alternates": []}, status=400)


def server_error(request):
    """With an empty context and no database: either may be what failed."""
    return render(None, "500.html", {"LANGUAGE_CODE": get_language()}, status=500)


def _page(request, template, status, look=False, **context):
    try:
        context |= page_context(alternates=in_every_language("front"))
        context |= _help(request.path) if look else {}
    except DatabaseError:
        context |= {"nav": [], "alternates": []}
    return render(request, template, context, status=status)


def _help(path):
    """What the address says in words, the stories that have them, and the same page in our languages."""
    words = words_of(path)
    found = near(words, get_language()) if words else []
    return {"look": True, "words": words, "near": found, "elsewhere": in_our_languages(path)}


def _with_query(request, address):
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
