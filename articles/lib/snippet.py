"""The words of a story around what was found, from its real text: pieces for a template, which escapes them."""

import re
from functools import lru_cache
from typing import NamedTuple

from articles.lib.stems import WORD, word_and_stem

LETTERS = 60_000  # of a text are looked through
LENGTH = 260
LEAD = 60  # letters before what was found
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


class Piece(NamedTuple):
    text: str
    found: bool


class Finder:
    """Marks in texts of one language what a question asked for: `Finder(asked, 'fr').marked('Un pont')`."""

    def __init__(self, asked, language):
        self.language = language
        phrases = [phrase for term in asked.wanted for phrase in term.phrases]
        self.phrases = sorted(set(phrases), key=len, reverse=True)
        self.beginnings = tuple(beginning for term in asked.wanted for beginning in term.beginnings)
        self.firsts = {phrase[0] for phrase in self.phrases}
        self.letters = {each[:1] for each in (*self.firsts, *self.beginnings)}

    def spans(self, text):
        """Where what was asked for stands: [(3, 7, what), …], none over another; `what` tells one from the other."""
        found, row, place = [], list(WORD.finditer(text[:LETTERS])), 0
        while place < len(row):
            # Most words begin otherwise: only the others are worth a stem.
            length, what = self._match(row, place) if _first(row[place][0][0]) in self.letters else (0, None)
            if length:
                found.append((row[place].start(), row[place + length - 1].end(), what))
            place += length or 1
        return found

    def _match(self, row, place):
        """How many words from here on are what was asked for, and what that was."""
        word, stem = word_and_stem(row[place][0], self.language)
        if stem in self.firsts:
            for phrase in self.phrases:
                if phrase[0] == stem and self._stems(row[place : place + len(phrase)]) == phrase:
                    return len(phrase), phrase
        for beginning in self.beginnings:
            if word.startswith(beginning) or stem.startswith(beginning):
                return 1, beginning
        return 0, None

    def _stems(self, row):
        return tuple(word_and_stem(match[0], self.language)[1] for match in row)

    def marked(self, text):
        """All of a short text: [Piece('Un ', False), Piece('pont', True)]."""
        return _pieces(text, self.spans(text), 0, len(text))

    def snippet(self, text):
        """The stretch of a text that holds most of what was asked for; its beginning when nothing is there."""
        text = _LINES.sub(" · ", _SPACES.sub(" ", text[:LETTERS]).strip())
        spans = self.spans(text)
        start, end = _stretch(text, spans)
        pieces = _pieces(text, [span for span in spans if span[0] >= start and span[1] <= end], start, end)
        before, after = [Piece("… ", False)] * (start > 0), [Piece(" …", False)] * (end < len(text))
        return [*before, *pieces, *after]


@lru_cache(maxsize=4_096)
def _first(letter):
    """'É' -> 'e': what a folded word begins with that begins so."""
    return word_and_stem(letter, "")[0][:1]


def _stretch(text, spans):
    """From where to where: the first of the places around which the most different things asked for stand."""
    starts = [max(0, span[0] - LEAD) for span in spans] or [0]
    # The first of equals; a text that says one word a thousand times is not compared with itself.
    best = max(
        starts[:200], key=lambda start: len({what for s, e, what in spans if s >= start and e <= start + LENGTH})
    )
    return _at_word(text, best), _to_word(text, best + LENGTH)


def _at_word(text, start):
    """The beginning of the next word, unless the text begins here."""
    return 0 if start == 0 else text.find(" ", start, start + LEAD) + 1 or start


def _to_word(text, end):
    return len(text) if end >= len(text) else max(text.rfind(" ", end - LEAD, end), 0) or end


def _pieces(text, spans, start, end):
    pieces = []
    for first, last, _what in spans:
        pieces += [Piece(text[start:first], False), Piece(text[first:last], True)]
        start = last
    return [piece for piece in [*pieces, Piece(text[start:end], False)] if piece.text]
