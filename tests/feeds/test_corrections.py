"""The feeds of corrections: valid, stable, and the same for everybody."""

from xml.etree import ElementTree

import pytest

from articles.models import Story
from tests.factories import CorrectionFactory, StoryFactory
from tests.feeds.reading import ATOM, entries, said

pytestmark = pytest.mark.django_db

FEED = "/corrections/feed/"


def test_it_tells_each_correction_whole(reader):
    story = StoryFactory(public=True, headline="Le barrage")
    correction = CorrectionFactory(story=story, kind="substance", text="Il fallait lire : « 5 < 6 & 7 ».")
    answer = reader.get(FEED)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = entries(answer)
    assert said(entry, "title").endswith("Le barrage")
    assert said(entry, "summary") == "<p>Il fallait lire : « 5 &lt; 6 &amp; 7 ».</p>"
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver{story.get_absolute_url()}#correction-{correction.pk}"
    assert said(entry, "published") == said(entry, "updated")


def test_its_id_stays_when_the_story_moves(reader):
    correction = CorrectionFactory()
    (before,) = entries(reader.get(FEED))
    Story.objects.update(slug="ailleurs", headline="Autrement")
    (after,) = entries(reader.get(FEED))
    assert said(before, "id") == said(after, "id")
    assert said(after, "id") == f"tag:testserver,{correction.created_at:%Y-%m-%d}:/corrections/{correction.pk}/"


def test_addresses_are_the_sites_whatever_the_request_says(reader, settings):
    CorrectionFactory()
    settings.ALLOWED_HOSTS = ["*"]
    plain, strange = reader.get(FEED), reader.get(FEED, headers={"Host": "evil.example"})
    assert plain.content == strange.content
    assert b"evil" not in strange.content


def test_no_xml_is_broken_by_what_was_typed(reader):
    story = StoryFactory(public=True, headline="Un \x07titre\ufffe ]]>")
    CorrectionFactory(story=story, text="Des \x0bmots\x1b\uffff <b>.")
    (entry,) = entries(reader.get(FEED))
    assert said(entry, "title").endswith("Un titre ]]>")
    assert said(entry, "summary") == "<p>Des mots &lt;b&gt;.</p>"


def test_each_language_has_its_own(reader):
    CorrectionFactory(story=StoryFactory(public=True, language="uk"), text="Українською.")
    assert entries(reader.get(FEED)) == []
    answer = reader.get(f"/uk{FEED}")
    root = ElementTree.fromstring(answer.content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver/uk{FEED}"
    assert root.find(f"{ATOM}link[@rel='alternate']").get("href") == "http://testserver/uk/corrections/"
    assert len(entries(answer)) == 1


@pytest.mark.parametrize("number", [0, 1])
def test_unchanged_it_is_not_sent_again(reader, number):
    CorrectionFactory.create_batch(number)
    first = reader.get(FEED)
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert "Last-Modified" not in first.headers
    again = reader.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_taken_away_is_news_too(reader):
    correction = CorrectionFactory()
    CorrectionFactory()
    etag = reader.get(FEED).headers["ETag"]
    Story.objects.filter(pk=correction.story_id).update(status="withdrawn")
    again = reader.get(FEED, headers={"If-None-Match": etag, "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert again.status_code == 200
    assert len(entries(again)) == 1


def test_it_ends_somewhere(reader):
    CorrectionFactory.create_batch(51, story=StoryFactory(public=True))
    assert len(entries(reader.get(FEED))) == 50
