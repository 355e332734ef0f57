from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.newest import absolute
from articles.feeds.stories import Stories
from articles.forms.search import SearchForm
from articles.lib.plain import one_line
from articles.queries.feeds import of_keys
from articles.queries.find import DATE, find


class OfSearch(Stories):
    """The newest stories a search finds: `?q=`, and what else its page is asked. Nothing asked, nothing found."""

    name = "search_feed"

    def get_object(self, request):
        form = SearchForm(request.GET)
        if not form.is_valid():
            raise Http404("search")
        return form

    def feed_url(self, form):
        return super().feed_url(form) + _query(form)

    feed_guid = feed_url

    def title(self, form):
        words = {"site": settings.SITE_NAME, "words": form.cleaned_data["q"]}
        return one_line(_("%(site)s: search for “%(words)s”") % words)

    def link(self, form):
        return absolute(reverse("search") + _query(form))

    def items(self, form):
        found = find(language=get_language(), **(form.question() | {"order": DATE}))
        return of_keys([story.pk for story in found.stories])


def _query(form):
    """'?q=pont&region=kherson', in one order, so that one search has one address."""
    pairs = form.kept(order="")
    return f"?{urlencode(pairs)}" if pairs else ""
