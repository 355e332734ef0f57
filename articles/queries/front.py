"""What stands on the front page, each story once."""

from dataclasses import dataclass, field

from articles.models import Region, Section, Story

NEWEST = 120  # stories the page is made from: what is older is found on its region's page
SECONDARY = 4
IN_BLOCK = 3
IN_RIVER = 20


@dataclass
class FrontPage:
    tree: object
    lead: Story | None = None
    secondary: list[Story] = field(default_factory=list)
    blocks: list[tuple] = field(default_factory=list)  # (Region | Section, stories)
    river: list[Story] = field(default_factory=list)


def front_page(language):
    """The lead group, a block a region and a section, then the river. Five queries, whatever the size."""
    tree = Region.objects.tree()
    sections = list(Section.objects.all())
    waiting = list(Story.objects.public().in_language(language).newest_first().for_cards()[:NEWEST])
    page = FrontPage(tree=tree)
    if not waiting:
        return page
    beside = min(SECONDARY, len(waiting) // 3)
    page.lead, page.secondary, waiting = waiting[0], waiting[1 : 1 + beside], waiting[1 + beside :]
    for region in tree.top():
        waiting = _take_block(page, region, waiting, lambda story, region=region: _top(tree, story) == region)
    for section in sections:
        waiting = _take_block(page, section, waiting, lambda story, pk=section.pk: story.section_id == pk)
    page.river = waiting[:IN_RIVER]
    return page


def _take_block(page, title, waiting, belongs):
    block = [story for story in waiting if belongs(story)][:IN_BLOCK]
    if block:
        page.blocks.append((title, block))
    return [story for story in waiting if story not in block]


def _top(tree, story):
    region = story.primary_region
    return region and (tree.ancestors(tree.by_id[region.pk]) or [region])[0]
