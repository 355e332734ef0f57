"""Addresses from titles: French, English and Ukrainian (Russian letters are survived)."""

import re
import unicodedata

from articles.lib.words import without_mark_floods

# Ukraine, Cabinet of Ministers, resolution no. 55 of 27 January 2010.
UKRAINIAN = dict(
    zip("абвгґдезиіклмнопрстуф", ["a", "b", "v", "h", "g", "d", "e", "z", *"yiklmnoprstuf"], strict=True)
) | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": ""}
# Letters written one way at the start of a word and another elsewhere.
INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya", "ё": "yo"}
ELSEWHERE = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "ё": "io"}
RUSSIAN = {"ы": "y", "э": "e", "ъ": "", "ў": "u"}
CYRILLIC = UKRAINIAN | RUSSIAN | ELSEWHERE
# What Unicode does not take apart by itself.
LATIN = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)

APOSTROPHES = "'’ʼ‘`′"
CYRILLIC_WORD = re.compile(f"[{''.join(CYRILLIC)}{APOSTROPHES}]+")
# After these an apostrophe parts two words; elsewhere it is inside one (Donets’k, Ukraine’s).
ELISION = re.compile(
    rf"(?<![\w{APOSTROPHES}])([ldjmtscn]|(?:jus|lors|puis|quoi|quel|pres)?qu|aujourd|entr)[{APOSTROPHES}](?=\w)"
)


def slug_for(text: str, max_length: int = 80) -> str:
    """Give the address part for a title, cut between words, or '' when nothing can be spelled.

    >>> slug_for("L’œuvre d’été")
    'l-oeuvre-d-ete'
    >>> slug_for("Запоріжжя: згода є")
    'zaporizhzhia-zghoda-ye'
    """
    text = _without_marks(unicodedata.normalize("NFKC", without_mark_floods(text)).lower())
    text = CYRILLIC_WORD.sub(_romanise, text).translate(LATIN)
    text = "".join(map(_ascii, unicodedata.normalize("NFKD", text)))
    text = ELISION.sub(r"\1-", text)
    text = re.sub(f"[{APOSTROPHES}]", "", text)
    return _cut("-".join(re.findall("[a-z0-9]+", text)), max_length)


def _without_marks(text: str) -> str:
    """Drop stress marks, soft hyphens and zero-width characters: 'за́мок' -> 'замок'."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me", "Cf"})


def _romanise(match: re.Match[str]) -> str:
    """Spell one Cyrillic word in Latin letters: 'знам’янка' -> 'znamianka'."""
    word = re.sub(f"(?<!^)[{APOSTROPHES}]", "", match[0]).replace("зг", "zgh")
    lead, letters = (word[0], word[1:]) if word[0] in APOSTROPHES else ("", word)
    first = INITIAL.get(letters[:1], CYRILLIC.get(letters[:1], letters[:1]))
    return lead + first + "".join(CYRILLIC.get(letter, letter) for letter in letters[1:])


def _ascii(character: str) -> str:
    """Keep apostrophes and what is ASCII, write any digit as 0-9, part words at the rest."""
    if character.isascii() or character in APOSTROPHES:
        return character
    if unicodedata.category(character) in {"Mn", "Me"}:
        return ""
    return str(unicodedata.digit(character, " "))


def _cut(slug: str, max_length: int) -> str:
    """Shorten at a hyphen when there is one: ('petit-four', 8) -> 'petit'."""
    if len(slug) <= max_length:
        return slug
    head = slug[:max_length]
    if slug[max_length] != "-" and "-" in head:
        head = head.rpartition("-")[0]
    return head.strip("-")
