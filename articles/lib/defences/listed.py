"""Words and phrases that hold a comment: whole words, whatever their accents, capitals and look-alike letters.

«socialiste» and «spécialiste» never match 'cialis'. A phrase is looked up like a word, so that 65,000 of them cost as
much as ten.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from articles.lib.defences.lookalikes import skeleton
from articles.lib.defences.text import INVISIBLE, WORD
from articles.lib.words import fold

# Short on purpose: what each newsroom adds is in its own lists.
BUILT_IN = "casino\nviagra\ncialis\nporn\npayday\nforex\nescort\nказино\nпорно\nвиагра\nвіагра"
LONGEST = 8  # parts of a phrase; four words with an apostrophe each
LONGEST_WORD = 60
TOLD = 5

# A word of the alphabets our readers write, or a number. Another one is looked at for what it looks like.
ORDINARY = re.compile("[a-z]+|[а-яєіґ]+|[0-9]+")
SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][\W_]){3,40}[^\W\d_](?!\w)")
DIGITS = "0123456789"


@dataclass(frozen=True)
class Listed:
    """`terms`: {how many words: {folded: as it was listed}}; `shapes`: the same by what they look like."""

    terms: dict = field(default_factory=dict)
    shapes: dict = field(default_factory=dict)

    def find(self, text):
        """A Text with «саsino» -> ['casino']: the terms in it, each once, sorted; at most five."""
        words = text.words + ["".join(WORD.findall(run)) for run in SPACED.findall(text.folded)]
        found = {terms[run] for length, terms in self.terms.items() for run in terms.keys() & _runs(words, length)}
        if odd := {word for word in set(words) if len(word) <= LONGEST_WORD and not ORDINARY.fullmatch(word)}:
            found.update(self._disguised(words, odd))
        return sorted(found)[:TOLD]

    def _disguised(self, words, odd):
        """What looks like a term. An honest Ukrainian «рот» looks like 'pot', so a word alone must be an odd one."""
        alone = {skeleton(form) for word in odd for form in (word, word.strip(DIGITS))}
        looks = skeleton(" ".join(words)).split()
        for length, shapes in self.shapes.items():
            yield from (shapes[run] for run in shapes.keys() & (alone if length == 1 else _runs(looks, length)))


def _runs(words, length):
    """(['a', 'b', 'c'], 2) -> {'a b', 'b c'}."""
    if length == 1:
        return set(words)
    return set(map(" ".join, zip(*(islice(words, start, None) for start in range(length)), strict=False)))


def parse(text):
    """'Casino\\nCRÉDIT rapide' -> Listed that finds both. One term a line; blank lines are none."""
    terms, shapes = {}, {}
    # All at once is ten times as fast as line by line.
    text = INVISIBLE.sub("", text)
    parted = [WORD.findall(line) for line in fold(text).split("\n")]
    whole = "\n".join(" ".join(words) for words in parted)
    lines = text.split("\n"), whole.split("\n"), skeleton(whole).split("\n")
    for words, written, term, shape in zip(parted, *lines, strict=True):
        if 0 < len(words) <= LONGEST:
            written = " ".join(written.replace(",", " ").split())
            terms.setdefault(len(words), {})[term] = shapes.setdefault(len(words), {})[shape] = written
    return Listed(terms, shapes)
