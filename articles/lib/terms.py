"""A list of words as people paste it, made tidy."""

from articles.lib.defences.listed import LONGEST
from articles.lib.defences.text import WORD
from articles.lib.words import fold


def tidy(text):
    """' Casino\\r\\n\\ncasino\\nÀ  voir' -> 'À voir\\nCasino': trimmed, each once, no blank lines, sorted.

    What the defences do not tell apart (accents, capitals) counts as the same; the first spelling stays.
    """
    terms = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not terms:
        return ""
    # All at once: line by line it takes ten times as long.
    folded = fold("\n".join(terms)).split("\n")
    once = {}
    for key, term in zip(folded, terms, strict=True):
        once.setdefault(key, term)
    return "\n".join(once[key] for key in sorted(once))


def unmatched(text):
    """'!!!\\ncasino' -> ['!!!']: what can never be found, for it holds no word, or more than eight."""
    return [line for line in text.split("\n") if line and not 0 < len(WORD.findall(line)) <= LONGEST]
