"""What programs read: Atom, with addresses under SITE_URL whatever Host the request named."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib.plain import one_line
from articles.queries.corrections import newest_corrections

EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """An empty feed says the same at every hour, so that its bytes and its ETag stay."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE


class Corrections(Feed):
    """The newest corrections of a language, each whole. Texts are stripped of what no XML may hold."""

    feed_type = Atom

    def __call__(self, request):
        """Without Last-Modified: the date of the newest is no news of an older one that was taken away."""
        response = super().__call__(request)
        del response.headers["Last-Modified"]
        return response

    def title(self):
        return one_line(_("%(site)s: corrections and clarifications") % {"site": settings.SITE_NAME})

    def link(self):
        return _absolute(reverse("corrections"))

    def feed_url(self):
        return _absolute(reverse("corrections_feed"))

    def author_name(self):
        return one_line(settings.SITE_NAME)

    def items(self):
        return newest_corrections(get_language())

    def item_title(self, correction):
        words = {"kind": capfirst(correction.get_kind_display()), "headline": one_line(correction.story.headline)}
        return _("%(kind)s: %(headline)s") % words

    def item_description(self, correction):
        """HTML: a feed reader would take '<' in a plain text for the beginning of a tag."""
        return format_html("<p>{}</p>", one_line(correction.text))

    def item_link(self, correction):
        return _absolute(f"{correction.story.get_absolute_url()}#correction-{correction.pk}")

    def item_guid(self, correction):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/corrections/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/corrections/{correction.pk}", correction.created_at)

    def item_pubdate(self, correction):
        return correction.created_at

    item_updateddate = item_pubdate


def _absolute(path):
    return f"{settings.SITE_URL}{path}"
