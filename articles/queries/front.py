"""What stands on the front page: what the editors chose, filled up with the newest. Each story once."""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from articles.lib.slots import LEAD, REGION, ROOM, ROOM_IN_REGION, SECONDARY, flat, keys_of
from articles.models import Edition, Region, Section, Story
from articles.models.story_links import people_and_places
from articles.queries.map import RegionMap, region_map
from articles.queries.navigation import navigation

NEWEST = 120  # stories the page is filled up from: what is older is found on its region's page
IN_RIVER = 20


@dataclass
class Block:
    """A few stories under the name of a region or a section."""

    of: Region | Section
    stories: list[Story]


@dataclass
class FrontPage:
    tree: object
    map: RegionMap
    lead: Story | None = None
    secondary: list[Story] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    river: list[Story] = field(default_factory=list)

    def context(self):
        """What articles/front.html prints."""
        return {name: getattr(self, name) for name in ("lead", "secondary", "map", "blocks", "river")}


def front_page(language, at=None, slots=None):
    """The lead group, the map, a block a region and a section, then the river. Six queries at most, whatever the size.

    `at`: as it will be (or was) at that moment, now by default. `slots`: as it would be with these, whatever was
    decided. What the editors chose and is not public then leaves no gap: the newest take its place.
    """
    tree = navigation().tree
    slots = current_slots(language, None, at) if slots is None else slots
    listed = Story.objects.listed(at).in_language(language)
    newest = listed.newest_first()[:NEWEST]
    chosen, waiting = with_chosen(listed, newest, keys_of(slots))
    dress([*chosen.values(), *waiting])
    page, places = FrontPage(tree=tree, map=region_map(language, at=at)), _places(slots, chosen, tree)
    waiting = _in_line(waiting, chosen, places)
    page.lead, page.secondary, waiting = lead_group(places, waiting)
    for region in tree.top():
        waiting = _take_region(page, region, waiting, places[f"{REGION}{region.pk}"])
    for section in sorted({story.section for story in waiting if story.section}, key=_in_order):
        waiting = _take(page, section, [story for story in waiting if story.section == section], waiting)
    page.river = waiting[:IN_RIVER]
    return page


def current_slots(language, section, at=None):
    """What the editors chose for that moment; {} when they never did. One query."""
    edition = editions_of(language, section, at).only("slots").first()
    return edition.slots if edition else {}


def editions_of(language, section, at=None):
    """Those of one front that count, the valid one first.

    Ordered by the (one) section too: otherwise PostgreSQL, for which NULL is no value to be equal to, would sort the
    whole history of the front page instead of reading the end of the index.
    """
    editions = Edition.objects.filter(language=language, section=section).current(at)
    return editions.order_by("section_id", "-starts_at", "-pk")


def with_chosen(listed, newest, keys):
    """({key: story} of the chosen ones that `listed` holds, the newest without them); `dress` comes next.

    One query, and another when something chosen is not among the newest.
    """
    waiting = list(newest.select_related("lead_image", "section").defer("body", "html"))
    found = {story.pk: story for story in waiting if story.pk in keys}
    if missing := set(keys) - set(found):
        older = listed.filter(pk__in=missing).select_related("lead_image", "section").defer("body", "html")
        found |= {story.pk: story for story in older}
    return found, [story for story in waiting if story.pk not in found]


def dress(stories):
    """Regions and authors of the stories, in two queries for all of them."""
    prefetch_related_objects(stories, *people_and_places())


def lead_group(places, waiting):
    """The lead and the secondary ones, and what is left waiting. `places` holds what was chosen.

    Without a chosen lead the newest unchosen story leads; when there is none, whatever was chosen first.
    """
    regional = [story for place, stories in places.items() if place not in ROOM for story in stories]
    candidates = [*places[LEAD], *waiting, *places[SECONDARY], *regional]
    if not candidates:
        return None, [], []
    lead = candidates[0]
    for stories in (waiting, *places.values()):
        if lead in stories:
            stories.remove(lead)
    wanted = min(ROOM[SECONDARY], len(candidates) // 3)
    fill = max(0, wanted - len(places[SECONDARY]))
    return lead, [*places[SECONDARY], *waiting[:fill]], waiting[fill:]


def _places(slots, chosen, tree):
    """{place: stories}: of what was chosen, what can be shown; under a region only what is filed there."""
    asked = flat(slots)
    places = {name: [chosen[key] for key in asked[name] if key in chosen] for name in ROOM}
    for region in tree.top():
        name, inside = f"{REGION}{region.pk}", set(tree.ids_within(region))
        found = [chosen[key] for key in asked.get(name, []) if key in chosen]
        places[name] = [story for story in found if is_filed(story, inside)]
    return places


def _in_line(waiting, chosen, places):
    """What was chosen for a region that no longer fits it, or is gone, waits like all the others."""
    placed = [story for stories in places.values() for story in stories]
    left = [story for story in chosen.values() if story not in placed]
    return sorted([*waiting, *left], key=lambda story: (story.published_at, story.pk), reverse=True)


def is_filed(story, region_ids):
    """Whether one of the story's regions is among these. Free when `story_regions` is prefetched."""
    return any(link.region_id in region_ids for link in story.story_regions.all())


def _take_region(page, region, waiting, chosen):
    own = [story for story in waiting if _top(page.tree, story) == region]
    return _take(page, region, [*chosen, *own], waiting)


def _take(page, title, stories, waiting):
    """The first of these stories become the block; gives what is left waiting."""
    if block := stories[:ROOM_IN_REGION]:
        page.blocks.append(Block(title, block))
    return [story for story in waiting if story not in block]


def _in_order(section):
    return section.position, section.name_fr, section.pk


def _top(tree, story):
    region = story.primary_region
    return region and (tree.ancestors(tree.by_id[region.pk]) or [region])[0]
