"""The front of a section: what the editors chose for it, then its stories, the newest first."""

from dataclasses import dataclass, field

from articles.lib.slots import LEAD, ROOM, SECONDARY, keys_of
from articles.models import Section, Story
from articles.queries.front import current_slots, dress, lead_group, with_chosen
from articles.queries.navigation import navigation
from articles.queries.paging import PAGE_SIZE, ListPage, first_page, list_page

IN_LEAD_GROUP = ROOM[LEAD] + ROOM[SECONDARY]
# What the first page shows and one more: so many are read at once, whatever was chosen.
NEWEST = PAGE_SIZE + IN_LEAD_GROUP + 1


@dataclass
class SectionPage:
    sections: list[Section]
    section: Section
    page: ListPage  # of the river
    lead: Story | None = None  # only the first page has a lead group
    secondary: list[Story] = field(default_factory=list)

    def context(self):
        """What articles/section.html prints."""
        found = {"section": self.section, "sections": self.sections, "page": self.page}
        return found | {"lead": self.lead, "secondary": self.secondary}


def section_page(slug, language, before="", at=None, slots=None):
    """At most five queries, whatever the size. Raises Section.DoesNotExist, NoSuchPage.

    The first page is a front, on which no story stands twice; the others are the section by date, every story at its
    place, so that what the editors choose moves none of them. `at`, `slots`: as for the front page.
    """
    sections = navigation().sections
    section = next((section for section in sections if section.slug == slug), None)
    if section is None:
        raise Section.DoesNotExist(slug)
    stories = Story.objects.listed(at).in_language(language).filter(section=section).newest_first()
    if before:
        cards = stories.select_related("lead_image", "section").defer("body", "html")
        found = SectionPage(sections, section, list_page(cards, before, on_first=PAGE_SIZE + IN_LEAD_GROUP))
    else:
        found = _front(sections, section, stories, current_slots(language, section, at) if slots is None else slots)
    dress([*found.page, *found.secondary, *([found.lead] if found.lead else [])])
    return found


def _front(sections, section, stories, slots):
    chosen, waiting = with_chosen(stories, stories[:NEWEST], keys_of(slots))
    places = {name: [chosen[key] for key in slots.get(name, []) if key in chosen] for name in ROOM}
    lead, secondary, waiting = lead_group(places, waiting)
    return SectionPage(sections, section, first_page(waiting), lead, secondary)
