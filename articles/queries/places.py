"""Which regions a text names, and which of them its story is not filed under yet."""

from dataclasses import dataclass
from functools import lru_cache

from articles.lib.places import Gazetteer, spellings
from articles.models import Region
from articles.queries.navigation import navigation


@dataclass(frozen=True)
class Named:
    """A region, and the words of the text that name it first."""

    region: Region
    words: str


def named_beside(text, chosen):
    """The regions `text` names, in its order, without those the story has: [Named].

    `chosen`: keys. Whoever has chosen a place has its region as well. No query of its own.
    """
    tree = navigation().tree
    has = {key for key in chosen if key in tree.by_id}
    has |= {around.pk for key in has for around in tree.ancestors(tree.by_id[key])}
    names = tuple((region.pk, tuple(spellings(region))) for region in tree.regions)
    found = _gazetteer(names).find(text)
    return [Named(tree.by_id[each.key], each.words) for each in found if each.key not in has]


@lru_cache(maxsize=2)
def _gazetteer(names):
    """Made anew when somebody has changed a name; with hundreds of places that takes a few hundredths of a second."""
    return Gazetteer(dict(names))
