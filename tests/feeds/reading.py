"""Reads feeds as programs do, and says what their rules forbid."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ["front", "region", "section", "tag", "author", "corrections", "comments"]
ENDINGS = ["", "rss/", "json/"]
MIME = {
    "": "application/atom+xml; charset=utf-8",
    "rss/": "application/rss+xml; charset=utf-8",
    "json/": "application/feed+json; charset=utf-8",
}


def entries(answer):
    """The entries of an Atom feed, as XML."""
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def said(entry, name):
    return entry.find(f"{ATOM}{name}").text


def told(answer):
    """[{"id", "title", "link", "html", "summary", "authors", "tags", "published", "updated"}] of a feed of any format.

    Fails on what the format forbids.
    """
    if "json" in answer.headers["Content-Type"]:
        document = json.loads(answer.content)
        assert json_feed_faults(document) == []
        return [_of_json(item) for item in document["items"]]
    feed = feedparser.parse(answer.content, sanitize_html=False, resolve_relative_uris=False)
    assert (feed.bozo, feed.version in ("atom10", "rss20")) == (False, True)
    assert xml_faults(ElementTree.fromstring(answer.content)) == []
    return [_of_xml(entry) for entry in feed.entries]


def _of_json(item):
    return {
        "id": item["id"],
        "title": item["title"],
        "link": item["url"],
        "html": item["content_html"],
        "authors": [author["name"] for author in item.get("authors", [])],
        "tags": item.get("tags", []),
        "published": datetime.fromisoformat(item["date_published"]),
        "updated": datetime.fromisoformat(item["date_modified"]),
    }


def _of_xml(entry):
    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "html": entry.content[0].value if "content" in entry else entry.summary,
        "authors": [author["name"] for author in entry.get("authors", [])],
        "tags": [tag["term"] for tag in entry.get("tags", [])],
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
    }


def _moment(text):
    return datetime.fromisoformat(text) if text[0].isdecimal() else parsedate_to_datetime(text)


def json_feed_faults(feed):
    """What JSON Feed 1.1 (jsonfeed.org/version/1.1) does not allow: [] for a good one."""
    known = {"version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "authors", "language"}
    faults = [f"unknown: {name}" for name in feed.keys() - known - {"items"}]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("version")
    faults += [name for name in ("title", "home_page_url", "feed_url", "language") if not _is_text(feed.get(name))]
    faults += _authors(feed.get("authors", []))
    ids = [item.get("id") for item in feed["items"]]
    faults += ["an id twice"] if len(set(ids)) != len(ids) else []
    return faults + [fault for item in feed["items"] for fault in _item(item)]


def _item(item):
    words = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "language"}
    faults = [f"unknown: {name}" for name in item.keys() - words - {"authors", "tags"}]
    faults += [f"no text: {name}" for name in words & item.keys() if not _is_text(item[name])]
    faults += [f"missing: {name}" for name in ("id", "url", "content_html") if name not in item]
    faults += [
        f"no whole address: {item[name]}" for name in ("url", "image") if name in item and not _is_web(item[name])
    ]
    for name in ("date_published", "date_modified"):
        if datetime.fromisoformat(item[name]).tzinfo is None:
            faults.append(f"no zone: {name}")
    faults += [f"no tag: {tag}" for tag in item.get("tags", []) if not _is_text(tag)]
    return faults + _authors(item.get("authors", []))


def _authors(authors):
    return [f"no author: {each}" for each in authors if not each or not each.keys() <= {"name", "url", "avatar"}]


def _is_text(value):
    return isinstance(value, str) and bool(value)


def _is_web(value):
    return value.startswith(("http://", "https://"))


def xml_faults(root):
    """What RFC 4287 (Atom) or RSS 2.0 ask for and is missing: [] for a good feed."""
    if root.tag == "rss":
        channel = root.find("channel")
        faults = [name for name in ("title", "link", "description", "language") if not channel.findtext(name)]
        items = channel.findall("item")
        faults += [f"item: {name}" for item in items for name in ("title", "link", "guid") if not item.findtext(name)]
        ids = [item.findtext("guid") for item in items]
        faults += ["guid" for item in items if item.find("guid").get("isPermaLink") != "false"]
    else:
        faults = [name for name in ("id", "title", "updated") if not root.findtext(f"{ATOM}{name}")]
        items = root.findall(f"{ATOM}entry")
        needed = ("id", "title", "updated", "published")
        faults += [f"entry: {name}" for entry in items for name in needed if not entry.findtext(f"{ATOM}{name}")]
        faults += ["no author"] if root.find(f"{ATOM}author/{ATOM}name") is None else []
        selves = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        faults += ["self"] if len(selves) != 1 or not _is_web(selves[0]) else []
        ids = [entry.findtext(f"{ATOM}id") for entry in items]
    return faults + (["an id twice"] if len(set(ids)) != len(ids) else [])
