"""What a word sounds like, roughly, and how many letters lie between two: for "did you mean"."""

import re

_ALIKE = [
    ("ph", "f"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "j"), ("gu", "g"), ("qu", "k"), ("ck", "k"),
    ("x", "ks"), ("q", "k"), ("w", "v"), ("z", "s"), ("g", "j"), ("дж", "ж"), ("щ", "ш"), ("ґ", "г"), ("ц", "с"),
]  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_SILENT = re.compile("[aeiouyhаеєиіоуюяьъыэ']")
_DOUBLED = re.compile(r"(.)\1+")
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщьюяєіыэъ"


def sound(word):
    """Of a folded word: 'zaporozhe' and 'zaporojie' -> 'sprj'. Vowels, doubled letters and look-alikes are one."""
    word = _SOFT_C.sub("s", word)
    for letters, like in _ALIKE:
        word = word.replace(letters, like)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word.replace("c", "k")))


def one_slip_away(word):
    """Every word made by one slip of the fingers: a letter too many, too few, another one, or two exchanged."""
    alphabet = LATIN if word.isascii() else CYRILLIC
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    for letter in alphabet:
        found |= {left + letter + right[1:] for left, right in halves if right}
        found |= {left + letter + right for left, right in halves}
    return found - {word, ""}


def distance(one, other):
    """How many slips lie between two words, neighbours exchanged counting as one: ('kherosn', 'kherson') -> 1."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
