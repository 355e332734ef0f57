"""The one allow-list for HTML, and the few ways the code looks inside a body.

Cleaning has three stages: nh3 reads any tag soup as a browser would, `markup.tidy` brings the result into the few
forms a body has, and nh3 filters that again, so a mistake in the middle is never a hole.
"""

import re
from collections.abc import Callable
from html import escape, unescape

import nh3

from articles.lib.embeds import embed
from articles.lib.markup import ALLOWED, FORBIDDEN, INLINE, NEWLINES, RENAMED, TooMuch, tidy

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
SPAN = re.compile(r"[1-9][0-9]?")
ADDRESS = re.compile(r"(?:(?:https?://|mailto:|tel:)|(?![a-z][a-z0-9+.-]*:))[^\s\\]{1,2048}", re.I)
ATTRIBUTES = {
    "a": {"href": ADDRESS, "hreflang": LANGUAGE},
    "abbr": {"title": re.compile(r"(?=.*\S).{1,300}")},
    "blockquote": {"cite": ADDRESS},
    "figure": {"data-image": re.compile(r"[1-9][0-9]{0,17}"), "data-embed": None},  # None: read by lib/embeds.py
    "ol": {"start": re.compile(r"-?[0-9]{1,6}")},
    "td": {"colspan": SPAN, "rowspan": SPAN},
    "th": {"colspan": SPAN, "rowspan": SPAN, "scope": re.compile("(?:row|col)(?:group)?")},
}
# Not kept, but the words before and after belong to different paragraphs.
BREAKS = {"address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
BREAKS |= {"fieldset", "footer", "form", "header", "hgroup", "html", "legend", "main", "nav", "option"}
BREAKS |= {"search", "section", "summary"}
# Their content is no text of ours either.
DROPPED = {"applet", "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object"}
DROPPED |= {"script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"}

# A parser takes these up again in each paragraph until they are closed, which is why they stay bare.
REOPENED = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])[^>]*>?", re.I | re.A)
# Google Docs wraps a whole paste in <b style="font-weight:normal">.
LIGHT = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|lighter|[1-4]00)", re.I)
UPRIGHT = re.compile(r"(?<![\w-])font-style:\s*normal", re.I)
UNDONE = {"b": LIGHT, "strong": LIGHT, "i": UPRIGHT, "em": UPRIGHT}
EMBEDDED = re.compile(r"""data:image/[^\s"'<>]*""", re.I)
# Parsing takes up to the square of these; a body beyond them keeps its words only.
MAX_LENGTH = 500_000
MAX_TAGS = 20_000
MAX_SIGNS = 60_000  # & and <
MAX_VALUE = 3_000  # of an attribute

FIGURE = re.compile(r'<figure data-image="([0-9]+)">(?:<figcaption>(.*?)</figcaption>)?</figure>', re.S)
EMBED = re.compile(r'<figure data-embed="([^"]+)">(?:<figcaption>(.*?)</figcaption>)?</figure>', re.S)
PARTS_WORDS = re.compile(rf"</?+(?!(?:{'|'.join(INLINE)})\b)[^>]*>")


def clean(html: str) -> str:
    """Give the HTML of the allow-list for whatever came in; plain text becomes a paragraph.

    >>> clean("<div onclick=x()><b>Kiev</b> <script>1</script>répond</div>")
    '<p><strong>Kiev</strong> répond</p>'
    """
    html = EMBEDDED.sub("", FORBIDDEN.sub("", NEWLINES.sub("\n", html)))
    kept = REOPENED.sub(_bare, html)
    try:
        for step in (_read, tidy, _filtered):
            kept = step(_bounded(kept))
        return _bounded(kept)
    except TooMuch:
        return _words_only(html)


def text_of(html: str) -> str:
    """Give the words of clean HTML, a line for each block: '<h2>Un</h2><p>deux</p>' -> 'Un\\ndeux'."""
    text = unescape(re.sub("<[^>]*>", "", PARTS_WORDS.sub("\n", html)))
    lines = (re.sub("[ \t]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def image_ids(html: str) -> list[int]:
    """List the pictures of clean HTML in order: '<figure data-image="12"></figure>' -> [12]."""
    return [int(match[1]) for match in FIGURE.finditer(html)]


def replace_figures(html: str, render: Callable[[int, str], str]) -> str:
    """Replace each picture of clean HTML by render(image id, inner HTML of its caption).

    >>> replace_figures('<p>a</p><figure data-image="3"></figure>', lambda number, caption: f"[{number}]")
    '<p>a</p>[3]'
    """
    return FIGURE.sub(lambda match: render(int(match[1]), match[2] or ""), html)


def embeds(html: str) -> list[tuple[str, str]]:
    """List the cards of clean HTML in order, each with the words of its title: [('https://t.me/a/1', 'Titre')]."""
    return [(unescape(match[1]), _one_line(match[2] or "")) for match in EMBED.finditer(html)]


def replace_embeds(html: str, render: Callable[[str, str], str]) -> str:
    """Replace each card of clean HTML by render(address, title in plain words)."""
    return EMBED.sub(lambda match: render(unescape(match[1]), _one_line(match[2] or "")), html)


def _one_line(html: str) -> str:
    return " ".join(text_of(html).split("\n"))


def _bounded(html: str) -> str:
    if len(html) > MAX_LENGTH or len(re.findall("<[a-zA-Z/]", html)) > MAX_TAGS:
        raise TooMuch
    if html.count("&") + html.count("<") > MAX_SIGNS:
        raise TooMuch
    return html


def _words_only(html: str) -> str:
    """Keep what stands between the tags as one paragraph: '<b>a<p>b' -> '<p>a b</p>'."""
    words = FORBIDDEN.sub("", unescape(re.sub("<[a-zA-Z/!?][^<>]*>", " ", html)))
    words = re.sub(r"[ \t\r\n]+", " ", words).strip()
    return f"<p>{escape(words, quote=False)}</p>" if words else ""


def _bare(match: re.Match[str]) -> str:
    """'<b class="x">' -> '<b>', '<b style="font-weight:normal">' -> '<span>'."""
    tag = match[1].lower()
    return "<span>" if tag in UNDONE and UNDONE[tag].search(match[0]) else f"<{tag}>"


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Give the value when the allow-list takes it: ('a', 'href', 'javascript:x') -> None."""
    if len(value) > MAX_VALUE:
        return None
    if name in ("style", "rel"):
        return value  # for `tidy` to read, which drops it; written by nh3 itself
    if (tag, name) == ("figure", "data-embed"):
        found = embed(value.strip())
        return found.address if found else None
    pattern = LANGUAGE if name == "lang" and tag != "figure" else ATTRIBUTES.get(tag, {}).get(name)
    value = FORBIDDEN.sub("", value).strip()
    if pattern is ADDRESS:
        value = re.sub("[\t\n]", "", value).replace(" ", "%20")
    return value if pattern and pattern.fullmatch(value) else None


def _cleaner(tags: set[str], everywhere: set[str], rel: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=DROPPED,
        attributes={**{tag: set(names) for tag, names in ATTRIBUTES.items()}, "*": everywhere},
        attribute_filter=_attribute,  # nh3 itself does not look into blockquote[cite]
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=rel,
    )


READER = _cleaner(ALLOWED | RENAMED.keys() | BREAKS, {"lang", "style"}, None)
FILTER = _cleaner(ALLOWED, {"lang"}, "noopener")


# Where the parser meets one of these it takes the square of the time it takes for other letters (no-break spaces and
# guillemets among them), so they pass through it as characters of private use, which mean nothing to it.
SLOW = {code: 0xF700 + code for code in range(0x80, 0xC0)}
BACK = {stand_in: code for code, stand_in in SLOW.items()}


def _read(html: str) -> str:
    return READER.clean(html.translate(SLOW)).translate(BACK)


def _filtered(html: str) -> str:
    """Let nh3 have the last word; a no-break space stays the character it is."""
    return FILTER.clean(html.translate(SLOW)).translate(BACK).replace("&nbsp;", "\xa0")
