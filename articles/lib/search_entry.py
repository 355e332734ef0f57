"""A story as the two databases search it: the same stems in the same places, in the words of each.

PostgreSQL has two vectors beside the row: `words` (for the index, never read again) and `head` (what ranks). Its index
knows no order of words, and looking a phrase up in the vectors takes a hundred times as long: so each two neighbours
are a word of the index too ('=8c1f', one of 131,072).
SQLite has a table of FTS5 with a column for each part. Marks ('#fr', '#r7', '#fr202511') are words nobody can type.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from zlib import crc32

from articles.lib.sounds import sound
from articles.lib.stems import tokens

LETTERS = 120_000  # of a text; a vector of PostgreSQL has room for a million bytes
MOST_WORDS = 16_000
PAIRS = 0x1FFFF  # more of them would make the index many times as slow to write
OFTEN = 3
KEPT_OFTEN = 40
SHORTEST_KNOWN = 3
PARTS = ("headline", "standfirst", "names", "body")
WEIGHTS = {"headline": "A", "standfirst": "B", "names": "C", "often": "D"}


@dataclass(frozen=True)
class Texts:
    """What is read of a story: plain text, no HTML. `names`: of those who sign it."""

    headline: str
    standfirst: str
    names: str
    body: str


@dataclass
class Entry:
    story: int
    language: str
    published_at: datetime
    expires_at: datetime | None
    parts: dict  # {'headline': [stem, …], …}; 'often': what the text says again and again
    marks: list
    known: dict  # {folded word: (as written, its stem)}


def entry(story, language, published_at, expires_at, texts, regions=(), section=None):
    """`story`, `regions`, `section`: keys."""
    found = {part: tokens(getattr(texts, part)[:LETTERS], language) for part in PARTS}
    found["body"] = found["body"][: MOST_WORDS - sum(len(found[part]) for part in PARTS[:3])]
    parts = {part: [token.stem for token in found[part]] for part in PARTS}
    parts["often"] = _often(parts["body"])
    marks = marks_of(language, published_at, regions, section)
    return Entry(story, language, published_at, expires_at, parts, marks, _known(texts, found))


def _often(body):
    counted = Counter(stem for stem in body if len(stem) >= SHORTEST_KNOWN)
    return [stem for stem, times in counted.most_common(KEPT_OFTEN) if times >= OFTEN]


def marks_of(language, published_at, regions=(), section=None):
    """('fr', November 2025, [7], 2) -> ['#fr', '#fr2025', '#fr202511', '#r7', '#s2']."""
    at = published_at.astimezone(UTC)
    marks = [f"#{language}", year_mark(language, at.year), month_mark(language, at.year, at.month)]
    return marks + [f"#r{key}" for key in regions] + ([f"#s{section}"] if section else [])


def year_mark(language, year):
    return f"#{language}{year:04}"


def month_mark(language, year, month):
    return f"#{language}{year:04}{month:02}"


def _known(texts, found):
    """Words worth suggesting; of two ways to write one, the one in small letters."""
    known = {}
    for part, its_tokens in found.items():
        text = getattr(texts, part)
        for token in its_tokens:
            if len(token.word) < SHORTEST_KNOWN or not token.word.isalpha():
                continue
            written = text[token.start : token.end]
            if token.word not in known or written.islower():
                known[token.word] = (written[:60], token.stem)
    return known


def vector(each):
    """As PostgreSQL reads it: "'#fr' 'pont' 'detruit' '=8c1f'". Letters, digits, our signs: nothing to escape."""
    lexemes = dict.fromkeys(each.marks)
    for part in PARTS:
        lexemes |= dict.fromkeys(each.parts[part]) | dict.fromkeys(pairs(each.parts[part]))
    return " ".join(f"'{lexeme}'" for lexeme in lexemes)


def pairs(stems):
    """['mer', 'noir', 'ouvert'] -> ['=…', '=…'], one for each two neighbours."""
    return [f"={crc32(f'{one} {other}'.encode()) & PAIRS:x}" for one, other in pairwise(stems)]


def head(each):
    """What ranks, each word with the best place it has: "'pont':1A 'cass':1B 'fleuv':1D", and the regions as names."""
    best = {mark: "C" for mark in each.marks if mark.startswith("#r")}
    for part, weight in WEIGHTS.items():
        for stem in each.parts[part]:
            best.setdefault(stem, weight)
    return " ".join(f"'{stem}':1{weight}" for stem, weight in best.items())


def known_rows(entries):
    """(language, word, as written, stem, sound) of every word, sorted: two writers take them in the same order."""
    found = {}
    for each in entries:
        for word, (written, stem) in each.known.items():
            found.setdefault((each.language, word), (written, stem))
    return [(*key, *found[key], sound(key[1])[:60]) for key in sorted(found)]
