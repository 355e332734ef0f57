"""Words as a search or a word list compares them: without accents, case and ligatures."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})


MAX_MARKS = 3


def without_mark_floods(text):
    """Keeps three marks on a letter: 'e' + 9 accents -> 'e' + 3. Linear; normalising a flood first is quadratic."""
    out, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MAX_MARKS:
            out.append(char)
    return "".join(out)


def fold(text):
    """'L’Œuvre d’ÉTÉ' -> "l'oeuvre d'ete"."""
    lower = without_mark_floods(text).lower().translate(LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lower)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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
