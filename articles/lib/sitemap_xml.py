"""Sitemaps as sitemaps.org, Google's extensions for pictures and news, and hreflang want them written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from articles.lib.plain import one_line

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NAMESPACES = (
    f'{SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True)
class News:
    """What a news sitemap tells of a story: the paper, the story's language, when it came out, its headline."""

    paper: str
    language: str
    published: datetime
    headline: str


@dataclass(frozen=True)
class Place:
    """One address. `versions`: [(language, address)] of the same page, itself among them, when there are several."""

    address: str
    changed: datetime | None = None
    versions: tuple[tuple[str, str], ...] = ()
    image: str = ""
    news: News | None = None


def urlset(places: Iterable[Place]) -> str:
    """[Place('https://example.org/')] -> '<?xml …?><urlset …><url><loc>https://example.org/</loc></url></urlset>'."""
    return f"{DECLARATION}<urlset {NAMESPACES}>\n{''.join(map(_url, places))}</urlset>\n"


def index(addresses: Iterable[str]) -> str:
    """The sitemap of sitemaps: ['https://example.org/sitemap-pages.xml'] -> '<?xml …?><sitemapindex …>…'."""
    sitemaps = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f"{DECLARATION}<sitemapindex {SITEMAP}>\n{sitemaps}</sitemapindex>\n"


def _url(place: Place) -> str:
    parts = [f"<url><loc>{escape(place.address)}</loc>"]
    if place.changed:
        parts.append(f"<lastmod>{_stamp(place.changed)}</lastmod>")
    if len(place.versions) > 1:
        parts += [
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
            for language, address in place.versions
        ]
    if place.news:
        parts.append(_news(place.news))
    if place.image:
        parts.append(f"<image:image><image:loc>{escape(place.image)}</image:loc></image:image>")
    return "".join([*parts, "</url>\n"])


def _news(news: News) -> str:
    return (
        f"<news:news><news:publication><news:name>{escape(one_line(news.paper))}</news:name>"
        f"<news:language>{news.language}</news:language></news:publication>"
        f"<news:publication_date>{_stamp(news.published)}</news:publication_date>"
        f"<news:title>{escape(one_line(news.headline))}</news:title></news:news>"
    )


def _stamp(moment: datetime) -> str:
    """'2026-11-23T17:00:00+00:00'."""
    return moment.isoformat(timespec="seconds")
