"""What is told about a region and the places inside it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from articles.models import Region, Story, StoryRegion
from articles.queries.navigation import navigation

PAGE_SIZE = 20


@dataclass
class RegionPage:
    region: Region
    ancestors: list[Region]
    places: list[Region]
    page: Page


def region_page(slug, language, number):
    """Newest first, paged; any `number` gives a page. Four queries. Raises Region.DoesNotExist."""
    tree = navigation().tree
    region = next((region for region in tree.regions if region.slug == slug), None)
    if region is None:
        raise Region.DoesNotExist(slug)
    stories = stories_of(tree.ids_within(region), language).for_cards()
    return RegionPage(
        region=region,
        ancestors=tree.ancestors(region),
        places=tree.places(region),
        page=Paginator(stories, PAGE_SIZE).get_page(number),
    )


def stories_of(region_ids, language):
    """A story of several of these regions comes once."""
    here = StoryRegion.objects.filter(story=OuterRef("pk"), region_id__in=region_ids)
    return Story.objects.listed().in_language(language).filter(Exists(here)).newest_first()
