"""The three formats, without what a story always brings along."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest

from articles.lib.feed_formats import Atom, JsonFeed, Rss
from tests.feeds.reading import json_feed_faults

HOME = "https://example.org/"
ABOUT = {"title": "Un", "link": HOME, "description": "", "language": "fr"}
ABOUT |= {"feed_url": f"{HOME}feed/", "author_name": "Un", "author_link": HOME}


def written(feed):
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


@pytest.mark.parametrize("format", [Atom, Rss, JsonFeed])
def test_an_empty_feed_says_the_same_at_every_hour(format):
    feed = format(**ABOUT)
    assert feed.latest_post_date() == datetime(2000, 1, 1, tzinfo=UTC)
    assert written(feed) == written(format(**ABOUT))


def test_json_tells_what_is_known_and_nothing_empty():
    feed = JsonFeed(**ABOUT)
    moment = datetime(2026, 11, 23, 17, tzinfo=UTC)
    said = {"link": f"{HOME}1/", "unique_id": "1", "pubdate": moment, "updateddate": moment}
    feed.add_item(title="Deux", description="<p>Mots</p>", author_name="Anne", **said)
    document = json.loads(written(feed))
    assert json_feed_faults(document) == []
    assert document["items"] == [
        {
            "id": "1",
            "url": f"{HOME}1/",
            "title": "Deux",
            "content_html": "<p>Mots</p>",
            "date_published": "2026-11-23T17:00:00+00:00",
            "date_modified": "2026-11-23T17:00:00+00:00",
            "authors": [{"name": "Anne"}],
            "language": "fr",
        }
    ]
    assert "description" not in document and "icon" not in document
