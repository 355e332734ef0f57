"""Writes a body as lines: words, and the blocks they stand in.

It reads the well-nested HTML that nh3 gives, so an end tag always belongs to the last open one. What the allow-list
leaves out of the nesting (an item without a list, words straight in a quotation) is supplied.
"""

import re
from html import escape
from html.parser import HTMLParser
from itertools import count
from typing import NamedTuple

# Controls (C0, C1), bidi overrides and isolates, the byte-order mark, surrogates and noncharacters.
FORBIDDEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
NEWLINES = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")

RENAMED = {"b": "strong", "i": "em", "tt": "code", "kbd": "code", "samp": "code", "acronym": "abbr"}
RENAMED |= {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "menu": "ul", "tfoot": "tbody"}
INLINE = {"strong", "em", "a", "sup", "sub", "abbr", "span", "q", "code"}
LEAVES = {"p", "h2", "h3", "pre", "hr"}  # hold no block
ANYWHERE = {"blockquote", "ul", "ol", "table", "figure"}
HOLDS = dict.fromkeys(["", "blockquote", "li", "td", "th"], ANYWHERE)
HOLDS |= {"ul": {"li"}, "ol": {"li"}, "table": {"caption", "thead", "tbody"}}
HOLDS |= {"thead": {"tr"}, "tbody": {"tr"}, "tr": {"td", "th"}}
BLOCKS = set().union(*HOLDS.values())
ALLOWED = INLINE | LEAVES | BLOCKS | {"figcaption", "br"}
WRITTEN_EMPTY = {"td", "th", "figure"}
# Not "mso-bidi-font-weight", which is what Word would do to Arabic.
STYLES = {
    "strong": re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.I),
    "em": re.compile(r"(?<![\w-])font-style:\s*(?:italic|oblique)", re.I),
    "sup": re.compile(r"vertical-align:\s*super", re.I),
    "sub": re.compile(r"vertical-align:\s*sub(?!\w)", re.I),
}
MAX_DEPTH = 100


class TooMuch(ValueError):
    """No article is this long, or nested this deep."""


class Element(NamedTuple):
    """A tag that is or will be written; supplied ones have the number 0, so neighbours share them."""

    tag: str
    attributes: str = ""
    number: int = 0


class Line(NamedTuple):
    """Words, the p, h2, h3 or pre around them (None straight in an item, cell or caption) and the blocks around it."""

    path: list[Element]
    leaf: Element | None
    words: list[tuple[list[Element], str]]  # inline elements, then escaped text or <br>


def tidy(html: str) -> str:
    """Write the HTML of the allow-list: '<div>a</div><li>b</li>' -> '<p>a</p><ul><li>b</li></ul>'."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.part()
    return _written(reader.lines)


class _Reader(HTMLParser):
    """Cuts HTML into lines; each start or end of a block ends one."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(1)
        self.open: list[list[Element]] = []  # what each open tag means
        self.lines: list[Line] = []
        self.line: Line | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = RENAMED.get(tag, tag)
        if tag == "br":
            self._break()
            return
        if tag not in INLINE:
            self.part()
        if tag == "hr":
            self._rule()
            return
        self.open.append([Element(*meaning, next(self.numbers)) for meaning in _meanings(tag, dict(attrs))])
        if len(self.open) > MAX_DEPTH:
            raise TooMuch
        path, _ = _place(self.open)
        if tag in WRITTEN_EMPTY and path[-1:] == self.open[-1]:
            self.lines.append(Line(path, None, []))

    def handle_endtag(self, tag: str) -> None:
        if RENAMED.get(tag, tag) not in INLINE:
            self.part()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        data = FORBIDDEN.sub("", NEWLINES.sub("\n", data))
        line = self.line or Line(*_for_words(*_place(self.open)), [])
        preformatted = line.leaf is not None and line.leaf.tag == "pre"
        if not preformatted:
            data = re.sub("[ \t\n]+", " ", data)
        if not line.words:
            data = data.lstrip("\n" if preformatted else None) if data.strip() else ""
        elif not preformatted and line.words[-1][1].endswith((" ", "<br>")):
            data = data.lstrip(" ")
        if data:
            self.line = line
            line.words.append((self._inlines(), escape(data, quote=False)))

    def part(self) -> None:
        """End the line, without the white space and line breaks it ends in."""
        if self.line:
            words = self.line.words
            while words[-1][1] == "<br>" or not words[-1][1].strip():
                words.pop()
            words[-1] = (words[-1][0], words[-1][1].rstrip())
            self.lines.append(self.line)
        self.line = None

    def _break(self) -> None:
        if self.line and _one_line(self.line.path):
            self.handle_data(" ")
        elif self.line:
            self.line.words.append((self._inlines(), "<br>"))

    def _rule(self) -> None:
        path, leaf = _place([*self.open, [Element("hr")]])
        if leaf and leaf.tag == "hr":
            self.lines.append(Line(path, leaf, []))

    def _inlines(self) -> list[Element]:
        """The inline elements here, each tag once; quotations alone nest."""
        found: dict[str | int, Element] = {}
        for element in (element for meant in self.open for element in meant if element.tag in INLINE):
            key = element.number if element.tag == "q" else element.tag
            if element.attributes or key not in found:
                found[key] = element
        return list(found.values())


def _meanings(tag: str, attributes: dict[str, str | None]) -> list[tuple[str, str]]:
    """Read what a start tag means: ('span', {'style': 'font-weight:700'}) -> [('strong', '')]."""
    style = attributes.pop("style", None) or ""
    if "mso-" in style:
        attributes.pop("lang", None)  # Word marks every run with its proofing language
    if tag == "figure":
        attributes = _shown(attributes)
    kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
    if tag == "span":
        meant = [(name, "") for name, pattern in STYLES.items() if pattern.search(style)]
        return ([("span", kept)] if kept else []) + meant
    if (tag == "a" and "href" not in attributes) or (tag == "figure" and not attributes):
        return []
    return [(tag, kept)] if tag in INLINE | LEAVES | BLOCKS else []


def _shown(attributes: dict[str, str | None]) -> dict[str, str | None]:
    """A figure shows one thing: {'data-embed': …, 'data-image': '3'} -> {'data-image': '3'}."""
    return next(({name: attributes[name]} for name in ("data-image", "data-embed") if name in attributes), {})


def _place(opened: list[list[Element]]) -> tuple[list[Element], Element | None]:
    """Find the path and the leaf the open tags lead to; what has no place there is passed over."""
    path, leaf, top = [], None, ""
    for element in (element for meant in opened for element in meant if element.tag not in INLINE):
        if supplied := _supplied(top, element.tag):
            path.append(Element(supplied))
            top = supplied
        if element.tag in HOLDS.get(top, ()):
            path.append(element)
            top, leaf = element.tag, None
        elif element.tag in LEAVES and "table" in HOLDS.get(top, ()):
            leaf = element
    return path, leaf


def _supplied(top: str, tag: str) -> str:
    """Name the element that is missing between two: ('ul', 'p') -> 'li', ('', 'li') -> 'ul'."""
    if top in ("ul", "ol") and tag in ANYWHERE | LEAVES:
        return "li"
    return "ul" if tag == "li" and "ul" in HOLDS.get(top, ()) else ""


def _for_words(path: list[Element], leaf: Element | None) -> tuple[list[Element], Element | None]:
    """Complete a place so that words may stand there: [blockquote], None -> [blockquote], p."""
    top = path[-1].tag if path else ""
    if missing := {"ul": "li", "ol": "li", "figure": "figcaption"}.get(top):
        return [*path, Element(missing)], None
    return path, leaf or (Element("p") if top in ("", "blockquote") else None)


def _one_line(path: list[Element]) -> bool:
    """Whether words there stay on one line, a break being a space: in the caption of a picture, the title of a card."""
    return path[-1:] == [Element("figcaption")]


def _written(lines: list[Line]) -> str:
    out: list[str] = []
    before = Line([], None, [])
    for line in lines:
        _move(out, before.path, line.path)
        if not line.leaf and line.words and before.words and not before.leaf and before.path == line.path:
            out.append(" " if _one_line(line.path) else "<br>")
        out.append(_line(line))
        before = line
    _move(out, before.path, [])
    return "".join(out)


def _line(line: Line) -> str:
    words, leaf = _phrased(line.words), line.leaf
    if leaf is None:
        return words
    return "<hr>" if leaf.tag == "hr" else f"<{leaf.tag}{leaf.attributes}>{words}</{leaf.tag}>"


def _phrased(words: list[tuple[list[Element], str]]) -> str:
    """Write the words of a line; white space opens no inline element."""
    out: list[str] = []
    opened: list[Element] = []
    for inlines, text in words:
        if text == "<br>" or not text.strip():
            inlines = inlines[: _shared(opened, inlines)]
        _move(out, opened, inlines)
        out.append(text)
        opened = inlines
    _move(out, opened, [])
    return "".join(out)


def _move(out: list[str], here: list[Element], there: list[Element]) -> None:
    """Write the end and start tags that lead from one place to another."""
    same = _shared(here, there)
    out += [f"</{element.tag}>" for element in reversed(here[same:])]
    out += [f"<{element.tag}{element.attributes}>" for element in there[same:]]


def _shared(here: list[Element], there: list[Element]) -> int:
    """Count the elements two places have in common, from the outside."""
    pairs = enumerate(zip(here, there, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(here), len(there)))
