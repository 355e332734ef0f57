"""Which regions a text names: whole words, in every spelling somebody wrote down, Cyrillic ones in every case."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from articles.lib.declension import forms
from articles.lib.languages import SPOKEN
from articles.lib.words import fold

WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # with its accents, also those that stand apart: "Кри́му"
BETWEEN = re.compile(r"[\s'’ʼ\-‑–]{1,3}")  # inside a name of several words, and nowhere else
SPLIT = re.compile(r"[,;\n]")
# "Донецька область" is also meant by "на донецькому напрямку": the adjective stands for the region.
HEADS = {fold(word) for word in ("область", "півострів", "полуостров")}
LONGEST = 500_000


@dataclass(frozen=True)
class Mention:
    """Where a region is named: `words` as they stand in the text, `start` in letters from its beginning."""

    key: int
    words: str
    start: int


def spellings(region):
    """Every way to write the name of a region: ['Crimée', 'Crimea', 'Крим', …], each once, as typed.

    `region`: anything with also_written and a name in each language (name_fr, …).
    """
    names = (getattr(region, f"name_{code}", "") for code in SPOKEN)
    written = [*names, *SPLIT.split(region.also_written)]
    return list(dict.fromkeys(name.strip() for name in written if name.strip()))


class Gazetteer:
    """Finds what it was given: `Gazetteer({1: ["Крим"]}).find("У Криму")` -> [Mention(1, "Криму", 2)]."""

    def __init__(self, names):
        """`names`: {key: spellings}."""
        self._by_first = defaultdict(list)
        for key, written in names.items():
            for name in written:
                for pattern in _patterns(name):
                    self._add(key, pattern)

    def _add(self, key, pattern):
        for form in pattern[0].forms:
            self._by_first[form].append((key, pattern))

    def find(self, text):
        """The first mention of each region, in the order of the text. One pass over its words."""
        tokens = list(WORD.finditer(text[:LONGEST]))
        found = {}
        for place, token in enumerate(tokens):
            for key, pattern in self._by_first.get(fold(token[0]), ()):
                if key not in found and (end := _matches(pattern, tokens, place, text)):
                    found[key] = Mention(key, text[token.start() : end], token.start())
        return list(found.values())


@dataclass(frozen=True)
class _Part:
    """A word of a name. `proper`: written with a capital, so that 'sum' is not taken for Суми."""

    forms: frozenset
    proper: bool

    def is_in(self, token):
        return fold(token) in self.forms and (token[0].isupper() or not self.proper)


def _patterns(name):
    """'Донецька область' -> its two words in all cases, and the adjective alone."""
    parts = [_part(word) for word in WORD.findall(name)]
    if not parts:
        return []
    head = fold(WORD.findall(name)[-1])
    adjective = _Part(parts[0].forms, proper=False)
    return [parts, [adjective]] if len(parts) == 2 and head in HEADS else [parts]


def _part(word):
    return _Part(frozenset(forms(fold(word))), proper=word[0].isupper())


def _matches(pattern, tokens, place, text):
    """Where the name ends that begins at this token; None when it is not there."""
    these = tokens[place : place + len(pattern)]
    if len(these) < len(pattern) or not all(map(_Part.is_in, pattern, (token[0] for token in these))):
        return None
    gaps = pairwise(these)
    if all(BETWEEN.fullmatch(text[one.end() : other.start()]) for one, other in gaps):
        return these[-1].end()
    return None
