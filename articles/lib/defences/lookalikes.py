"""Letters that pretend to be others: «саsino» begun in Cyrillic, words parted by what nobody sees, 𝒇𝒂𝒏𝒄𝒚 letters.

Two languages side by side are no deceit, nor is a foreign name with an ending of one's own: «HIMARSи», «IT-шник».
"""

import re

LATIN, CYRILLIC, GREEK = "A-Za-zÀ-ÖØ-öø-ɏ", "Ѐ-ԯ", "Ͱ-Ͽ"
MIXED = re.compile(f"[{LATIN}][{CYRILLIC}{GREEK}]|[{CYRILLIC}][{LATIN}{GREEK}]|[{GREEK}][{LATIN}{CYRILLIC}]")
FOREIGN = re.compile(f"[{CYRILLIC}{GREEK}]")
WORD = re.compile(r"[^\W\d_]+")

# Letters that look like a Latin one (the first in each pair), in their small form; and the digits written for letters.
_ALIKE = {
    "a": "аαᴀ4", "b": "вβьʙ8", "c": "сϲᴄ", "d": "ԁᴅ", "e": "еεᴇ3", "h": "нһհʜ", "j": "јᴊ", "k": "кκᴋ",
    "l": "іιıɪ1iʟӏ", "m": "мᴍ", "n": "пηոɴ", "o": "оοσօᴏ0", "p": "рρᴘ", "q": "ԛ", "r": "гʀ", "s": "ѕꜱ5",
    "t": "тτᴛ7", "u": "иυսᴜ", "v": "ѵνᴠ", "w": "ԝωᴡ", "x": "хχ", "y": "уγʏ", "z": "ᴢ",
}  # fmt: skip
_SKELETON = str.maketrans({sign: letter for letter, signs in _ALIKE.items() for sign in signs})

# Of the letters above, those that nobody tells apart in print.
_TWINS = set("аеорсухіјѕԁһԛԝѵкмтвнАВЕКМНОРСТХУІЈЅԌаΑΒΕΖΗΙΚΜΝΟΡΤΥΧοορν") | set("aeopcyxijshdqwkmtbABEKMHOPCTXYIJS")
# Endings that Ukrainian and Russian give to foreign names: «HIMARSом», «Leopardів», «Telegramу».
_ENDED = re.compile(
    "[A-Za-z]{2,}(?:[аеиіїуюяыэ]|ом|ем|єм|ам|ами|ах|ів|ов|ою|ой|ці|ер[а-яіїє]{0,3}|[а-яіїє]{0,6}(?:н|ск|ськ)[а-яіїє]{1,4})"
)
_PARTED = re.compile(f"(?<=[{LATIN}{CYRILLIC}])[\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]+(?=[{LATIN}{CYRILLIC}])")
# One quick look before the three above.
_RARE = re.compile(
    "[\u034f\u180e\u1d00-\u1d22\u200b-\u200d\u202d\u202e\u2060-\u2064\u24b6-\u24e9\ua730\ua731\ufeff\uff21-\uff5a]|[\U0001d400-\U0001f189]"
)
SHOWN = 40
_TURNED = re.compile("[\u202d\u202e]")  # print what follows backwards
_FANCY = re.compile(
    "[\U0001d400-\U0001d7cb\U0001f130-\U0001f189\uff21-\uff5a\u24b6-\u24e9\u1d00-\u1d22\ua730\ua731]{3,}"
)


def skeleton(word):
    """What a folded word looks like: 'саsino' -> 'caslno', as 'casino' does."""
    return word.translate(_SKELETON)


def deceit(typed):
    """'Mon саsino' -> 'саsino', the first word that is not what it seems; '' in an honest text."""
    if typed.isascii():
        return ""
    return (_RARE.search(typed) and (_dressed(typed) or _parted(typed))) or _mixed(typed)


def _dressed(typed):
    found = _FANCY.search(typed) or _TURNED.search(typed)
    return found and (found[0][:SHOWN].strip("\u202d\u202e") or "…")


def _parted(typed):
    """'ca\u200bsino' -> 'casino'. A soft hyphen, which comes with copied text, parts nothing."""
    found = _PARTED.search(typed)
    if not found:
        return ""
    start, end = found.span()
    before, after = WORD.findall(typed[max(0, start - 20) : start]), WORD.match(typed[end : end + 20])
    return before[-1] + after[0]


def _mixed(typed):
    if not (FOREIGN.search(typed) and MIXED.search(typed)):
        return ""
    return next((word[:SHOWN] for word in WORD.findall(typed) if MIXED.search(word) and _deceives(word)), "")


def _deceives(word):
    """Whether the letters of the rarer alphabet in it all have twins in the other: 'кaзино' does, 'HIMARSи' not."""
    if len(word) < 3 or _ENDED.fullmatch(word) or ("i" in word and not re.search("[A-Za-hj-z]", word)):
        return False  # a Latin i in a Ukrainian word is a keyboard without «і»
    foreign = min((re.findall(f"[{script}]", word) for script in (LATIN, CYRILLIC, GREEK)), key=lambda f: len(f) or 99)
    return all(letter in _TWINS for letter in foreign)
