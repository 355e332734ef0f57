"""What a reader asks the search for: words, « phrases », -exclusions, beginn*, and places under any of their names."""

import re
from dataclasses import dataclass

from articles.lib.little_words import LITTLE
from articles.lib.stems import WORD, tokens

MOST_TERMS = 10
SHORTEST_BEGINNING = 3
_QUOTED = r"«(?P<french>[^»]*)»|“(?P<curly>[^”“]*)[”“]|„(?P<low>[^“”]*)[“”]|\"(?P<straight>[^\"]*)\""
_ITEM = re.compile(
    rf"(?P<minus>(?<!\S)[-−])?(?:{_QUOTED}|(?P<word>{WORD.pattern}(?:[-‐‑]{WORD.pattern})*)(?P<star>\*)?)"
)
QUOTES = ("french", "curly", "low", "straight")


@dataclass(frozen=True)
class Term:
    """One thing asked for, in any of these ways. A phrase is a tuple of stems; a word is a phrase of one."""

    phrases: tuple = ()
    beginnings: tuple = ()  # of folded words
    marks: tuple = ()  # of lib/search_entry.py
    little: bool = False


@dataclass(frozen=True)
class Asked:
    wanted: tuple = ()
    unwanted: tuple = ()
    cut: bool = False  # more was asked for than is looked for

    def __bool__(self):
        return bool(self.wanted)


def read(text, language, places=None, ends_like=lambda beginning: ()):
    """'drones -« mer Noire » Luhansk port*' -> Asked. Never an error: what is no word is passed over.

    `places`: {stems of a name: Term} (queries/search_places.py). `ends_like`: stems of words with this beginning that
    no longer have it once they are stemmed.
    """
    wanted, unwanted, row = [], [], []
    for item in _ITEM.finditer(text):
        found = tokens(_quoted(item) or item["word"] or "", language)
        if not found:
            continue
        if item["word"] and not item["minus"] and not item["star"] and len(found) == 1:
            row += found
            continue
        wanted, row = [*wanted, *_words(row, language, places or {})], []
        (unwanted if item["minus"] else wanted).append(_term(item, found, places or {}, ends_like))
    wanted += _words(row, language, places or {})
    wanted = [term for term in wanted if not term.little] or wanted
    return Asked(_once(wanted), _once(unwanted), max(len(wanted), len(unwanted)) > MOST_TERMS)


def _quoted(item):
    return next((item[name] for name in QUOTES if item[name] is not None), None)


def _once(terms):
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def _term(item, found, places, ends_like):
    """A phrase, a beginning, or a word that stands alone behind its minus."""
    name = tuple(token.stem for token in found)
    beginning = found[-1].word
    if item["star"] and len(found) == 1 and len(beginning) >= SHORTEST_BEGINNING:
        return Term(tuple((stem,) for stem in ends_like(beginning)), (beginning,))
    if name in places and _quoted(item) is None:
        return places[name]
    return Term((name,))


def _words(found, language, places):
    """The words typed one after the other; of names of several words, the longest."""
    terms, place = [], 0
    longest = max(map(len, places), default=1)
    while place < len(found):
        for end in range(min(len(found), place + longest), place, -1):
            name = tuple(token.stem for token in found[place:end])
            if name in places or end == place + 1:
                little = found[place].word in LITTLE.get(language, ()) and name not in places
                terms.append(places.get(name) or Term((name,), little=little))
                place = end
                break
    return terms
