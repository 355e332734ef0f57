"""How long the sentences of a text are: a hint for whoever writes, never a verdict."""

import re

# What ends in a full stop and ends no sentence. In lower case, without the stop.
ABBREVIATIONS = {
    "fr": "m mm mme mmes mlle dr pr mgr me st ste cf p pp art env éd vol t av apr ap hab tél max min fig ex no nos",
    "en": "mr mrs ms dr prof rev gen col sgt capt lt st vs no vol fig dept approx jr sr sen rep gov e.g i.e",
    "uk": "р рр ст м с смт вул буд кв ім обл грн тис млн млрд напр див т д п ін проф доц акад ген полк о гр св пр",
}
ABBREVIATIONS = {language: frozenset(words.split()) for language, words in ABBREVIATIONS.items()}
# Words in a sentence, above which it is long to read: French needs more of them than Ukrainian for the same thing.
LONG = {"fr": 25, "en": 22, "uk": 19}

ENOUGH = 3  # sentences
LAST = 40  # characters before a full stop that may be an abbreviation
WORD = re.compile(r"\w+(?:[’'ʼ\-\u2011]\w+)*")
_CLOSING = r"[\s\u00a0\u202f]?[»”’\"')\]]"
_OPENING = r"[«“„‘\"'(\[—–\-]"
# Bounded on purpose: a line of nothing but full stops is read in one go too.
END = re.compile(rf"(?<![.!?…])[.!?…]++(?:{_CLOSING}){{0,4}}(?=\s+(?:{_OPENING}\s?){{0,4}}[^\W_a-zà-öø-ÿа-яґєії])")


def words(text: str) -> list[str]:
    """ "L’armée dit-elle vrai ?" -> ['L’armée', 'dit-elle', 'vrai']"""
    return WORD.findall(text)


def sentences(text: str, language: str) -> list[str]:
    """'M. Zelensky est là. Oui.\\nFin' -> ['M. Zelensky est là.', 'Oui.', 'Fin']; a line is never one with the next."""
    found = (each.strip() for line in text.split("\n") for each in _of_line(line, language))
    return [each for each in found if WORD.search(each)]


def _of_line(line: str, language: str) -> list[str]:
    parts, start = [], 0
    for end in END.finditer(line):
        if not _abbreviates(line[max(start, end.start() - LAST) : end.start()], end[0], language):
            parts.append(line[start : end.end()])
            start = end.end()
    return [*parts, line[start:]]


def _abbreviates(before: str, stop: str, language: str) -> bool:
    """Whether the full stop belongs to the word before it: ('Voir p', '.') -> True, also for initials."""
    last = re.split(r"[\s\u00a0\u202f(«“„]", before)[-1]
    initials = all(len(each) == 1 and each.isupper() for each in re.split("[.-]+", last))
    return stop == "." and (initials or last.lower() in ABBREVIATIONS.get(language, ()))


def too_long(text: str, language: str) -> float:
    """The mean length of sentences where somebody should look for the full stops that are missing, else 0.0.

    Few sentences say nothing about a text.
    """
    found = sentences(text, language)
    mean = len(words("\n".join(found))) / len(found) if len(found) >= ENOUGH else 0.0
    return mean if mean > LONG.get(language, LONG["en"]) else 0.0
