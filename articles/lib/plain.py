"""A reader's plain text as HTML: paragraphs, line breaks and links, nothing else."""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

from articles.lib.markup import FORBIDDEN, NEWLINES
from articles.lib.words import without_mark_floods

# Soft hyphen, grapheme joiner, Hangul and Mongolian fillers, zero-width spaces and joiners, word joiner.
INVISIBLE = set(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\uffa0"
)
RUNS = re.compile(f"([{(_all := ''.join(INVISIBLE))}])[{_all}]+")
WEB = re.compile(r"""https?://[^\s<>"«»“”\\^`{|}]{1,2000}""", re.I)
OPENING = {")": "(", "]": "[", "}": "{"}
# French puts a space before these signs and after "«", and no line may break there.
BOUND = re.compile(r"(?<=\S) (?=[:;!?»%€])|(?<=«) (?=\S)")


def paragraphs(text: str) -> str:
    """Show a reader's plain text: a blank line parts paragraphs, addresses become links, HTML stays text.

    >>> paragraphs("<b>Oui</b>\\nnon")
    '<p>&lt;b&gt;Oui&lt;/b&gt;<br>non</p>'
    """
    text = unicodedata.normalize("NFC", _tame(FORBIDDEN.sub("", NEWLINES.sub("\n", text))))
    blocks = (block.strip() for block in re.split(r"\n\s*\n", BOUND.sub("\u00a0", text)))
    return "".join(f"<p>{_linked(block).replace('\n', '<br>')}</p>" for block in blocks if is_visible(block))


def one_line(text: str) -> str:
    """A name as it may be printed: no controls, no bidi tricks, no floods. 'A\\u202eB ' -> 'AB'."""
    return " ".join(unicodedata.normalize("NFC", _tame(FORBIDDEN.sub("", text))).split())


def is_visible(text: str) -> bool:
    """Whether anybody would see it: ' \u200b' -> False."""
    return any(not character.isspace() and character not in INVISIBLE for character in text)


def _tame(text: str) -> str:
    """Keep three marks on a letter and one invisible character in a row."""
    return without_mark_floods(RUNS.sub(r"\1", without_mark_floods(text)))


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
        if short[-1:] in ")]}" and short.count(short[-1]) > short.count(OPENING[short[-1]]):
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
