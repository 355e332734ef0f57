"""What the defences read, made ready once for all of them."""

import re
from dataclasses import dataclass

from articles.lib.words import fold

# Soft hyphens and joiners of words, bidi marks, fillers, variation selectors: nobody sees them, and they part words.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
# Whole sentences in one Arabic sign, words in one square, figures in brackets: folded, one sign would become eighteen.
SWOLLEN = re.compile("[\u2474-\u249b\u3200-\u33ff\ufdf0-\ufdfd]+")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """`typed`: name, website and words as they came; `plain`: without what nobody sees; `folded`, `words`: compared.

    `body` and `said`: of the words alone, as they came and folded.
    """

    body: str
    said: str
    typed: str
    plain: str
    folded: str
    words: list[str]


def read(words):
    """{'name': 'Zoé', 'website': '', 'body': 'L’été'} -> Text(…, words=['zoe', 'l', 'ete'])."""
    body = words["body"]
    typed = "\n".join((words.get("name", ""), words.get("website", ""), body))
    plain = typed if typed.isascii() else INVISIBLE.sub("", typed)
    folded = plain.lower() if plain.isascii() else fold(SWOLLEN.sub(" ", plain))
    return Text(body, folded.split("\n", 2)[2], typed, plain, folded, WORD.findall(folded))
