"""What feeds are written as: Atom, RSS 2.0 and JSON Feed 1.1, from one description of what they tell.

Beyond what Django writes, an item may have `content` (the whole text, HTML), `authors` ([{"name", "url"}]), `language`
and `picture` ({"url", "type", "width", "height", "credit", "licence"}); a feed may have an `icon`.
"""

import json
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)
MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}
CONTENT = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}
DUBLIN_CORE = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}


class _Stable:
    """An empty feed says the same at every hour, so that its bytes and its ETag stay."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE


class Atom(_Stable, Atom1Feed):
    def root_attributes(self):
        return super().root_attributes() | MEDIA

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed.get("icon"):
            handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item.get("authors", ()):
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        if item.get("content"):
            handler.addQuickElement("content", item["content"], {"type": "html"})
        _add_picture(handler, item.get("picture"))


class Rss(_Stable, Rss201rev2Feed):
    """RSS has one line for the author, an address of mail: names are told in Dublin Core's words."""

    def rss_attributes(self):
        return super().rss_attributes() | CONTENT | DUBLIN_CORE | MEDIA

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item.get("authors", ()):
            handler.addQuickElement("dc:creator", author["name"])
        if item.get("content"):
            handler.addQuickElement("content:encoded", item["content"])
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        _add_picture(handler, item.get("picture"))


class JsonFeed(_Stable, SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = self.feed
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "icon": feed.get("icon"),
            "authors": [{"name": feed["author_name"], "url": feed["author_link"]}],
            "language": feed["language"],
        }
        document = _told(document) | {"items": [self.item(item) for item in self.items]}
        outfile.write(json.dumps(document, ensure_ascii=False, indent=1).encode(encoding))

    def item(self, item):
        authors = item.get("authors") or ([{"name": item["author_name"]}] if item["author_name"] else [])
        picture = item.get("picture")
        told = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item.get("content") or item["description"],
            "summary": item.get("summary"),
            "image": picture and picture["url"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [_told(author) for author in authors],
            "tags": item["categories"],
            "language": item.get("language") or self.feed["language"],
        }
        return _told(told)


def _told(words):
    """What is known of it: {"title": "Un", "image": None, "tags": []} -> {"title": "Un"}."""
    return {name: value[:] if isinstance(value, list) else value for name, value in words.items() if value}


def _add_picture(handler, picture):
    """Media RSS: where the picture is, who made it and under which licence.

    What it shows is said beside it in the text: readers of feeds take media:description for one of the story.
    """
    if not picture:
        return
    place = {name: str(picture[name]) for name in ("url", "type", "width", "height")}
    handler.startElement("media:content", place | {"medium": "image"})
    handler.addQuickElement("media:credit", picture["credit"])
    if picture["licence"]:
        handler.addQuickElement("media:license", picture["licence"])
    handler.endElement("media:content")
