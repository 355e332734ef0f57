"""The text-only edition (lib/light.py): its addresses, and the text of a story without its pictures."""

from html import unescape
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.lib.light import slim, twin
from articles.lib.links import path_at_home

register = template.Library()


@register.filter
def light(path: str) -> str:
    """'/en/regions/x/' -> '/en/leger/regions/x/'; a page without a twin stays what it is."""
    return twin(path) or path


@register.filter
def without_pictures(html: str) -> str:
    """`Story.html` with its pictures told in words, and its links kept within the edition where they can be."""
    return mark_safe(slim(html, _told, _kept_within))  # HTML of the page, as it was written


def _told(alt: str, caption: str) -> str:
    """What a picture shows, its caption and its credit, in a line; nothing for one that says nothing."""
    if not alt and not caption:
        return ""
    return render_to_string("light/picture.html", {"alt": alt, "caption": mark_safe(caption)}).strip()  # of Story.html


def _kept_within(href: str) -> str:
    """An address as HTML spells it, and so given back: '/en/regions/x/' -> '/en/leger/regions/x/'."""
    path = path_at_home(unescape(href), settings.SITE_URL)
    return quote(twin(path)) or href if path else href
