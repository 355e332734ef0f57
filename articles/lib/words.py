"""Words as a search or a word list compares them: without accents, case and ligatures."""

import re
import unicodedata

LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("’", "'"))


MAX_MARKS = 3
# Where marks may be: nothing that is a letter, a space or ASCII. Looking at each sign of a text would take too long.
_STRANGE = re.compile(r"[^\w\s!-~]{4,}")
# Marks that fall away, in the first plane; a pattern with signs of the others would be a slow one.
_ACCENTS = re.compile("[" + "".join(filter(unicodedata.combining, map(chr, range(0x300, 0xFFFF)))) + "]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]+")


def without_mark_floods(text):
    """Keeps three marks on a letter: 'e' + 9 accents -> 'e' + 3. Linear; normalising a flood first is quadratic."""
    return text if text.isascii() else _STRANGE.sub(_thinned, text)


def _thinned(match):
    out, run = [], 0
    for char in match[0]:
        run = run + 1 if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MAX_MARKS:
            out.append(char)
    return "".join(out)


def fold(text):
    """'L’Œuvre d’ÉTÉ' -> "l'oeuvre d'ete"."""
    lower = without_mark_floods(text).lower()
    for ligature, letters in LIGATURES:
        lower = lower.replace(ligature, letters)
    return _ASTRAL.sub(_without_accents, _ACCENTS.sub("", unicodedata.normalize("NFKD", lower)))


def _without_accents(match):
    return "".join(char for char in match[0] if not unicodedata.combining(char))


def words(text):
    """'Le socialiste, spécialisé' -> {'le', 'socialiste', 'specialise'}: whole words, so 'cialis' is not in it."""
    return set(re.findall(r"\w+", fold(text)))


LONGEST = 60


def index_text(*texts):
    """Each different word once, in the order of its coming: ("L’été à l’Est", "Est") -> 'l ete a est'.

    What a search for the beginnings of words needs to know about a text. A word is cut after 60 letters.
    """
    found = re.findall(r"[^\W_]+", fold(" ".join(texts)))
    return " ".join(dict.fromkeys(word[:LONGEST] for word in found))


def asked_for(text, words=8, characters=100):
    """The words somebody searches for, folded, at most eight: 'Élection à  Kherson' -> ['election', 'a', 'kherson']."""
    return index_text(text[:characters]).split()[:words]
