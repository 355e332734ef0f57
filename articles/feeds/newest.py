"""What all feeds share: three formats, addresses under SITE_URL whatever Host the request named."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.templatetags.static import static
from django.urls import reverse

from articles.lib.brand import LARGE, brand_file
from articles.lib.feed_formats import Atom, JsonFeed, Rss
from articles.lib.plain import one_line

# By what its address ends with.
FORMATS = {"": Atom, "rss/": Rss, "json/": JsonFeed}


class Newest(Feed):
    """The newest things of a kind, each whole. Texts are stripped of what no XML may hold."""

    name = ""  # of the address of its Atom feed
    item_guid_is_permalink = False

    def __init__(self, ending=""):
        self.ending, self.feed_type = ending, FORMATS[ending]

    def __call__(self, request, *args, **kwargs):
        """Without Last-Modified: the date of the newest is no news of an older one that was taken away."""
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        return response

    def arguments(self, thing):
        """Of the address of the feed of this thing."""
        return []

    def feed_url(self, thing):
        return absolute(reverse(self.name, args=self.arguments(thing)) + self.ending)

    def author_name(self):
        return one_line(settings.SITE_NAME)

    def author_link(self):
        return absolute(reverse("front"))

    def description(self):
        return one_line(settings.SITE_TAGLINE or settings.SITE_NAME)

    def feed_extra_kwargs(self, thing):
        return {"icon": absolute(static(brand_file(LARGE, settings.THEME_DIR)))}


def absolute(path):
    return f"{settings.SITE_URL}{path}"
