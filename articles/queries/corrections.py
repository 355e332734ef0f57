"""What was corrected: in one story, and in all of them."""

from dataclasses import dataclass, field

from articles.models import Correction
from articles.queries.paging import list_page

PAGE_SIZE = 30
IN_FEED = 50


@dataclass
class Told:
    """A correction that stands, and those it has replaced, the latest first."""

    correction: Correction
    replaced: list[Correction] = field(default_factory=list)

    @property
    def comes_first(self):
        """A correction of substance stands before the text, and stays there whatever replaces it."""
        return any(each.kind == Correction.Kind.SUBSTANCE for each in (self.correction, *self.replaced))


def told_in(corrections):
    """The corrections of one story as its page tells them, the newest first: [Told]. One query for a query set."""
    corrections = list(corrections)
    by_key = {correction.pk: correction for correction in corrections}
    replaced = {correction.supersedes_id for correction in corrections}
    standing = [correction for correction in corrections if correction.pk not in replaced]
    return [Told(correction, list(_predecessors(correction, by_key))) for correction in standing]


def _predecessors(correction, by_key):
    while correction := by_key.get(correction.supersedes_id):
        yield correction


def corrections_page(language, before=""):
    """All public corrections of a language: a ListPage. Two queries at most. Raises NoSuchPage."""
    return list_page(all_corrections(language), before, PAGE_SIZE, by="created_at")


def newest_corrections(language):
    """What the feed tells. One query."""
    return all_corrections(language)[:IN_FEED]


def all_corrections(language):
    """The newest first, each with its story and the one that has replaced it."""
    found = Correction.objects.public().filter(story__language=language)
    return found.select_related("story", "successor").defer("story__body", "story__html", "story__standfirst")
