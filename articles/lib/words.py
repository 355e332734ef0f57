"""Words as a search or a word list compares them: without accents, case and ligatures."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"})


def fold(text):
    """'L’Œuvre d’ÉTÉ' -> "l'oeuvre d'ete"."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text):
    """'Le socialiste, spécialisé' -> {'le', 'socialiste', 'specialise'}: whole words, so 'cialis' is not in it."""
    return set(re.findall(r"\w+", fold(text)))
