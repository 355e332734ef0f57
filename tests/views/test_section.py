"""The front of a section, as readers see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition
from tests.factories import SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return SectionFactory(slug="international", name_fr="International", name_en="World")


def fill(section, number):
    now = timezone.now()
    return [StoryFactory(public=True, section=section, published_at=now - (n + 1) * HOUR) for n in range(number)]


def chosen(section, lead, secondary=()):
    slots = {"lead": [lead.pk], "secondary": [story.pk for story in secondary], "regions": {}}
    Edition.objects.create(language="fr", section=section, slots=slots, starts_at=timezone.now() - HOUR)


def shown(reader, query="", prefix=""):
    context = reader.get(f"{prefix}/sections/international/{query}").context
    return context.get("lead"), context.get("secondary", []), list(context["page"])


def test_the_newest_leads_and_others_follow(reader, world):
    stories = fill(world, 9)
    StoryFactory(public=True, section=SectionFactory())
    StoryFactory(public=True, section=world, language="en")
    assert shown(reader) == (stories[0], stories[1:4], stories[4:])


def test_what_was_chosen_comes_first_and_nothing_comes_twice_on_the_front(reader, world):
    stories = fill(world, 30)
    chosen(world, stories[29], [stories[20], stories[3]])
    lead, secondary, first = shown(reader)
    assert (lead, secondary) == (stories[29], [stories[20], stories[3], stories[0], stories[1]])
    assert first == [story for story in stories[:24] if story not in secondary][:20]


def test_the_later_pages_are_the_section_by_date_whatever_is_chosen(reader, world):
    stories = fill(world, 30)
    second = reader.get("/sections/international/").context["pages"]["older"].partition("/international/")[2]
    assert shown(reader, second) == (None, [], stories[25:])
    chosen(world, stories[29], [stories[20], stories[3]])
    assert shown(reader, second) == (None, [], stories[25:])
    assert reader.get(f"/sections/international/{second}").context["pages"]["newer"] == "/sections/international/"


def test_a_story_that_left_the_section_or_the_site_is_passed_over(reader, world):
    stories = fill(world, 3)
    elsewhere = StoryFactory(public=True, section=SectionFactory())
    chosen(world, elsewhere, [StoryFactory(withdrawn=True, section=world), StoryFactory(section=world), stories[2]])
    assert shown(reader) == (stories[0], [stories[2]], [stories[1]])


def test_it_exists_in_every_language_and_says_so_in_words_when_it_is_empty(reader, world):
    for prefix, heading in (("", "International"), ("/en", "World"), ("/uk", "International")):
        answer = reader.get(f"{prefix}/sections/international/")
        text = answer.content.decode()
        assert answer.status_code == 200
        assert f"<h1>{heading}</h1>" in text
        assert '<p class="quiet empty">' in text
        for language in ("", "en/", "uk/"):
            assert f'href="http://testserver/{language}sections/international/">' in text


@pytest.mark.parametrize("slug", ["nulle-part", "x" * 3000])
def test_a_section_nobody_knows_is_not_found(reader, world, slug):
    assert reader.get(f"/sections/{slug}/").status_code == 404


def test_the_way_there_from_the_front_page_a_story_and_the_sitemap(reader, world):
    stories = fill(world, 4)
    for address in ("/", stories[0].get_absolute_url()):
        assert '<a href="/sections/international/">International</a>' in reader.get(address).content.decode()
    sitemap = reader.get("/sitemap-pages.xml").content.decode()
    for language in ("", "en/", "uk/"):
        assert f"<loc>http://testserver/{language}sections/international/</loc>" in sitemap
