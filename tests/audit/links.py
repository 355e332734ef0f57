"""What a document points to: pure text in, addresses out."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

POINTERS = {("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src")}
ADDRESSES_IN_META = ("og:image", "og:url")
# After `import`, or `export`, with or without names: import "./a.js"; import {b} from "./b.js"; import("./c.js")
IMPORTED = re.compile(r"""\b(?:import|from)\s*\(?\s*["'](\.{0,2}/[^"']+)["']""")
IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
IN_SITEMAP = re.compile(r"""<loc>([^<]+)</loc>|<xhtml:link[^>]*\bhref="([^"]+)\"""")


def links_of(content_type, text):
    """A document -> (its links in order, its ids): ('text/html', '<a id="x" href="/y/">') -> (['/y/'], {'x'})."""
    kind = content_type.partition(";")[0].strip()
    if kind == "text/html":
        return _in_html(text)
    if kind == "text/css":
        return [address for address in _found(IN_STYLES, text) if not address.startswith("data:")], set()
    if kind in ("text/javascript", "application/javascript"):
        return IMPORTED.findall(text), set()
    if kind in ("application/xml", "text/xml"):
        return [address.replace("&amp;", "&").strip() for address in _found(IN_SITEMAP, text)], set()
    return [], set()


def _found(pattern, text):
    return ["".join(groups) for groups in pattern.findall(text)]


def _in_html(text):
    reader = _Reader()
    reader.feed(text)
    return reader.links, reader.ids


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self.ids |= {given[name] for name in ("id", "name") if given.get(name) and (name == "id" or tag == "a")}
        self.links += [given[name] for of, name in POINTERS if of == tag and name in given]
        self.links += srcset_addresses(given.get("srcset", ""))
        if tag == "meta" and given.get("property") in ADDRESSES_IN_META:
            self.links.append(given.get("content", ""))

    handle_startendtag = handle_starttag


def srcset_addresses(srcset):
    """'/a.avif 320w, /b.avif 640w' -> ['/a.avif', '/b.avif']."""
    return [candidate.split()[0] for candidate in re.split(r",\s+", srcset.strip()) if candidate.strip()]


def inside(site, page, link):
    """A link as it stands on a page -> (path with query, anchor) when it stays on this site, else None.

    ('http://127.0.0.1:1', '/en/', '../a/?p=2#top') -> ('/a/?p=2', 'top'); 'mailto:…' and other hosts -> None.
    """
    address, anchor = urldefrag(urljoin(f"{site}{page}", link.strip()))
    if address != site and not address.startswith(f"{site}/"):
        return None
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), anchor
