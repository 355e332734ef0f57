"""Addresses of single posts and videos elsewhere, as they may stand in a text: read, never fetched.

The patterns are plain enough for Python and for the browser, which gets them with the editor's configuration
(forms/editor.py): what becomes a card while somebody types is what the server keeps.
"""

import re
from typing import NamedTuple

# Printable ASCII only: no look-alike letters, no spaces, no controls. Real addresses are far shorter.
ADDRESS = re.compile(r"(https?://[^/?#]+)([!-~]*)", re.I)
MAX_LENGTH = 1_000

_VIDEO = "([A-Za-z0-9_-]{11})"
_REST = r"/?(?:\?[^#]*)?(?:#.*)?"  # tracking, mostly: never kept
_ONCE = rf"(?:(?!v=)[^&#]*&)*v={_VIDEO}(?:&(?!v=)[^&#]*)*(?:#.*)?"  # a video named twice is none
_NAME = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # of a host
# What stands first in other addresses of Telegram is no channel.
_CHANNEL = (
    "(?!(?:joinchat|share|boost|contact|invoice|login|proxy|socks|addlist|addtheme|addemoji|addstickers)/)"
    "([A-Za-z][A-Za-z0-9_]{3,31})"
)
_HANDLE = rf"((?:{_NAME}\.)+{_NAME}|did:plc:[a-z2-7]{{24}})"
START = re.compile(r"[?&]t=([1-9][0-9]{0,5})s?(?:[&#]|$)")


class Provider(NamedTuple):
    """Whose addresses they are, what they look like whole, and the form they are kept in."""

    name: str
    pattern: str
    canonical: str


PROVIDERS = (
    Provider(
        "YouTube", rf"https?://(?:(?:www|m)\.)?youtube\.com/watch/?\?{_ONCE}", "https://www.youtube.com/watch?v={}"
    ),
    Provider(
        "YouTube", rf"https?://(?:(?:www|m)\.)?youtube\.com/live/{_VIDEO}{_REST}", "https://www.youtube.com/watch?v={}"
    ),
    Provider("YouTube", rf"https?://youtu\.be/{_VIDEO}{_REST}", "https://www.youtube.com/watch?v={}"),
    Provider(
        "YouTube", rf"https?://(?:(?:www|m)\.)?youtube\.com/shorts/{_VIDEO}{_REST}", "https://www.youtube.com/shorts/{}"
    ),
    Provider(
        "Telegram", rf"https?://(?:t|telegram)\.me/(?:s/)?{_CHANNEL}/([1-9][0-9]{{0,9}}){_REST}", "https://t.me/{}/{}"
    ),
    Provider(
        "X",
        r"https?://(?:(?:www|mobile)\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{1,15}|i/web)/status(?:es)?/([1-9][0-9]{0,18})"
        rf"(?:/(?:photo|video)/[0-9])?{_REST}",
        "https://x.com/{}/status/{}",
    ),
    Provider(
        "Bluesky",
        rf"https?://bsky\.app/profile/{_HANDLE}/post/([a-z0-9]{{10,15}}){_REST}",
        "https://bsky.app/profile/{}/post/{}",
    ),
)
PATTERNS = tuple(provider.pattern for provider in PROVIDERS)


class Embed(NamedTuple):
    address: str
    provider: str

    @property
    def host(self) -> str:
        """'https://x.com/a/status/1' -> 'x.com'."""
        return self.address.split("/")[2].removeprefix("www.")


def embed(address: str) -> Embed | None:
    """Read an address: 'https://youtu.be/dQw4w9WgXcQ?si=x' -> its canonical form and 'YouTube'; None for all others."""
    parts = ADDRESS.fullmatch(address) if len(address) <= MAX_LENGTH and address.isascii() else None
    if parts is None:
        return None
    lower_host = parts[1].lower() + parts[2]
    for provider in PROVIDERS:
        if match := re.fullmatch(provider.pattern, lower_host):
            return Embed(provider.canonical.format(*match.groups()) + _start(provider, parts[2]), provider.name)
    return None


def _start(provider: Provider, rest: str) -> str:
    """The moment of the film that is meant: ('…watch?v={}', '/x?t=90') -> '&t=90s'."""
    found = START.search(rest) if "watch" in provider.canonical else None
    return f"&t={found[1]}s" if found else ""
