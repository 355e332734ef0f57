"""Words as the readers' search compares them: one function folds and stems, before either database sees them.

French and English words by the Snowball stemmers, Cyrillic ones by a table of Ukrainian endings (lib/endings.py). The
accents go first, so that whoever types none finds the same.
"""

import re
import threading
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from articles.lib.endings import without_ending
from articles.lib.words import fold

LONGEST = 60
SNOWBALL = {"fr": "french", "en": "english"}
# Accents that stand alone, soft hyphens and joiners are inside a word; so is an apostrophe between Cyrillic letters.
_INSIDE = "\u0300-\u036f\u0483-\u0487\u00ad\u200b-\u200d\u2060"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}]|(?<=[\u0400-\u04ff])['’](?=[\u0400-\u04ff]))*")
_NO_LETTER = re.compile(r"[\W_ʼ]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PARTICIPLE = re.compile("(?<=.....)e(es?)$")
_of_thread = threading.local()


class Token(NamedTuple):
    """A word where it stands: text[start:end], folded, and its stem."""

    start: int
    end: int
    word: str
    stem: str


def tokens(text, language):
    """'L’été' in French -> [Token(0, 1, 'l', 'l'), Token(2, 5, 'ete', 'ete')]."""
    found = ((match.start(), match.end(), *word_and_stem(match[0], language)) for match in WORD.finditer(text))
    return [Token(*each) for each in found if each[3]]


def stems(text, language):
    """'Les élections à Kherson' -> ['le', 'elect', 'a', 'kherson']."""
    return [token.stem for token in tokens(text, language)]


@lru_cache(maxsize=16_384)
def word_and_stem(word, language):
    """'Élections' in French -> ('elections', 'elect'). What has no letter and no digit: ('', '')."""
    folded = _NO_LETTER.sub("", fold(word)).replace("ґ", "г")[:LONGEST]
    return folded, stem(folded, language)


def stem(word, language):
    """Of a folded word, by its letters first: a Cyrillic name in a French story has Ukrainian endings."""
    if _CYRILLIC.match(word):
        return without_ending(word)
    if language not in SNOWBALL or not word.isascii() or word.isdigit():
        return word
    # Without its accent the stemmer does not know évacuée; short ones it must not touch (Crimée is no crime).
    bare = _PARTICIPLE.sub(r"\1", word) if language == "fr" else word
    return _stemmer(language).stemWord(bare) or word


def _stemmer(language):
    """A stemmer works on itself: two threads must not share one."""
    made = _of_thread.__dict__
    if language not in made:
        made[language] = snowballstemmer.stemmer(SNOWBALL[language])
    return made[language]
