"""What stands around every page for readers, read once a second in each process."""

from dataclasses import dataclass

from articles.lib.kept import Kept
from articles.models import Region, Section, SitePage
from articles.models.region import RegionTree

SECONDS = 1


@dataclass(frozen=True, eq=False)
class Navigation:
    """Shared by all pages of this second: nobody changes what they find here."""

    tree: RegionTree
    sections: list[Section]
    pages: list[SitePage]  # the public ones, in all languages


def _read():
    """Three queries."""
    pages = SitePage.objects.public().defer("body", "html")
    return Navigation(Region.objects.tree(), list(Section.objects.all()), list(pages))


navigation = Kept(_read, SECONDS)
