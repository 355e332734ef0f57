"""Where the feeds are: each list has them below its own address, Atom at feed/, the others below that."""

from django.urls import path
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.feeds.comments import CommentsOfSite, CommentsOfStory
from articles.feeds.corrections import Corrections
from articles.feeds.newest import FORMATS
from articles.feeds.search import OfSearch
from articles.feeds.stories import OfAuthor, OfFront, OfRegion, OfSection, OfTag

LISTS = {
    "feed/": OfFront,
    "regions/<slug:slug>/feed/": OfRegion,
    "sections/<slug:slug>/feed/": OfSection,
    "tags/<slug:slug>/feed/": OfTag,
    "authors/<slug:slug>/feed/": OfAuthor,
    "search/feed/": OfSearch,
    "corrections/feed/": Corrections,
    "comments/feed/": CommentsOfSite,
    "comments/feed/<int:story_id>/": CommentsOfStory,
}

# ("regions/<slug:slug>/feed/rss/", named "region_feed_rss")
PATHS = [
    path(f"{address}{ending}", public_page(require_safe(feed(ending))), name=f"{feed.name}_{ending[:-1]}".rstrip("_"))
    for address, feed in LISTS.items()
    for ending in FORMATS
]
