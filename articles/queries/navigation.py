"""What stands around every page for readers, read once a second in each process."""

from dataclasses import dataclass

from articles.lib.kept import Kept
from articles.lib.rows import columns
from articles.models import Region, Section, SitePage
from articles.models.region import RegionTree

SECONDS = 1


@dataclass(frozen=True, eq=False)
class Navigation:
    """Shared by all pages of this second, and of the next when nothing has changed: nobody changes what they find here.

    So what is rendered with it (templatetags/once.py) is rendered again only when it would look different.
    """

    tree: RegionTree
    sections: list[Section]
    pages: list[SitePage]  # the public ones, in all languages


def _read():
    """Three queries."""
    pages = SitePage.objects.public().defer("body", "html")
    return Navigation(Region.objects.tree(), list(Section.objects.all()), list(pages))


def _same(one, other):
    return _rows(one) == _rows(other)


def _rows(found):
    return [columns(row) for row in (*found.tree.regions, *found.sections, *found.pages)]


navigation = Kept(_read, SECONDS, same=_same)
