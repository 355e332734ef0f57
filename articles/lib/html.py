"""The one allow-list for HTML, and the few ways the code looks inside a body.

Cleaning has two stages. `_Writer` reads any tag soup in linear time and writes well-nested semantic HTML;
nh3 then filters that result with the same allow-list, so a mistake in the first stage is never a hole.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
SPAN = re.compile(r"[1-9][0-9]?")
ADDRESS = re.compile(r"(?:(?:https?://|mailto:|tel:)|(?![a-z][a-z0-9+.-]*:))[^\s\\]{1,2048}", re.I)
ATTRIBUTES = {
    "a": {"href": ADDRESS, "hreflang": LANGUAGE},
    "abbr": {"title": re.compile(r"(?=.*\S).{1,300}")},
    "blockquote": {"cite": ADDRESS},
    "figure": {"data-image": re.compile(r"[1-9][0-9]{0,17}")},
    "ol": {"start": re.compile(r"-?[0-9]{1,6}")},
    "td": {"colspan": SPAN, "rowspan": SPAN},
    "th": {"colspan": SPAN, "rowspan": SPAN, "scope": re.compile("(?:row|col)(?:group)?")},
}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "table", "pre"}
# Tags with one home: where the search for it stops, and the parents it takes, the implied one first.
HOMES = {
    "li": (("ul", "ol"), ("ul", "ol")),
    "figcaption": (("figure",), ("figure",)),
    "caption": (("table",), ("table",)),
    "thead": (("table",), ("table",)),
    "tbody": (("table",), ("table",)),
    "tr": (("table",), ("tbody", "thead")),
    "th": (("table",), ("tr",)),
    "td": (("table",), ("tr",)),
}
INLINE = {"strong", "em", "a", "sup", "sub", "abbr", "span", "q", "code"}
ALLOWED = BLOCKS | HOMES.keys() | INLINE | {"br", "hr"}
RENAMED = {"b": "strong", "i": "em", "tt": "code", "kbd": "code", "samp": "code", "acronym": "abbr"}
RENAMED |= {"font": "span", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "menu": "ul", "tfoot": "tbody"}
# Not kept, but the words before and after belong to different paragraphs.
BREAKS = {"address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
BREAKS |= {"fieldset", "footer", "form", "header", "hgroup", "html", "legend", "main", "nav", "option"}
BREAKS |= {"search", "section", "summary"}
PARTS_WORDS = (ALLOWED - INLINE) | BREAKS
# Their content is no text of ours either.
DROPPED = {"applet", "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object"}
DROPPED |= {"script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"}
STYLES = {
    "strong": "font-weight:(?:bold|[6-9]00)",
    "em": "font-style:(?:italic|oblique)",
    "sup": "vertical-align:super",
    "sub": "vertical-align:sub",
}
HOLDS_BLOCKS = {"", "blockquote", "li", "td", "th"}
HOLDS_TEXT = {"p", "h2", "h3", "pre", "li", "td", "th", "figcaption", "caption"}
HOLDS_NO_BLOCK = {"figure", "figcaption", "caption"}
BARRIERS = {"blockquote", "td", "th"}  # an item inside does not belong to a list outside
TABLE = {"table", "caption", "thead", "tbody", "tr", "td", "th"}
LEAVES = {"p", "h2", "h3", "pre"}
WRITTEN_EMPTY = {"td", "th", "figure"}
IMPLIED = {"": "p", "blockquote": "p", "ul": "li", "ol": "li", "figure": "figcaption"}
IMPLIED |= {"table": "tbody", "thead": "tr", "tbody": "tr", "tr": "td"}
MAX_DEPTH = 24  # blocks inside blocks that are written; deeper ones only part paragraphs
MAX_OPEN = 64  # tags waiting for their end
MAX_INLINES = 8
MAX_REPEATS = 5  # paragraphs one unclosed link may colour

# Controls (C0, C1), bidi overrides and isolates, the byte-order mark, surrogates and noncharacters.
FORBIDDEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
NEWLINES = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")

# Soft hyphen, grapheme joiner, Hangul and Mongolian fillers, zero-width spaces and joiners, word joiner.
INVISIBLE = set(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\uffa0"
)
MAX_MARKS = 3
WEB = re.compile(r"""https?://[^\s<>"«»“”\\^`{|}]{1,2000}""", re.I)

TOKEN = re.compile(
    r"""<!--(?:-?>|.*?--!?>|.*)
    | <(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attrs>(?:[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+)(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)
    | (?P<text>(?:[^<]++|<(?![a-zA-Z!?/]))++|<)""",
    re.S | re.X,
)
ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
# In an attribute only a closed reference counts: "?a=1&copy=2" is no copyright sign.
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{2,32});")


class Token(NamedTuple):
    """A start tag ('p', False), an end tag ('p', True) or text (tag '')."""

    tag: str
    closes: bool
    rest: str  # the text, or the attributes as they were typed
    begin: int
    end: int


def clean(html: str) -> str:
    """Give the HTML of the allow-list for whatever came in; plain text becomes a paragraph.

    >>> clean("<div onclick=x()><b>Kiev</b> <script>1</script>répond</div>")
    '<p><strong>Kiev</strong> répond</p>'
    """
    tidy = _tidy(html)
    safe = _filter(tidy)
    # nh3 parses addresses more strictly: what it took away may leave a bare <a>.
    return safe if safe == tidy else _filter(_tidy(safe))


def text_of(html: str) -> str:
    """Give the words, a line for each block: '<h2>Un</h2><p>deux</p>' -> 'Un\\ndeux'."""
    parts = []
    for token in _tokens(html):
        if not token.tag:
            parts.append(_decode(token.rest))
        elif _name(token) in PARTS_WORDS:
            parts.append("\n")
    lines = (re.sub("[ \t]+", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def image_ids(html: str) -> list[int]:
    """List the pictures of a body in order: '<figure data-image="12"></figure>' -> [12]."""
    return [number for token in _tokens(html) if (number := _image_id(token))]


def replace_figures(html: str, render: Callable[[int, str], str]) -> str:
    """Replace each picture of clean HTML by render(image id, inner HTML of its caption).

    >>> replace_figures('<p>a</p><figure data-image="3"></figure>', lambda number, caption: f"[{number}]")
    '<p>a</p>[3]'
    """
    out, done, number, begin, end = [], 0, 0, 0, 0
    for token in _tokens(html):
        if found := _image_id(token):
            out.append(html[done : token.begin])
            number, done, begin, end = found, token.begin, 0, 0
        elif number and token.tag == "figcaption":
            begin, end = (begin, token.begin) if token.closes else (token.end, token.end)
        elif number and token.tag == "figure":
            out.append(render(number, html[begin:end]))
            number, done = 0, token.end
    return "".join([*out, html[done:]])


def paragraphs(text: str) -> str:
    """Show a reader's plain text: a blank line parts paragraphs, addresses become links, HTML stays text.

    >>> paragraphs("<b>Oui</b>\\nnon")
    '<p>&lt;b&gt;Oui&lt;/b&gt;<br>non</p>'
    """
    text = _tame(unicodedata.normalize("NFC", FORBIDDEN.sub("", NEWLINES.sub("\n", text))))
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{_linked(block).replace('\n', '<br>')}</p>" for block in blocks if _is_visible(block))


def _is_visible(text: str) -> bool:
    return any(not character.isspace() and character not in INVISIBLE for character in text)


def _tame(text: str) -> str:
    """Keep MAX_MARKS marks on a letter and one invisible character in a row."""
    out, run = [], 0
    for character in text:
        invisible = character in INVISIBLE
        run = run + 1 if invisible or unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= MAX_MARKS and not (invisible and out and out[-1] in INVISIBLE):
            out.append(character)
    return "".join(out)


def _linked(text: str) -> str:
    """Escape text and link its web addresses: 'https://a.org.' -> '<a …>https://a.org</a>.'."""
    out, done = [], 0
    for match in WEB.finditer(text):
        address = _without_tail(match[0])
        if not _is_web(address):
            continue
        link = escape(address)
        out.append(escape(text[done : match.start()], quote=False))
        out.append(f'<a href="{link}" rel="nofollow ugc noopener">{link}</a>')
        done = match.start() + len(address)
    return "".join([*out, escape(text[done:], quote=False)])


def _without_tail(address: str) -> str:
    """Leave the sentence its punctuation: 'https://a.org/x_(y)).' -> 'https://a.org/x_(y)'."""
    while True:
        short = address.rstrip(".,;:!?…'’*_")
        if short[-1:] in ")]}" and short.count(short[-1]) > short.count({")": "(", "]": "[", "}": "{"}[short[-1]]):
            short = short[:-1]
        if short == address:
            return address
        address = short


def _is_web(address: str) -> bool:
    """Refuse what has no host or hides it: 'https://bank.com@evil.org' -> False."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and "." in parts.hostname and parts.port != 0) and "@" not in parts.netloc
    except ValueError:
        return False


# Reading


def _tokens(html: str) -> Iterator[Token]:
    """Cut HTML into tags and text in linear time, leaving out comments and what DROPPED names."""
    position = 0
    while match := TOKEN.match(html, position):
        position = match.end()
        if match["text"]:
            yield Token("", False, match["text"], match.start(), position)
        elif match["tag"]:
            tag, closes = match["tag"].lower(), bool(match["end"])
            if tag in DROPPED and not closes:
                position = _end_of(tag, html, position)
            yield Token(tag, closes, match["attrs"], match.start(), position)


def _end_of(tag: str, html: str, position: int) -> int:
    """Find where the end tag starts; without one everything to the end belongs to the element."""
    end = re.compile(rf"</{tag}(?=[\s/>])", re.I).search(html, position)
    return end.start() if end else len(html)


def _decode(text: str) -> str:
    """Resolve references and drop what nobody can see: 'a&#0;&eacute;' -> 'aé'."""
    return FORBIDDEN.sub("", NEWLINES.sub("\n", unescape(text)))


def _attributes(typed: str) -> dict[str, str]:
    """Read attributes, the first of a name wins: ' HREF=/a href=/b' -> {'href': '/a'}."""
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(typed):
        value = REFERENCE.sub(lambda match: unescape(match[0]), "".join(values))
        found.setdefault(name.lower(), FORBIDDEN.sub("", value).strip())
    return found


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Give the value when the allow-list takes it: ('a', 'href', 'javascript:x') -> None."""
    pattern = LANGUAGE if name == "lang" else ATTRIBUTES.get(tag, {}).get(name)
    if pattern is ADDRESS:
        value = re.sub("[\t\n]", "", value).replace(" ", "%20")
    return value if pattern and pattern.fullmatch(value) else None


def _kept(tag: str, attributes: dict[str, str]) -> str:
    """Write the allowed attributes: ('td', {'colspan': '2', 'class': 'x'}) -> ' colspan="2"'."""
    if "mso-" in attributes.get("style", ""):
        attributes.pop("lang", None)  # Word marks every run with its proofing language
    kept = {name: _allowed(tag, name, value) for name, value in attributes.items()}
    written = (f' {name}="{escape(value).replace("&#x27;", "'")}"' for name, value in kept.items() if value)
    return "".join(written)


def _name(token: Token) -> str:
    return RENAMED.get(token.tag, token.tag)


def _image_id(token: Token) -> int:
    """Give the picture a figure stands for, 0 when it is none."""
    if token.tag != "figure" or token.closes:
        return 0
    return int(_allowed("figure", "data-image", _attributes(token.rest).get("data-image", "")) or 0)


# Writing


@dataclass(slots=True, eq=False)
class Element:
    """An element on its way out; it is written when something stands in it."""

    tag: str
    attributes: str = ""
    implied: bool = False
    written: bool = False
    has_text: bool = False  # words stand directly in it, after its last inner block
    repeats: int = 0
    closed: bool = False


class Waiting(NamedTuple):
    """A start tag that waits for its end tag."""

    tag: str
    block: Element | None
    inlines: tuple[Element, ...] = ()


class _Writer:
    """Turns a stream of tags and text into well-nested HTML of the allow-list.

    Blocks nest as the allow-list says, missing parents are supplied, and inline elements are closed before
    a block ends and taken up again in the next one. Nothing empty is written, cells and pictures excepted.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self.blocks: list[Element] = []
        self.waiting: list[Waiting] = []
        self.inlines: list[Element] = []  # those that are written and open
        self.in_run = False  # the next words go on in the same line
        self.after_space = False

    @property
    def top(self) -> str:
        return self.blocks[-1].tag if self.blocks else ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = RENAMED.get(tag, tag)
        room = len(self.waiting) < MAX_OPEN
        if tag in INLINE:
            if room:
                self.waiting.append(Waiting(tag, None, tuple(self._inlines_for(tag, attributes))))
        elif tag == "br":
            self._line_break()
        elif tag == "hr":
            self._rule()
        elif tag in BREAKS or (tag == "figure" and " data-image=" not in _kept(tag, attributes)) or not room:
            self._part() if tag in PARTS_WORDS else None
        elif tag in ALLOWED:
            self.waiting.append(Waiting(tag, self._block(tag, _kept(tag, attributes))))

    def end(self, tag: str) -> None:
        tag = RENAMED.get(tag, tag)
        index = self._find(tag)
        if index is None:
            self._part() if tag in PARTS_WORDS else None
        elif tag in INLINE:
            del self.waiting[index]
        else:
            block = self.waiting[index].block
            self._part()
            self._close(block)
            del self.waiting[index:]

    def text(self, data: str) -> None:
        data = data if self.top == "pre" else re.sub("[ \t\n]+", " ", data)
        if not self.in_run:
            data = data.lstrip("\n") if self.top == "pre" else data.lstrip()
        elif self.after_space and self.top != "pre":
            data = data.lstrip(" ")
        if not data or (not self.in_run and not data.strip()):
            return
        self._begin_run()
        self._match_inlines(opening=bool(data.strip()))
        self.out.append(escape(data, quote=False))
        self.after_space = data.endswith(" ")

    def finish(self) -> str:
        self._part()
        while self.blocks:
            self._close_top()
        return "".join(self.out)

    # Blocks

    def _block(self, tag: str, attributes: str) -> Element | None:
        """Open a block where the allow-list wants it; None when there is no place for it."""
        self._part()
        if tag in HOMES:
            return self._at_home(tag, attributes)
        while tag == "figure" and self.top in ("figure", "figcaption"):
            self._close_top()
        if self.top in HOLDS_NO_BLOCK or len(self.blocks) >= MAX_DEPTH:
            return None
        self._supply(HOLDS_BLOCKS)
        return self._open(tag, attributes)

    def _at_home(self, tag: str, attributes: str = "", implied: bool = False) -> Element | None:
        """Open a cell, row, item or caption in its nearest parent, closing what stands between."""
        roots, parents = HOMES[tag]
        tags = [block.tag for block in self.blocks]
        root = max((i for i, name in enumerate(tags) if name in roots), default=-1)
        if tag == "li" and root < max((i for i, name in enumerate(tags) if name in BARRIERS), default=-1):
            root = -1
        if root < 0:
            if tag != "li" or not (parent := self._block("ul", "")):
                return None
            parent.implied = True
        elif not any(name in parents for name in tags[root:]):
            self._at_home(parents[0], implied=True)
        while self.top not in parents:
            self._close_top()
        return self._open(tag, attributes, implied)

    def _supply(self, holders: set[str]) -> None:
        """Open the parents that were left out until one of the holders is on top."""
        while self.top == "ul" and self.blocks[-1].implied:
            self._close_top()
        while self.top not in holders:
            self._open(IMPLIED[self.top], implied=True)

    def _open(self, tag: str, attributes: str = "", implied: bool = False) -> Element:
        self.blocks.append(element := Element(tag, attributes, implied))
        if tag in WRITTEN_EMPTY:
            self._write_blocks()
        return element

    def _write_blocks(self) -> None:
        for parent, element in zip([None, *self.blocks], self.blocks, strict=False):
            if not element.written:
                self.out.append(f"<{element.tag}{element.attributes}>")
                element.written = True
                if parent:
                    parent.has_text = False

    def _close(self, element: Element | None) -> None:
        while element and not element.closed:
            self._close_top()

    def _close_top(self) -> None:
        """Close the innermost block, and forget the tags that still waited inside it."""
        element = self.blocks.pop()
        element.closed = True
        if element.written:
            self.out.append(f"</{element.tag}>")
        for index, waiting in enumerate(self.waiting):
            if waiting.block is element:
                del self.waiting[index:]
                break

    def _part(self) -> None:
        """End the line of words: what follows stands in another paragraph."""
        self._close_inlines(0)
        if self.in_run and self.top != "pre":
            self._trim()
        self.in_run = self.after_space = False
        if self.top in LEAVES:
            self._close_top()

    def _rule(self) -> None:
        self._part()
        if self.top not in HOLDS_NO_BLOCK:
            self._supply(HOLDS_BLOCKS)
            self._write_blocks()
            self.out.append("<hr>")
            if self.blocks:
                self.blocks[-1].has_text = False

    # Words

    def _begin_run(self) -> None:
        if self.in_run:
            return
        self._supply(HOLDS_TEXT)
        self._write_blocks()
        if self.blocks[-1].has_text:
            self.out.append("<br>")
        self.in_run = self.blocks[-1].has_text = True

    def _line_break(self) -> None:
        if self.in_run:
            self._match_inlines(opening=False)
            self.out.append("<br>")
            self.after_space = True

    def _trim(self) -> None:
        """Take white space and line breaks off the end of a line of words."""
        while self.out[-1] == "<br>" or not self.out[-1].strip():
            self.out.pop()
        if not self.out[-1].startswith("<"):
            self.out[-1] = self.out[-1].rstrip()

    def _wanted(self) -> list[Element]:
        return [element for tag in self.waiting for element in tag.inlines if not element.closed]

    def _match_inlines(self, opening: bool) -> None:
        """Write the inline tags that lead from the open ones to the wanted ones."""
        wanted = [e for e in self._wanted() if e in self.inlines or not e.attributes or e.repeats < MAX_REPEATS]
        same = 0
        while same < min(len(wanted), len(self.inlines)) and wanted[same] is self.inlines[same]:
            same += 1
        self._close_inlines(same)
        for element in wanted[same:] if opening else []:
            self.out.append(f"<{element.tag}{element.attributes}>")
            element.repeats += 1
            self.inlines.append(element)

    def _close_inlines(self, keep: int) -> None:
        while len(self.inlines) > keep:
            self.out.append(f"</{self.inlines.pop().tag}>")

    def _inlines_for(self, tag: str, attributes: dict[str, str]) -> Iterator[Element]:
        """Give the elements a tag asks for, leaving out those that are already there."""
        wanted = self._wanted()
        for name, written in _meaning(tag, attributes):
            same = [element for element in wanted if element.tag == name]
            if name == "a":
                for element in same:
                    element.closed = True
            elif (len(wanted) >= MAX_INLINES and name != "sup") or (same and name not in ("span", "q")):
                continue
            yield Element(name, written)

    def _find(self, tag: str) -> int | None:
        """Find the start tag an end tag belongs to; a stray one never closes a table from inside."""
        for index in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[index].tag == tag:
                return index
            if self.waiting[index].tag in ("td", "th") and tag not in TABLE:
                return None
        return None


def _meaning(tag: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
    """Read what an inline tag means: ('span', {'style': 'font-weight:700'}) -> [('strong', '')]."""
    style = "".join(attributes.get("style", "").lower().split())
    kept = _kept(tag, attributes)
    if tag == "a":
        return [("a", kept + ' rel="noopener"')] if ' href="' in kept else []
    if tag == "span":
        meant = [(name, "") for name, pattern in STYLES.items() if re.search(pattern, style)]
        return ([("span", kept)] if kept else []) + meant
    # Google Docs wraps a whole paste in <b style="font-weight:normal">.
    plain = {"strong": "font-weight:(normal|lighter|[1-4]00)", "em": "font-style:normal"}.get(tag)
    return [] if plain and re.search(plain, style) else [(tag, kept)]


def _tidy(html: str) -> str:
    """Write well-nested HTML of the allow-list: '<p>a<p><b>b' -> '<p>a</p><p><strong>b</strong></p>'."""
    writer = _Writer()
    for token in _tokens(FORBIDDEN.sub("", NEWLINES.sub("\n", html))):
        if not token.tag:
            writer.text(_decode(token.rest))
        elif token.closes:
            writer.end(token.tag)
        else:
            writer.start(token.tag, _attributes(token.rest))
    return writer.finish()


def _recheck(tag: str, name: str, value: str) -> str | None:
    """Hold what nh3 lets through to the same patterns; it does not look into blockquote[cite]."""
    return value if name == "rel" else _allowed(tag, name, value)


FILTER = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=DROPPED - ALLOWED,
    attributes={**{tag: set(names) for tag, names in ATTRIBUTES.items()}, "*": {"lang"}},
    attribute_filter=_recheck,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)


def _filter(html: str) -> str:
    """Let nh3 have the last word; a no-break space stays the character it is."""
    return FILTER.clean(html).replace("&nbsp;", "\xa0")
