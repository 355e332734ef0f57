"""What the text-only edition prints where the full pages read more: a region without its map, a story alone."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from articles.models import Correction, Region, RegionBrief, Story, StoryRegion
from articles.models.story_links import people_and_places
from articles.queries.corrections import Told, told_in
from articles.queries.dating import age_of, update_of
from articles.queries.front import FrontPage, front_page
from articles.queries.navigation import navigation
from articles.queries.paging import list_page
from articles.queries.story import public_versions, related_and_translations
from articles.queries.ties import Tied

IN_BLOCK, BLOCKS, ON_FRONT = 2, 8, 24


def light_front(language):
    """The front page, shortened so that it is never too heavy. Costs what the front page costs."""
    page = front_page(language)
    for block in page.blocks:
        block.stories = block.stories[:IN_BLOCK]
    page.blocks = page.blocks[:BLOCKS]
    page.river = page.river[: max(0, ON_FRONT - _above_the_river(page))]
    return page


def _above_the_river(page: FrontPage):
    return 1 + len(page.secondary) + sum(len(block.stories) for block in page.blocks)


def light_region(slug, language, before=""):
    """(region, ListPage, the RegionBrief of its first page or None). At most five queries.

    Raises Region.DoesNotExist, NoSuchPage.
    """
    tree = navigation().tree
    region = next((region for region in tree.regions if region.slug == slug), None)
    if region is None:
        raise Region.DoesNotExist(slug)
    here = Tied(StoryRegion, "region", tree.ids_within(region), [language], Story.objects.for_cards)
    page = list_page(here, before)
    brief = RegionBrief.objects.filter(region=region, language=language).first() if page.is_first else None
    return region, page, brief


@dataclass
class LightStory:
    story: Story
    related: list[Story]
    corrections: list[Told]
    alternates: list[dict]  # its public versions, as queries/page.py tells them

    def context(self):
        """What light/story.html prints of it."""
        update = update_of(self.story, self.corrections)
        return {
            "story": self.story,
            "related": self.related,
            "update": update,
            "age": age_of(self.story, update),
            "corrections_first": [told for told in self.corrections if told.comes_first],
            "corrections_last": [told for told in self.corrections if not told.comes_first],
        }


def light_story(story):
    """Everything around a story that `find_story` gave, its discussion left out: five more queries."""
    related, translations = related_and_translations(story)
    prefetch_related_objects([story], *people_and_places(), "tags")
    corrections = told_in(Correction.objects.filter(story=story))
    return LightStory(story, related, corrections, list(public_versions(translations)))
