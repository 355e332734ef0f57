"""Lists of a tag, a region, a name: the same stories in the same order as a look at every story would give."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Byline, Region, Story, StoryRegion, StoryTag
from articles.queries.paging import list_page
from articles.queries.sitemap import of_region
from articles.queries.ties import Tied, beside
from tests.factories import RegionFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "en")


@pytest.fixture
def places():
    around = RegionFactory()
    return [around, *RegionFactory.create_batch(2, parent=around)]


@pytest.fixture
def stories(places):
    """Twelve, some of them at one moment, in one or several of the places, in two languages."""
    now = timezone.now()
    made = [StoryFactory(public=True, language=LANGUAGES[n % 4 == 0]) for n in range(12)]
    for n, story in enumerate(made):
        Story.objects.filter(pk=story.pk).update(published_at=now - timedelta(hours=1 + n // 2))
        StoryRegion.objects.filter(story=story).delete()
        for place in {places[n % 3], places[n * 2 % 3]}:
            StoryRegion.objects.create(story=story, region=place, primary=place == places[n % 3])
    return made


def every(places, languages=("fr",)):
    """As a look at every story finds them."""
    found = Story.objects.listed().filter(story_regions__region__in=places, language__in=languages).distinct()
    return [story.pk for story in found.newest_first()]


def tied(places, languages=("fr",)):
    return Tied(StoryRegion, "region", [place.pk for place in places], list(languages))


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("languages", [["fr"], ["fr", "en"]])
def test_the_newest_of_one_place_or_several_each_once(places, stories, number, languages):
    here = places[:number]
    assert [story.pk for story in tied(here, languages).first(100)] == every(here, languages)
    assert [story.pk for story in tied(here, languages).first(3)] == every(here, languages)[:3]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_hold_every_story_once(places, stories, number):
    here, pages = tied(places[:number]), []
    page = list_page(here, size=2)
    while pages.append(page) or page.older:
        page = list_page(here, page.older.removeprefix("?before="), 2)
    assert [story.pk for page in pages for story in page] == every(places[:number])
    assert [page.newer for page in pages] == [None, "", *(page.query for page in pages[1:-1])]


def test_what_no_list_names_is_in_none(places):
    now = timezone.now()
    hidden = [{"status": "archived"}, {"status": "draft"}, {"status": "withdrawn"}]
    hidden += [{"published_at": now + timedelta(hours=1)}, {"expires_at": now - timedelta(minutes=1)}]
    for columns in hidden:
        story = StoryFactory(public=True)
        StoryRegion.objects.filter(story=story).delete()
        StoryRegion.objects.create(story=story, region=places[0], primary=True)
        Story.objects.filter(pk=story.pk).update(**{"published_at": now - timedelta(hours=2)} | columns)
    assert tied(places).first(100) == []


def test_a_tie_follows_its_story(places):
    """Whoever writes: a bulk update, an insert by hand, another language, another moment."""
    story, tag = StoryFactory(public=True, language="fr"), TagFactory()
    story.tags.add(tag)
    moment = timezone.now() - timedelta(days=400)
    Story.objects.filter(pk=story.pk).update(language="uk", published_at=moment)
    for model in (StoryRegion, StoryTag, Byline):
        ties = list(model.objects.filter(story=story).values_list("language", "published_at"))
        assert ties in ([("uk", moment)], [] if model is not StoryTag else None)
    late = StoryRegion.objects.create(story=story, region=places[0])
    late.refresh_from_db()
    assert (late.language, late.published_at) == ("uk", moment)


def test_a_story_that_goes_back_to_being_a_draft_leaves_the_lists():
    story, tag = StoryFactory(public=True), TagFactory()
    story.tags.add(tag)
    here = Tied(StoryTag, "tag", [tag.pk], [story.language])
    assert here.first(9) == [story]
    Story.objects.filter(pk=story.pk).update(status="draft", published_at=None)
    assert here.first(9) == []


def test_beside_a_story_stand_the_newest_of_its_own_region(places, stories):
    story = next(story for story in stories if story.language == "fr")
    filed = StoryRegion.objects.get(story=story, primary=True).region
    links = StoryRegion.objects.filter(primary=True, region=filed).values("story")
    expected = Story.objects.listed().filter(pk__in=links, language="fr").exclude(pk=story.pk)
    found = [row["story"] for row in beside(story, 2)]
    assert found == [each.pk for each in expected.newest_first()[:2]]


def test_a_story_of_no_region_stands_alone(stories):
    story = stories[0]
    StoryRegion.objects.filter(story=story).delete()
    assert list(beside(story, 4)) == []


def test_the_sitemap_of_a_region_has_all_languages(places, stories, settings):
    settings.LANGUAGES = [("fr", "Français"), ("en", "English")]
    found = [told.story.pk for told in of_region(Region.objects.get(pk=places[0].pk))]
    assert found == every(places, LANGUAGES)


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_subject_of_long_ago_costs_a_page_not_the_years_since():
    """Read along the dates of all stories, its page would look at each of the 3,000 that are newer."""
    now = timezone.now()
    subject, story = TagFactory(), StoryFactory(public=True)
    rows = [
        Story(
            headline=f"Bilan {n}", slug=f"bilan-{n}", language="fr", status="published", version=1,
            published_at=now - timedelta(hours=n + 1), created_at=now, section=story.section,
        )
        for n in range(3_200)
    ]  # fmt: skip
    made = Story.objects.bulk_create(rows)
    StoryTag.objects.bulk_create(StoryTag(story=each, tag=subject) for each in made[3_000:])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_story, articles_story_tags")
    here = Tied(StoryTag, "tag", [subject.pk], ["fr"])
    assert [each.pk for each in here.first(20)] == [each.pk for each in made[3_000:3_020]]
    assert pages_read(here.stories(20)) < 400


def pages_read(query):
    """Of tables and indexes, for all rows of a query."""
    plan = query.explain(format="json", analyze=True, buffers=True)
    return int(plan.split('"Shared Hit Blocks": ')[1].split(",")[0]) + int(
        plan.split('"Shared Read Blocks": ')[1].split(",")[0]
    )
