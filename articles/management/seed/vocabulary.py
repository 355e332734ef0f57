"""Words nobody has written, as common as words are in a language: the second half as often as the first, and so on."""

import random
from bisect import bisect
from itertools import accumulate

WORDS, FAMOUS = 60_000, 60
CONSONANTS = {"fr": "bcdfgjklmnprstvz", "en": "bcdfghklmnprstwy", "uk": "бвгджзклмнпрстхч"}
VOWELS = {
    "fr": ("a", "e", "i", "o", "u", "an", "ou", "ir", "el", "on"),
    "en": ("a", "e", "i", "o", "u", "er", "ea", "in", "ow", "al"),
    "uk": ("а", "е", "и", "о", "у", "ів", "ан", "ор", "ій", "ен"),
}


class Ranked:
    """Things of which each is drawn less often than the one before: the nth `1 / n ** steep` times as often."""

    def __init__(self, things, steep=1.0, first=1):
        self.things = list(things)
        self.sums = list(accumulate(1 / (first + n) ** steep for n in range(len(self.things))))

    def draw(self, draw):
        return self.things[bisect(self.sums, draw.random() * self.sums[-1], hi=len(self.things) - 1)]


def words(language, number=WORDS):
    """The commonest first; the first thousand are the same whatever the number."""
    draw, made = random.Random(f"words {language}"), {}
    syllables = [consonant + vowel for consonant in CONSONANTS[language] for vowel in VOWELS[language]]
    while len(made) < number:
        made["".join(draw.choices(syllables, k=draw.randint(2, 4)))] = True
    return list(made)


def famous(language):
    """Names of two words that stand together, the best known first: 'Kazibo Lantoupi'."""
    draw, known = random.Random(f"names {language}"), words(language, 1000)
    return [" ".join(draw.sample(known, 2)).title() for _name in range(FAMOUS)]


class Speech:
    """Sentences of a language."""

    def __init__(self, language, number=WORDS):
        self.words = Ranked(words(language, number), first=3)
        self.names = Ranked(famous(language))

    def text(self, draw, length, named=0.0):
        """So many words in sentences; in `named` of the texts somebody is named."""
        found = [self.words.draw(draw) for _word in range(length)]
        if draw.random() < named:
            found[draw.randrange(length)] = self.names.draw(draw)
        sentences, begin = [], 0
        while begin < length:
            end = begin + draw.randint(8, 17)
            sentence = " ".join(found[begin:end])
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
            begin = end
        return " ".join(sentences)
