"""A learning filter in a few lines: which words speak for spam, learned from what moderators decided.

Naive Bayes over the presence of words, in log odds (docs/decisions/0006). It holds a comment, and never decides.
"""

import re
from collections import Counter
from dataclasses import dataclass
from math import log

LEAST = 20  # of each kind, before it says anything
SEEN = 3  # by so many people, or a word is forgotten: what only one or two wrote could tell who they are
VOCABULARY = 20_000
STRONGEST = 3.0  # no word decides alone
TELLING = 20  # the words heard, so that nothing is hidden in a long text
HELD = 8.0  # log odds: three words at least that honest comments hardly know (how it was chosen: decision 0006)
STEM = 5  # letters that French, Ukrainian and Russian endings mostly leave alone
TOLD = 3

_WORD = re.compile(r"[^\W\d_]{3,40}")
_OF_ADDRESSES = {"http", "https", "www"}
_SIGNS = {
    "+link": re.compile(r"https?://|www\.|(?<=\w)\.[a-z]{2,8}/\w"),
    "+amount": re.compile(
        r"(?<!\d)\d[\d ]{0,9}(?:[$€£₴₽%]|(?:usd|eur|euros?|dollars?|usdt|btc|грн|руб\w{0,4})\b)|[$€£]\s?\d"
    ),
    "+handle": re.compile(r"(?<!\w)@\w{3}|(?<=\bt)\.me/\w|(?<=\bwa)\.me/\w"),
}


def traits(text):
    """A Text (defences/text.py) -> {what is counted: as it was written}: {'casin': 'casinos', '+link': 't.me/x'}.

    The stems of its words and a few signs. Figures are left out, and so are the name and the website: only what was
    said is learned, not who says it.
    """
    found = {word[:STEM]: word for word in set(_WORD.findall(text.said)) - _OF_ADDRESSES}
    for sign, pattern in _SIGNS.items():
        if match := pattern.search(text.said):
            found[sign] = match[0][:30]
    return found


def learn(spam, ham):
    """Two lists of (who, traits) -> {trait: how much it speaks for spam}; {} while there is too little."""
    if min(len(spam), len(ham)) < LEAST:
        return {}
    guilty, innocent = _counted(spam), _counted(ham)
    known = [trait for trait, seen in _people([*spam, *ham]).items() if seen >= SEEN]
    weights = {
        trait: log((guilty[trait] + 0.5) / (len(spam) + 1)) - log((innocent[trait] + 0.5) / (len(ham) + 1))
        for trait in known
    }
    best = sorted(weights, key=lambda trait: (-abs(weights[trait]), trait))[:VOCABULARY]
    return {trait: round(max(-STRONGEST, min(STRONGEST, weights[trait])), 2) for trait in best}


def _counted(comments):
    return Counter(trait for _, found in comments for trait in found)


def _people(comments):
    """In how many people's comments each trait stood."""
    return Counter(trait for _, trait in {(who, trait) for who, found in comments for trait in found})


@dataclass(frozen=True)
class Filter:
    weights: dict

    def score(self, found):
        """How much the most telling of these traits speak for spam, in log odds; above 0 more for than against."""
        return sum(weight for weight, _ in self._telling(found))

    def holds(self, found):
        return self.score(found) >= HELD

    def suspects(self, text):
        """The words that speak loudest for spam, where the whole does: ['casino', 'bonus']; else []."""
        found = traits(text)
        if not self.holds(found):
            return []
        return [found[trait] for weight, trait in sorted(self._telling(found), reverse=True) if weight > 0][:TOLD]

    def _telling(self, found):
        weighed = [(self.weights[trait], trait) for trait in self.weights.keys() & found]
        return sorted(weighed, key=lambda found: (-abs(found[0]), found[1]))[:TELLING]
