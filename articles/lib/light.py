"""The text-only edition: where its pages are, and what becomes of the HTML of a story there."""

import re
from collections.abc import Callable
from html import unescape

PLACE = "leger/"
# The pages that have a twin there, as the ends of their addresses; what comes before is the site and the language.
TWINS = re.compile(
    r"(?<=/)(?:(?:regions|sections|tags|authors)/[^/?#]+/|archives/\d{4}/\d\d/\d\d/|\d{4}/\d\d/\d\d/[^/?#]+/)"
    r"(?:\?before=[^#&]*)?\Z|(?<=/)search/(?:\?q=[^#&]*)?\Z"
)
FIGURE = re.compile(r'<figure class="figure[^>]*>(.*?)</figure>', re.S)
ALT = re.compile(r'<img[^>]*\salt="([^"]*)"')
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.S)
OF_THE_PAGE = re.compile(r' (?:class|rel|hreflang|cite)="[^"]*"')
LINK = re.compile(r'<a href="([^"]*)"')
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"<(/?)([a-z0-9]+)")
VOID = {"br", "hr", "wbr"}
SLACK = 100  # bytes: of what is not parted, a start tag and the first word behind it
SENTENCE_END = (".", "!", "?", "…", "»", "”")


def twin(path: str) -> str:
    """The address of the same page in the text-only edition: '/en/regions/x/' -> '/en/leger/regions/x/'; else ''."""
    found = TWINS.search(path)
    if not found or path[: found.start()].endswith(PLACE):
        return ""
    return path[: found.start()] + PLACE + found[0]


def slim(html: str, describe: Callable[[str, str], str], lead_to: Callable[[str], str]) -> str:
    """The HTML of a story without its pictures and without what only the look of the full page needs.

    `describe`: (alternative text, HTML of the caption) -> what stands there instead. `lead_to`: address -> address.
    """
    html = FIGURE.sub(lambda found: describe(_first(ALT, found[1]), _first(CAPTION, found[1]).strip()), html)
    return LINK.sub(lambda found: f'<a href="{lead_to(found[1])}"', OF_THE_PAGE.sub("", html))


def _first(pattern: re.Pattern[str], html: str) -> str:
    """The first group, '' without a match; an attribute is read as HTML spells it."""
    found = pattern.search(html)
    return "" if not found else unescape(found[1]) if pattern is ALT else found[1]


def in_parts(html: str, room: int) -> list[str]:
    """Cut clean HTML into parts of at most so many bytes: between paragraphs, inside one only when it is too long.

    >>> in_parts("<p>Un.</p><p>Deux.</p>", 20)
    ['<p>Un.</p>', '<p>Deux.</p>']
    """
    parts, left = [""], room
    for block in _blocks(html):
        size = _size(block)
        if size > room:  # fits on no page
            pieces = _cut(block, left if left > room // 4 else room, room)
            parts += pieces if left <= room // 4 else [parts.pop() + pieces[0], *pieces[1:]]
            left = room - _size(parts[-1])
            continue
        if size > left:
            parts.append("")
            left = room
        parts[-1] += block
        left -= size
    return parts


def _size(text: str) -> int:
    return len(text.encode())


def _blocks(html: str) -> list[str]:
    """The elements at the top: '<p>a</p><ul><li>b</li></ul>' -> ['<p>a</p>', '<ul><li>b</li></ul>']."""
    blocks, depth = [""], 0
    for piece in TAG.split(html):
        blocks[-1] += piece
        depth += _step(piece)
        if not depth and blocks[-1]:
            blocks.append("")
    return [block for block in blocks if block.strip()]


def _step(piece: str) -> int:
    """'<p>' -> 1, '</p>' -> -1, '<br>' and words -> 0."""
    found = NAME.match(piece)
    if not found or found[2] in VOID:
        return 0
    return -1 if found[1] else 1


def _cut(block: str, first: int, others: int) -> list[str]:
    """One block in pieces that fit, at the ends of sentences where there are some; each is closed and opened again."""
    pieces, words, opened, room, size = [], [], [], first, 0
    for word in _words(block):
        step = _step(word)
        tail = "".join(f"</{NAME.match(tag)[2]}>" for tag in reversed(opened))
        full = size + _size(word) + len(tail) + SLACK
        last = words[-1] if words else "<>"
        ended = full > room * 0.8 and last.rstrip().endswith(SENTENCE_END)
        # Not right behind a start tag: that would leave an empty item or row.
        if step >= 0 and (full > room or ended) and last != "<>" and _step(last) <= 0:
            pieces.append("".join([*words, tail]))
            words, room = [*opened], others
            size = _size("".join(words))
        words.append(word)
        size += _size(word)
        if step > 0:
            opened.append(word)
        elif step < 0 and opened:
            opened.pop()
    return [*pieces, "".join(words)]


def _words(html: str) -> list[str]:
    """'<p>Un deux</p>' -> ['<p>', 'Un ', 'deux', '</p>']."""
    return [
        each
        for piece in TAG.split(html)
        for each in ([piece] if piece[:1] == "<" else re.findall(r"\S+\s*|\s+", piece))
    ]
