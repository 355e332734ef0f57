"""The front of a section: what the editors chose for it, then its stories, the newest first."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from articles.lib.slots import LEAD, ROOM, SECONDARY, keys_of
from articles.models import Section, Story
from articles.queries.front import current_slots, dress, lead_group, with_chosen
from articles.queries.navigation import navigation

PAGE_SIZE = 20
NEWEST = 3 * (ROOM[LEAD] + ROOM[SECONDARY])  # enough to fill the lead group, whatever was chosen


@dataclass
class SectionPage:
    sections: list[Section]
    section: Section
    lead: Story | None
    secondary: list[Story]
    page: Page  # of the river: what stands in the lead group is not in it

    def context(self):
        """What articles/section.html prints: the lead group stands on the first page."""
        found = {"section": self.section, "sections": self.sections, "page": self.page}
        return found | ({"lead": self.lead, "secondary": self.secondary} if self.page.number == 1 else {})


def section_page(slug, language, number=None, at=None, slots=None):
    """Paged; any `number` gives a page. At most seven queries, whatever the size. Raises Section.DoesNotExist.

    `at`, `slots`: as for the front page.
    """
    sections = navigation().sections
    section = next((section for section in sections if section.slug == slug), None)
    if section is None:
        raise Section.DoesNotExist(slug)
    slots = current_slots(language, section, at) if slots is None else slots
    stories = Story.objects.listed(at).in_language(language).filter(section=section).newest_first()
    lead, secondary = _lead_group(stories, slots)
    river = stories.exclude(pk__in=[story.pk for story in [lead, *secondary] if story])
    page = Paginator(river.select_related("lead_image").defer("body", "html"), PAGE_SIZE).get_page(number)
    page.object_list = list(page.object_list)
    dress([*page.object_list, *([lead, *secondary] if lead and page.number == 1 else [])])
    return SectionPage(sections, section, lead, secondary, page)


def _lead_group(stories, slots):
    """Without regions and authors: on the second page nobody sees it."""
    chosen, waiting = with_chosen(stories, stories[:NEWEST], keys_of(slots))
    places = {name: [chosen[key] for key in slots.get(name, []) if key in chosen] for name in ROOM}
    return lead_group(places, waiting)[:2]
