"""A card is rendered once, and again as soon as anything changes that it prints."""

from datetime import timedelta

import pytest
from django.template.loader import get_template
from django.utils import timezone, translation

from articles.models import Author, Image, Region, Story
from articles.models.story_links import Byline, StoryRegion
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db
CHANGES = [
    (Story, {"headline": "Un autre titre"}),
    (Story, {"standfirst": "Un autre chapeau"}),
    (Story, {"kicker": "Autre surtitre"}),
    (Story, {"kind": "analysis"}),
    (Story, {"slug": "une-autre-adresse"}),
    (Story, {"published_at": timezone.now() - timedelta(days=40)}),
    (Story, {"comment_count": 7}),
    (Story, {"lead_image": None}),
    (Region, {"name_fr": "Un autre nom"}),
    (Author, {"name": "Une autre signature"}),
    (Image, {"alt": "Une autre image"}),
    (Image, {"graphic": True}),
    (Image, {"withdrawn_at": timezone.now()}),
    (Image, {"widths": [320]}),
    (Image, {"focal_x": 1}),
]


@pytest.fixture
def story():
    story = StoryFactory(public=True, kind="opinion", lead_image=ImageFactory(), standfirst="Un chapeau")
    StoryRegion.objects.create(story=story, region=RegionFactory(), primary=True)
    Byline.objects.create(story=story, author=AuthorFactory(), position=0)
    return story


@pytest.fixture(scope="module")
def process():
    """The templates of one process: what they keep, they keep for all its pages."""
    return get_template("components/card.html")


@pytest.fixture
def card(process, story):
    """The HTML of the story's card, as read just now: card("en", size="brief")."""
    return lambda language="fr", **where: rendered(process, story, language, where)


@pytest.fixture
def card_of_a_new_process(story):
    return lambda: rendered(get_template("components/card.html"), story, "fr", {})


def rendered(template, story, language, where):
    found = Story.objects.for_cards().get(pk=story.pk)
    with translation.override(language):
        return template.render({"story": found, "size": "row", "level": 2, "picture": True} | where)


@pytest.mark.parametrize("model, change", CHANGES, ids=lambda given: getattr(given, "__name__", None) or str(*given))
def test_whatever_changes_in_what_it_prints_is_printed(card, card_of_a_new_process, model, change):
    before = card()
    model.objects.update(**change)
    assert card() != before
    assert card() == card_of_a_new_process()


def test_another_region_that_leads_and_another_author_are_printed(card):
    before = card()
    StoryRegion.objects.update(region=RegionFactory(name_fr="Ailleurs"))
    Byline.objects.update(author=AuthorFactory(name="Quelqu’un d’autre"))
    after = card()
    assert "Ailleurs" in after and "Quelqu’un d’autre" in after
    assert "Ailleurs" not in before and "Quelqu’un d’autre" not in before


def test_each_place_and_each_language_has_its_own(card):
    Region.objects.update(name_en="The region")
    region = Region.objects.get(story_regions__isnull=False)
    assert len({card(), card(size="brief"), card(level=3), card(picture=False)}) == 4
    assert region.name_fr in card() and region.name_fr not in card(within=region.name_fr)
    assert "The region" in card("en")


def test_the_second_time_nothing_of_it_is_rendered(card, monkeypatch):
    first = card()
    monkeypatch.setattr(Story, "get_absolute_url", None)
    assert card() == first
