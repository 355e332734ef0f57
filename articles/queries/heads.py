"""What the head of a page tells programs: search engines, networks that unfold a link, readers of linked data."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.lib import linked_data
from articles.lib.addresses import address
from articles.lib.brand import TOUCH_ICON, brand_file
from articles.lib.languages import SPOKEN
from articles.lib.line_breaks import shortened
from articles.queries.share import page_address

DESCRIPTION = 200  # characters: search results show about 160, cards a little more


@dataclass
class Head:
    """Of one page, its address apart. Nothing here reads the database: it is given what the page shows.

    `main`: the node of what the page is. `crumbs`: [(name, path)] of what is around it, the outermost first.
    `properties`: further ones of Open Graph, [('article:section', 'Société')].
    """

    title: str
    description: str
    main: dict
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    others: list[dict] = field(default_factory=list)
    kind: str = "website"
    image: str = ""
    properties: list[tuple[str, str]] = field(default_factory=list)


def head_context(head, canonical):
    """What templates/components/head.html prints of it, for a page of this address. `canonical`: with the site."""
    return {
        "title": head.title,
        "description": described(head.description),
        "kind": head.kind,
        "locale": SPOKEN[get_language()].locale,
        "image": absolute(head.image or _card(head.title)),
        "properties": head.properties,
        "linked_data": mark_safe(linked_data.script(_nodes(head, canonical))),  # which leaves nothing of HTML in it
    }


def _card(title):
    """Under the tagline, unless that is the title already."""
    return page_address("" if title == settings.SITE_TAGLINE else settings.SITE_TAGLINE, title)


def _nodes(head, canonical):
    main = {**head.main, "@id": canonical, "url": canonical}
    steps = [(name, absolute(path)) for name, path in head.crumbs]
    # A trail of one step leads nowhere.
    trail = [linked_data.breadcrumbs([*steps, (head.title, canonical)])] if steps else []
    others = [each for each in head.others if each]
    return [main, *trail, *others, *_site()]


def described(text):
    """The words of a description on one line, cut between two of them."""
    return shortened(" ".join(text.split()), len, DESCRIPTION)


def absolute(path):
    """'/en/' -> 'https://news.example.org/en/'."""
    return f"{settings.SITE_URL}{path}"


def home():
    """The first step of every trail."""
    return settings.SITE_NAME, address("front")


def website_id():
    return f"{absolute(address('front'))}#website"


def _site():
    """The site and who makes it: what pages, lists and stories are part of. The same on all pages of a language."""
    logo = absolute(static(brand_file(TOUCH_ICON, settings.THEME_DIR)))
    return _site_in(get_language(), settings.SITE_URL, settings.SITE_NAME, settings.SITE_TAGLINE, logo)


@lru_cache(maxsize=16)
def _site_in(language, url, name, tagline, logo):
    paper = linked_data.organization(
        url,
        name,
        logo=logo,
        corrections=absolute(reverse("corrections")),
    )
    site = linked_data.node(
        "WebSite",
        id=website_id(),
        url=absolute(reverse("front")),
        name=name,
        description=tagline,
        inLanguage=language,
        publisher=linked_data.reference(paper["@id"]),
        potentialAction=linked_data.search_action(absolute(reverse("search"))),
    )
    return [site, paper]
