"""A text as it may leave the site: in a feed reader there is no page around it, no stylesheet, no script."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from articles.lib.markup import FORBIDDEN

TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'\s+([a-zA-Z-]+)(?:="([^"]*)")?')
# A picture that is covered until the reader asks for it is the only folding part a text has.
FIGURE, COVERED, PICTURE = (
    re.compile(rf"<{tag}\b[^>]*>((?:(?!</?{tag}\b).)*+)</{tag}>", re.S) for tag in ("figure", "details", "picture")
)
SMALLER = re.compile(r'<source type="image/webp" srcset="([^"]*)"')
KEPT = {"href", "hreflang", "rel", "cite", "title", "lang", "datetime", "start", "colspan", "rowspan", "scope"}
KEPT |= {"src", "srcset", "alt"}  # a picture with its measures, narrowed by a feed reader, would be squeezed
ADDRESSES = {"href", "src", "cite"}


def portable(html: str, page: str, covered: str = "") -> str:
    """The HTML of a page of ours with whole addresses, and without what only our own pages understand.

    `page`: the address of the page. `covered`: what stands in the place of a graphic picture.

    >>> portable('<p class="x"><a href="/a/">b</a></p>', "https://example.org/2026/")
    '<p><a href="https://example.org/a/">b</a></p>'
    """
    html = FIGURE.sub(lambda match: covered if "<details" in match[1] else match[0], FORBIDDEN.sub("", html))
    html = COVERED.sub(lambda match: covered, html)
    html = PICTURE.sub(_one_picture, html)
    return TAG.sub(lambda match: _tag(match, page), html).strip()


def _one_picture(match: re.Match[str]) -> str:
    """<picture> with its sources -> the <img> inside, its smaller copies beside the original."""
    inner = re.sub(r"<source\b[^>]*>", "", match[1]).strip()
    smaller = SMALLER.search(match[1])
    return inner.replace("<img", f'<img srcset="{smaller[1]}"', 1) if smaller else inner


def _tag(match: re.Match[str], page: str) -> str:
    kept = (
        _attribute(each[1], each[2] or "", page) for each in ATTRIBUTE.finditer(match[2]) if each[1].lower() in KEPT
    )
    return f"<{match[1]}{''.join(kept)}>"


def _attribute(name: str, value: str, page: str) -> str:
    """('href', '/a/', 'https://example.org/') -> ' href="https://example.org/a/"'."""
    if name in ADDRESSES:
        value = _absolute(value, page)
    elif name == "srcset":
        value = ", ".join(_absolute(candidate, page) for candidate in value.split(", "))
    return f' {name}="{value}"'


def _absolute(value: str, page: str) -> str:
    """As it stands in HTML: 'b?c&amp;d' -> 'https://example.org/b?c&amp;d'."""
    if value.startswith(("https://", "http://", "mailto:", "tel:")):
        return value
    try:
        return escape(urljoin(page, unescape(value)))
    except ValueError:  # '//[': no address at all, and none anywhere else
        return value
