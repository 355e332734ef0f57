"""What every page for readers needs around its own content, and nothing personal."""

from functools import partial

from django.conf import settings
from django.utils import translation

from articles.lib.addresses import address, address_in
from articles.lib.light import PLACE, twin
from articles.queries.heads import head_context
from articles.queries.navigation import navigation


def page_context(*, canonical="", current=None, alternates=(), feed="", head=None):
    """The context of base.html. `current`: the region that is open.

    `canonical`: the path of the page's own address; an error page and a form that came back have none.
    `feed`: the path of the Atom feed of what the page lists; rss/ and json/ lie below it.
    `head`: what it tells programs (queries/heads.py).
    """
    around, language = navigation(), translation.get_language()
    path, canonical = canonical, canonical and f"{settings.SITE_URL}{canonical}"
    return {
        "around": around,
        "current": current,
        "nav": partial(_nav, around.tree, current),  # read once for all pages (templatetags/once.py)
        "sections": around.sections,
        "site_pages": [page for page in around.pages if page.language == language],
        "alternates": list(alternates),
        "canonical": canonical,
        "light": twin(path) or f"{address('front')}{PLACE}",
        "feed": feed,
        "head": head_context(head, canonical) if head and canonical else None,
    }


def _nav(tree, current):
    return [
        {"name": region.name, "url": region.get_absolute_url(), "current": region == current} for region in tree.top()
    ]


def in_every_language(name, args=()):
    """The same page in each language of the site, for pages that exist in all of them."""
    for code, label in settings.LANGUAGES:
        yield alternate(code, label, address_in(code, name, *args))


def alternate(code, label, url):
    return {"code": code, "name": label, "url": url, "current": code == translation.get_language()}
