"""Words of another script in a text: marked with their language, so that a voice reads them as what they are.

Cyrillic in a French or English text is Ukrainian or Russian, by its letters; Latin in a Ukrainian text is French or
English, when there are three words at least and they tell. What an editor has marked by hand stays as it is.
"""

import re
from collections.abc import Callable
from html import escape, unescape

CYRILLIC = {"uk", "ru", "be", "bg", "sr", "mk"}
SILENT = {"code", "pre"}
VOID = {"br", "hr", "img", "source", "wbr"}
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-z0-9]+)")
LANG = re.compile(r'\slang="([A-Za-z]+)[A-Za-z0-9-]*"')

# Between two letters of a run: spaces, digits, and the signs inside a sentence. Quotes and brackets end it.
BETWEEN = r"\s\d,;:.!?…–—/'’ʼ%№\u0301-"
CYRILLIC_RUN = re.compile(rf"[\u0400-\u052f](?:[\u0400-\u052f{BETWEEN}]*[\u0400-\u052f])?")
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
LATIN_RUN = re.compile(rf"[{LATIN}](?:[{LATIN}{BETWEEN}]*[{LATIN}])?")
# What may part two languages: "Луганськ, Луганск".
PARTING = re.compile(r"([^\w\s'’ʼ\u0301-]+)")

# Letters, words and endings that only one of the two has.
TELLING = {
    "uk": re.compile(
        r"[іїєґ]|(?<=[бпвмфкрт])['’ʼ](?=[яюєї])|\b(?:що|щоб|як|та|від|але|або|це|чи|й)\b|[сц]ьк|ння\b", re.I
    ),
    "ru": re.compile(
        r"[ыэёъ]|\b(?:что|чтобы|как|или|если|только|был|была|были|нет|от|и|с|он|она|они)\b|(?:[сц]к|ая|яя|ое|ия|ие)\b",
        re.I,
    ),
    "fr": re.compile(r"[éèêëàâçîïôùûœ]|\b(?:le|la|les|des|du|et|est|une|dans|que|qui|pour|sur|pas|aux|ce)\b", re.I),
    "en": re.compile(r"\b(?:the|of|and|to|in|is|that|for|with|are|was|were|by|from|this|it|be|has|have|not)\b", re.I),
}


def marked(html: str, language: str) -> str:
    """Mark the words of another script in HTML that is written in `language`.

    >>> marked("<p>« Слава Україні »</p>", "fr")
    '<p>« <span lang="uk">Слава Україні</span> »</p>'
    """
    out, inside = [], [("", language)]
    for piece in TAG.split(html):
        if not piece.startswith("<"):
            silent = any(tag in SILENT for tag, _language in inside)
            out.append(piece if silent else _in_html(piece, inside[-1][1]))
            continue
        out.append(piece)
        _follow(inside, piece)
    return "".join(out)


def marked_text(text: str, language: str) -> str:
    """The same for plain text, which becomes HTML: ('<Київ', 'fr') -> '&lt;<span lang="uk">Київ</span>'."""
    pattern, told_apart = _looked_for(language)
    out, done = [], 0
    for match in pattern.finditer(text):
        out.append(escape(text[done : match.start()], quote=False))
        out += [_span(words, code) for words, code in told_apart(match[0])]
        done = match.end()
    return "".join([*out, escape(text[done:], quote=False)])


def _in_html(piece: str, language: str) -> str:
    return marked_text(unescape(piece), language) if _looked_for(language)[0].search(piece) else piece


def _follow(inside: list[tuple[str, str]], tag: str) -> None:
    """Keep the path of open tags, each with the language its words are in."""
    name = NAME.match(tag)
    if name is None or name[1] in VOID:
        return
    if not tag.startswith("</"):
        lang = LANG.search(tag)
        inside.append((name[1], lang[1].lower() if lang else inside[-1][1]))
    elif len(inside) > 1:
        inside.pop()


def _looked_for(language: str) -> tuple[re.Pattern[str], Callable[[str], list[tuple[str, str]]]]:
    """What is foreign in this language, and what tells its languages apart."""
    return (LATIN_RUN, _latin) if language in CYRILLIC else (CYRILLIC_RUN, _cyrillic)


def _cyrillic(run: str) -> list[tuple[str, str]]:
    """[(words, language)]. What nothing tells is the language of the rest, else the country's own: Ukrainian."""
    return _told_apart(run, [_told(words, "uk", "ru") for words in PARTING.split(run)[::2]], "uk")


def _latin(run: str) -> list[tuple[str, str]]:
    """The same; of one or two words, which are a name mostly, nothing is said: 'BBC, Le Monde' -> [(…, '')]."""
    parts = PARTING.split(run)[::2]
    return _told_apart(run, [_told(words, "en", "fr") if len(words.split()) > 2 else "" for words in parts], "")


def _told(words: str, one: str, other: str) -> str:
    """Which of the two it is, '' when nothing tells: ('Слава Україні', 'uk', 'ru') -> 'uk'."""
    more = len(TELLING[one].findall(words)) - len(TELLING[other].findall(words))
    return "" if not more else one if more > 0 else other


def _told_apart(run: str, codes: list[str], usual: str) -> list[tuple[str, str]]:
    """One language for all of the run, unless its parts tell two different ones."""
    told = set(codes) - {""}
    if len(told) < 2:
        return [(run, told.pop() if told else usual)]
    pieces = PARTING.split(run)
    languages = (code for words in codes for code in (words or usual, ""))
    return list(zip(pieces, languages, strict=False))


def _span(words: str, language: str) -> str:
    """'Київ ' -> '<span lang="uk">Київ</span> '."""
    text, inner = escape(words, quote=False), escape(words.strip(), quote=False)
    if not language or not inner:
        return text
    before, _inner, after = text.partition(inner)
    return f'{before}<span lang="{language}">{inner}</span>{after}'
