"""The names of regions, so that any spelling finds the same stories: those that write it, and those filed there."""

from collections import defaultdict

from articles.lib.asked import Term
from articles.lib.places import spellings
from articles.lib.stems import stems
from articles.queries.navigation import navigation


def places(language):
    """{('lougansk',): Term(every spelling, the mark of the region), …}. No query while the navigation is kept.

    A name that two regions share (Donbass) stands for both, and is no spelling of either.
    """
    bearers = defaultdict(dict)  # {name: {region: None, …}}
    for region in navigation().tree.regions:
        for spelling in spellings(region):
            bearers[tuple(stems(spelling, language))][region.pk] = None
    bearers.pop((), None)
    together = defaultdict(list)
    for name, regions in bearers.items():
        together[tuple(regions)].append(name)
    terms = {regions: Term(tuple(names), marks=_marks(regions)) for regions, names in together.items()}
    return {name: terms[tuple(regions)] for name, regions in bearers.items()}


def _marks(regions):
    return tuple(f"#r{key}" for key in regions)
