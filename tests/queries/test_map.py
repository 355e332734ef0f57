"""How many stories of the last seven days tell of each region: public ones, each once, by days of the newsroom."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Region
from articles.queries.map import recent, region_map
from articles.queries.navigation import navigation
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def donetsk():
    return Region.objects.get(slug="donetsk")


def numbers(language="fr", **more):
    return {spot.region.slug: spot.number for spot in region_map(language, **more).spots if spot.number}


@pytest.mark.parametrize("state", ["scheduled", "expired", "withdrawn", "archived"])
def test_what_readers_do_not_find_on_a_list_is_not_counted(donetsk, state):
    StoryFactory(regions=[donetsk], **{state: True})
    StoryFactory(regions=[donetsk])
    assert numbers() == {}


def test_a_story_counts_once_for_a_region_and_its_places_and_once_for_each_other_region(donetsk):
    city = RegionFactory(parent=donetsk)
    quarter = RegionFactory(parent=city)
    crimea = Region.objects.get(slug="crimea")
    StoryFactory(public=True, regions=[donetsk, city, quarter, crimea])
    StoryFactory(public=True, regions=[quarter])
    StoryFactory(public=True, language="en", regions=[quarter])
    assert (numbers(), numbers("en")) == ({"donetsk": 2, "crimea": 1}, {"donetsk": 1})


def test_seven_days_are_today_and_the_six_before_from_midnight_of_the_newsroom(donetsk):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight - timedelta(days=6)
    StoryFactory(public=True, regions=[donetsk], published_at=first)
    StoryFactory(public=True, regions=[donetsk], published_at=first - timedelta(seconds=1))
    assert numbers() == {"donetsk": 1}


def test_at_another_moment(donetsk):
    story = StoryFactory(public=True, regions=[donetsk], published_at=timezone.now() - timedelta(days=30))
    assert numbers() == {}
    assert numbers(at=story.published_at + timedelta(days=1)) == {"donetsk": 1}
    assert numbers(at=story.published_at - timedelta(days=1)) == {}
    assert numbers(at=datetime(2199, 1, 1, tzinfo=story.published_at.tzinfo)) == {}


def test_a_region_the_map_does_not_draw_is_in_the_list_all_the_same():
    unknown, kharkiv = RegionFactory(iso_code=""), RegionFactory(iso_code="UA-63", slug="kharkiv")
    found = region_map("fr", current=kharkiv)
    assert [spot.region for spot in found.spots if spot.shape is None] == [unknown]
    assert [spot.region for spot in found.drawn if spot.current] == [kharkiv]
    assert found.drawn[-1].region == kharkiv


def test_without_a_region_there_is_nothing_to_ask(monkeypatch, django_assert_num_queries):
    Region.objects.all().delete()
    monkeypatch.setattr(navigation, "seconds", 60)
    navigation()
    with django_assert_num_queries(0):
        assert region_map("fr").spots == []


def test_one_query_and_none_within_the_second(donetsk, navigation_is_kept, monkeypatch, django_assert_num_queries):
    StoryFactory.create_batch(3, public=True, regions=[donetsk])
    monkeypatch.setattr(recent, "seconds", 60)
    with django_assert_num_queries(1):
        assert numbers() == {"donetsk": 3}
    with django_assert_num_queries(0):
        assert (numbers(), numbers("uk")) == ({"donetsk": 3}, {})
