"""Which links of a text stay at home."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

HREF = re.compile(r'<a href="([^"]*)"')
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def hrefs(html: str) -> list[str]:
    """The addresses that clean HTML links to, each once: '<a href="/a?b&amp;c">' -> ['/a?b&c']."""
    return list(dict.fromkeys(unescape(match[1]) for match in HREF.finditer(html)))


def path_at_home(href: str, site_url: str) -> str | None:
    """The path a link leads to on our own site, None when it leads elsewhere or stays on the page.

    ('/a/?b#c', 'https://our.org') and ('http://OUR.org/a/', …) -> '/a/'; ('https://else.org/', …) and ('#c', …) ->
    None. 'www.else.org', where somebody forgot https://, is a path beside the story: '/www.else.org'.
    """
    try:
        parts, home = urlsplit(href), urlsplit(site_url)
        ours = parts.netloc and (parts.hostname, _port(parts)) == (home.hostname, _port(home))
    except ValueError:
        return None  # no browser follows it either
    if parts.netloc:
        return unquote(parts.path) or "/" if ours else None
    if ELSEWHERE.match(href) or not parts.path:
        return None
    return unquote(parts.path if parts.path.startswith("/") else f"/{parts.path}")


def _port(parts) -> int | None:
    """None for the usual ones: 'http:' and 'https:' addresses of one host are the same site to a reader."""
    return None if parts.port in (80, 443) else parts.port
