"""The feeds of stories: what a program reads is the whole story, and nothing that readers may not see."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from articles.models import Region, Story
from articles.queries.feeds import IN_FEED
from tests.factories import (
    CorrectionFactory,
    ImageFactory,
    RegionFactory,
    StoryFactory,
)
from tests.feeds.reading import ENDINGS, MIME, told

pytestmark = pytest.mark.django_db


LISTS = ["/", "/regions/kherson/", "/sections/monde/", "/tags/ble/", "/authors/anne/"]


def write(about, tag, **words):
    story = StoryFactory(**({"public": True} | words | about))
    story.tags.add(tag)
    return story


def feeds(lists=LISTS):
    return [f"{each}feed/{ending}" for each in lists for ending in ENDINGS]


def test_every_list_tells_the_whole_story_in_every_format(reader, about, tag):
    story = write(
        about, tag, headline="Le blé & l’eau", standfirst="Le chapô.", html="<h2>Un</h2><p>Deux &lt; trois.</p>"
    )
    Story.objects.update(changed_at=F("published_at") + timedelta(minutes=20))
    story.refresh_from_db()
    for address in feeds():
        answer = reader.get(address)
        assert answer.headers["Content-Type"] == MIME[address.partition("feed/")[2]]
        (item,) = told(answer)
        assert item == {
            "id": f"tag:testserver,{story.published_at:%Y-%m-%d}:/stories/{story.pk}/",
            "title": "Le blé & l’eau",
            "link": f"http://testserver{story.get_absolute_url()}",
            "html": "<p><strong>Le chapô.</strong></p>\n\n\n<h2>Un</h2><p>Deux &lt; trois.</p>",
            "authors": ["Anne Un", "Boris Deux"],
            "tags": ["Monde", "Kherson", "Blé"],
            "published": story.published_at.replace(microsecond=0),
            "updated": story.changed_at.replace(microsecond=0),
        }, address


@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "withdrawn", "archived"])
def test_what_lists_do_not_name_no_feed_tells(reader, about, tag, state):
    write(about, tag, headline="Vu")
    hidden = {"public": False} | ({} if state == "draft" else {state: True})
    write(about, tag, headline="SECRET", slug="secret", html="<p>SECRET</p>", **hidden)
    for address in feeds():
        assert [item["title"] for item in told(reader.get(address))] == ["Vu"], address


@pytest.mark.parametrize("address", ["/tags/ble/", "/authors/anne/"])
def test_a_name_no_public_story_bears_does_not_exist(reader, about, tag, address):
    write(about, tag, public=False)
    answers = [reader.get(each).status_code for each in feeds([address])]
    write(about, tag, language="uk")
    assert answers == [404, 404, 404]
    assert [reader.get(each).status_code for each in feeds([address])] == [200, 200, 200]


@pytest.mark.parametrize("address", ["/regions/rien/", "/sections/rien/", "/tags/rien/", "/authors/rien/"])
def test_there_is_no_feed_of_nothing(reader, address):
    assert [reader.get(each).status_code for each in feeds([address])] == [404, 404, 404]


def test_each_language_has_its_own(reader, about, tag):
    write(about, tag, language="uk", headline="Хліб")
    for address in feeds():
        assert told(reader.get(address)) == []
        (item,) = told(reader.get(f"/uk{address}"))
        assert item["title"] == "Хліб"
        assert item["link"].startswith("http://testserver/uk/2")


def test_a_region_tells_of_the_places_inside_it(reader):
    place = RegionFactory(parent=Region.objects.get(slug="kherson"))
    StoryFactory(public=True, headline="Dans la ville", regions=[place])
    for address in feeds(["/regions/kherson/"]):
        assert [item["title"] for item in told(reader.get(address))] == ["Dans la ville"]


def test_its_id_stays_when_the_story_moves(reader):
    StoryFactory(public=True)
    before = [told(reader.get(each))[0]["id"] for each in feeds(["/"])]
    Story.objects.update(slug="ailleurs", headline="Autrement", changed_at=timezone.now())
    assert [told(reader.get(each))[0]["id"] for each in feeds(["/"])] == before
    assert len(set(before)) == 1


def test_approved_days_before_it_went_out_is_not_changed_since(reader):
    StoryFactory(public=True, changed_at=timezone.now() - timedelta(days=3))
    for address in feeds(["/"]):
        (item,) = told(reader.get(address))
        assert item["updated"] == item["published"]


@pytest.mark.parametrize("number", [0, 1])
def test_unchanged_it_is_not_sent_again_and_changed_it_is(reader, number):
    StoryFactory.create_batch(number, public=True)
    for address in feeds(["/"]):
        first = reader.get(address)
        assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
        assert "Last-Modified" not in first.headers
        asked = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        again = reader.get(address, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        StoryFactory(public=True)
        assert reader.get(address, headers=asked).status_code == 200


def test_the_newest_first_and_an_end(reader):
    stories = StoryFactory.create_batch(IN_FEED + 1, public=True)
    newest = sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)[:IN_FEED]
    for address in feeds(["/"]):
        assert [item["title"] for item in told(reader.get(address))] == [story.headline for story in newest]


def test_addresses_are_the_sites_whatever_the_request_says(reader, settings):
    StoryFactory(public=True)
    settings.ALLOWED_HOSTS = ["*"]
    for address in feeds(["/"]):
        strange = reader.get(address, {"utm_source": "x"}, headers={"Host": "evil.example"})
        assert strange.content == reader.get(address).content


@pytest.mark.slow
def test_thirty_cost_as_many_queries_as_one(reader, about, tag, navigation_is_kept, django_assert_num_queries):
    most = {"/": 5, "/regions/kherson/": 5, "/tags/ble/": 6, "/authors/anne/": 6}
    for number in (1, 29):
        for _ in range(number):
            story = write(about, tag, lead_image=ImageFactory())
            CorrectionFactory(story=story, supersedes=CorrectionFactory(story=story))
        for address in feeds(most):
            with django_assert_num_queries(most[address.partition("feed/")[0]]):
                reader.get(address)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feeds_are_for_reading(reader, method):
    assert {getattr(reader, method)(address).status_code for address in feeds(["/"])} == {405}
