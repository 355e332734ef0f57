"""French typography, put in when a text is written. Other languages pass through untouched."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

NARROW, FIXED = "\u202f", "\u00a0"
SPACE = r"[^\S\n]"
# Noncharacters that stand in a line for: what must not change (code, another language), raised e, raised er.
OPAQUE, RAISED_E, RAISED_ER = "\ufdd0", "\ufdd1", "\ufdd2"
RAISED = {RAISED_E: ("ᵉ", "<sup>e</sup>"), RAISED_ER: ("er", "<sup>er</sup>")}
INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "q", "span", "strong", "sub", "sup"}
CODE = {"code", "kbd", "pre", "samp"}
VOID = {"br", "hr", "img", "wbr"}

# Web and mail addresses, domain names, files, times and ratios, handles.
URL_REST = rf"[^\s«»“”\"<>{OPAQUE}]"
DOMAINS = "com|org|net|info|gov|eu|fr|ua|ru|uk|be|ch"
FILES = "pdf|docx?|xlsx?|pptx?|od[ts]|jpe?g|png|gif|webp|avif|svg|mp[34]|zip|csv|txt|html?|xml|json|md|py|js|css"
PROTECTED = re.compile(
    rf"(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]*+://|www\.|mailto:|tel:){URL_REST}+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w/\\.'’-])[\w/\\.'’-]+\.(?:(?:{DOMAINS})\b{URL_REST}*|(?:{FILES})\b)"
    r"|(?<![\w.])\d+:\d+(?::\d+)*"
    r"|[@#]\w+",
    re.I,
)

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# "Formule 1 mars …": here 1 is a number, not a day.
NUMBERED = re.compile(
    r"(?:n°|no|numéro|page|article|chapitre|saison|épisode|acte|tome|phase|étape|groupe|formule|ligue)\s*\Z",
    re.I,
)
UNITS = (
    "heures?|h|min|minutes?|secondes?|ans|jours?|mois|semaines?|km/h|km²|km|m²|m|cm|mm|kg|g|t|tonnes?|ha"
    "|hectares?|litres?|kW|MW|GW|kV|euros?|dollars?|hryvnias?|roubles?|milliers?|millions?|milliards?|°C"
)
# After five digits one of these says nothing: "75001 et 75002" are no quantities.
NO_NOUN = "est|sont|ont|par|pour|dans|sur|avec|qui|que|aux|des|les|mais|puis"
NOUN = rf"{SPACE}(?!(?:{NO_NOUN})\b)[a-zà-ÿœ]{{3}}|{SPACE}?[%€$£]|{SPACE}(?:{UNITS})(?!\w)"
CAPITALS = {"Etat": "État", "Etats": "États", "ETAT": "ÉTAT", "ETATS": "ÉTATS", "Elysée": "Élysée"}
CAPITALS |= {"Eglise": "Église", "Eglises": "Églises", "Ecole": "École", "Ecoles": "Écoles"}
CAPITALS |= {"Egypte": "Égypte", "Ethiopie": "Éthiopie", "Erythrée": "Érythrée", "Equateur": "Équateur"}
CAPITALS |= {"Emirats": "Émirats", "Evêque": "Évêque", "Egalement": "Également", "Evidemment": "Évidemment"}
# II to XXXIX; a lone V or X only before a word that makes it an ordinal.
NUMERAL = r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})"
ORDERED = "siècle|République|arrondissement|millénaire|dynastie|congrès"
CENTURY = rf"(?<!\w)(?:{NUMERAL}(?:e|ème|ᵉ)(?!\w)|[VX](?:e|ème|ᵉ)(?={SPACE}(?:{ORDERED})))"
CLOSED = rf"[\w»”’)\]…%‰€$£°²³.{OPAQUE}]"


class Rule(NamedTuple):
    """Replaces group 1 of the pattern (or all of it); `whole` spares what a tag divides."""

    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str]
    whole: bool = False


def rule(pattern: str, new: str | Callable[[re.Match[str]], str], whole: bool = False) -> Rule:
    return Rule(re.compile(pattern), new, whole)


def _grouped(match: re.Match[str]) -> str:
    """Set a number in threes: '20000' and '20 000' -> '20 000' with narrow spaces."""
    digits = re.sub(r"\s", "", match[0])
    first = len(digits) % 3 or 3
    return NARROW.join([digits[:first], *(digits[place : place + 3] for place in range(first, len(digits), 3))])


def _first(match: re.Match[str]) -> str:
    """Write the day 1 as an ordinal: the 1 of 'le 1 mai' -> '1er'."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    return match[0] if NUMBERED.search(before) else f"1{RAISED_ER}"


QUOTES = re.compile(r'(?<![\w"=])"(?=\S)[^"«»\n]+(?<=\S)"(?![\w"])')
RULES = [
    rule(r"(?<!\.)\.{3}(?![./\\])", "…", whole=True),
    rule(rf"(?<=[^\W\d_])'(?=[^\W_]|[\"«“{OPAQUE}])", "’"),
    Rule(QUOTES, ""),
    rule(rf"«{SPACE}*(?=[^\s»])", f"«{FIXED}"),
    rule(rf"(?<=[^\s«]){SPACE}*(?=»)", FIXED),
    rule(rf"(?<={CLOSED}){SPACE}*(?=[;!?]+(?:[\s»”\")\]’…{OPAQUE}]|\Z))", NARROW),
    rule(rf"(?<={CLOSED}){SPACE}*(?=:(?:\s|\Z))", FIXED),
    rule(rf"(?<![\w.])(?:MM?\.|Mmes?|Mlles?|Drs?|Pr|Mgr)({SPACE}+)(?=[A-ZÀ-ÖØ-Þ])", FIXED),
    rule(rf"(?<!\w)(?:[nN][°º]|pp?\.)({SPACE}*)(?=\d)", FIXED),
    rule(
        r"(?<![\w.,+/-])(?<!\d\s)[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?!\w|\s\d)",
        _grouped,
        whole=True,
    ),
    rule(
        r"(?<![\w.,+/#(-])(?<!n°\s)(?<!numéro\s)(?<!code\s)(?<!postal\s)[1-9][0-9]{4,8}(?![\w/:-]|[.,]\d)"
        rf"(?:(?={NOUN})|(?<=000)(?!{SPACE}*[A-ZÀ-ÖØ-Þ)]))",
        _grouped,
        whole=True,
    ),
    rule(rf"(?<=\d){SPACE}+(?=(?:{UNITS})(?!\w))", FIXED),
    rule(rf"\d{SPACE}?h({SPACE}+)(?=\d\d(?!\d))", FIXED),
    rule(rf"(?<=\d){SPACE}*(?=[%‰€](?!\w))", FIXED),
    rule(rf"(?<=\d){SPACE}+(?=[$£](?!\w))", FIXED),
    rule(rf"(?<![\w./@-])(?:{'|'.join(CAPITALS)})(?![\w@]|\.\w)", lambda match: CAPITALS[match[0]], whole=True),
    rule(CENTURY, lambda match: match[0].rstrip("eèmᵉ") + RAISED_E, whole=True),
    rule(rf"(?<![\w.,/:+-])(?<!\d\s)1(?={SPACE}+(?:{MONTHS})\b)", _first, whole=True),
    rule(r"(?<![\w.,/-])1(er)(?!\w)", RAISED_ER, whole=True),
]


def typeset(text: str, language: str) -> str:
    """Set plain text by French rules: ("Qu'est-ce ?", "fr") -> "Qu’est-ce ?" with a narrow space.

    Centuries and "1er" keep letters ('XIXᵉ', '1er'): plain text has no raised ones.
    """
    if not _is_french(language):
        return text
    line = Line(text.translate(dict.fromkeys(map(ord, RAISED), None)))
    line.set()
    for mark, (plain, _) in RAISED.items():
        line.text = line.text.replace(mark, plain)
    return line.text


def typeset_html(html: str, language: str) -> str:
    """Set clean HTML: ("<p><b>Oui</b>!</p>", "fr") -> "<p><b>Oui</b> !</p>" with a narrow space."""
    if not _is_french(language):
        return html
    setter = _Setter()
    setter.feed(html)
    setter.close()
    setter.flush()
    return "".join(setter.out)


def _is_french(language: str) -> bool:
    return language.lower().split("-")[0] == "fr"


class Line:
    """A line of text and the tags that stand in it, so that a rule reads across `<b>mot</b> !`."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.pieces: list[str] = []
        self.length = 0
        self.tags: list[tuple[int, str]] = []  # position in the text, tag as it was written
        self.opaque: list[str] = []

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def set(self) -> None:
        self.text += "".join(self.pieces)
        for pattern, new, whole in RULES:
            self._rewrite(self._edits(pattern, new, whole))

    def html(self) -> str:
        """Put text and tags together again."""
        out, done, raised, opaque = [], 0, 0, iter(self.opaque)
        for position, tag in [*self.tags, (len(self.text), "")]:
            out.append(_written(self.text[done:position], opaque, 0 if raised else 1))
            out.append(tag)
            raised += tag.startswith("<sup") - tag.startswith("</sup")
            done = position
        return "".join(out)

    def _edits(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], whole: bool
    ) -> list[tuple[int, int, str]]:
        """List what a rule changes, leaving out protected words."""
        matches = list(pattern.finditer(self.text))
        if not matches:
            return []
        guards = [match.span() for match in PROTECTED.finditer(self.text)]
        starts, cuts = [begin for begin, _ in guards], [position for position, _ in self.tags]
        edits = []
        for match in matches:
            wanted = _wanted(match, new)
            guarded = any(_is_guarded(guards, starts, begin, end) for begin, end, _ in wanted)
            cut = bisect_right(cuts, match.start())
            if not guarded and not (whole and cut < len(cuts) and cuts[cut] < match.end()):
                edits += wanted
        return edits

    def _rewrite(self, edits: list[tuple[int, int, str]]) -> None:
        """Apply edits in order; a tag before a new space stays before it."""
        parts, tags, done, shift, index = [], [], 0, 0, 0
        for begin, end, new in [*edits, (len(self.text), len(self.text), "")]:
            while index < len(self.tags) and (self.tags[index][0] <= begin or self.tags[index][0] < end):
                position, tag = self.tags[index]
                tags.append((position + shift if position <= begin else begin + shift + len(new), tag))
                index += 1
            parts += [self.text[done:begin], new]
            shift += len(new) - (end - begin)
            done = end
        self.text, self.tags = "".join(parts), tags


def _wanted(match: re.Match[str], new: str | Callable[[re.Match[str]], str]) -> list[tuple[int, int, str]]:
    """Give the edits of one match, two for a pair of quotes."""
    begin, end = match.span(match.re.groups)
    if match.re is QUOTES:
        return [(begin, begin + 1, f"«{FIXED}"), (end - 1, end, f"{FIXED}»")]
    return [(begin, end, new(match) if callable(new) else new)]


def _is_guarded(guards: list[tuple[int, int]], starts: list[int], begin: int, end: int) -> bool:
    nearest = bisect_left(starts, end) - 1
    return nearest >= 0 and guards[nearest][1] > begin


def _written(text: str, opaque: Iterator[str], form: int) -> str:
    """Escape a piece of text, raise its letters (form 1) and put the untouched pieces back."""
    text = escape(text, quote=False)
    for mark, forms in RAISED.items():
        text = text.replace(mark, forms[form])
    return re.sub(OPAQUE, lambda _: next(opaque), text)


class _Setter(HTMLParser):
    """Writes HTML back as it came, its French lines set."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.line = Line()
        self.open: list[tuple[str, bool, bool]] = []  # tag, in code, in French

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, self.get_starttag_text() or "")
        _, code, french = self.open[-1] if self.open else ("", False, True)
        if tag not in VOID:
            language = dict(attrs).get("lang")
            self.open.append((tag, code or tag in CODE, _is_french(language) if language else french))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"</{tag}>")
        if tag in (entry[0] for entry in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        _, code, french = self.open[-1] if self.open else ("", False, True)
        data = data.translate(dict.fromkeys(map(ord, [OPAQUE, *RAISED]), None))
        if data and (code or not french):
            self.line.opaque.append(escape(data, quote=False))
            data = OPAQUE
        self.line.add(data)

    def flush(self) -> None:
        """Set the line that ends here."""
        self.line.set()
        self.out.append(self.line.html())
        self.line = Line()

    def _tag(self, tag: str, written: str) -> None:
        if tag in INLINE:
            self.line.tags.append((self.line.length, written))
        else:
            self.flush()
            self.out.append(written)
