"""A region's page: its stories and those of the places inside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Region
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def donetsk():
    return Region.objects.get(slug="donetsk")


def shown(reader, query=""):
    return [story.headline for story in reader.get(f"/regions/donetsk/{query}").context["page"].object_list]


def test_stories_of_the_region_and_of_the_places_in_it_the_newest_first_each_once(donetsk, reader):
    city = RegionFactory(parent=donetsk)
    hours = lambda n: timezone.now() - timedelta(hours=n)  # noqa: E731
    StoryFactory(public=True, headline="ancien", published_at=hours(3), regions=[donetsk, city])
    StoryFactory(public=True, headline="neuf", published_at=hours(1), regions=[city])
    StoryFactory(public=True, headline="ailleurs", regions=[Region.objects.get(slug="crimea")])
    StoryFactory(public=True, headline="english", language="en", regions=[donetsk])
    assert shown(reader) == ["neuf", "ancien"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("?page=1", 1),
        ("?page=2", 2),
        ("?page=-1", 2),
        ("?page=zzz", 1),
        ("?page=1e18", 1),
        ("?page=1000000000000000000", 2),
        ("?page=%00", 1),
        ("?page=", 1),
    ],
)
def test_any_page_number_gives_a_page(donetsk, reader, query, number):
    for _ in range(21):
        StoryFactory(public=True, regions=[donetsk])
    answer = reader.get(f"/regions/donetsk/{query}")
    assert answer.status_code == 200
    assert answer.context["page"].number == number


def test_a_region_nobody_knows_is_not_found(reader):
    answer = reader.get("/regions/nulle-part/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_an_empty_region_says_so(reader):
    assert reader.get("/regions/donetsk/").status_code == 200
