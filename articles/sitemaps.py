"""What search engines may find: an index, the pages, the stories month by month and region by region, the news."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.lib import sitemap_xml
from articles.lib.sitemap_xml import News, Place
from articles.queries import sitemap
from articles.queries.navigation import navigation

LISTS = ["front", "archive", "corrections"]


@require_safe
@public_page
def index(request):
    """The sitemap of sitemaps. At most four queries, however long the archive is."""
    places = [reverse("sitemap_pages"), *([reverse("sitemap_news")] if sitemap.has_news() else [])]
    places += [reverse("sitemap_month", args=[f"{month:%Y}", f"{month:%m}"]) for month in sitemap.months()]
    places += [reverse("sitemap_region", args=[region.slug]) for region in navigation().tree.top()]
    return _answer(sitemap_xml.index(_absolute(place) for place in places))


@require_safe
@public_page
def pages(request):
    """What is not a story: the lists, and what the newsroom says about itself."""
    around = navigation()
    things = [*around.tree.regions, *around.sections, *sitemap.tags(), *sitemap.authors()]
    groups = [_in_every_language(reverse, name) for name in LISTS]
    groups += [_in_every_language(lambda thing: thing.get_absolute_url(), thing) for thing in things]
    groups += [[(page.language, _absolute(page.get_absolute_url())) for page in each] for each in sitemap.site_pages()]
    return _answer(sitemap_xml.urlset(place for group in groups for place in _each(group)))


@require_safe
@public_page
def month(request, year, month):
    try:
        told = sitemap.of_month(date(int(year), int(month), 1))
    except ValueError as error:  # the thirteenth
        raise Http404("month") from error
    if not told:
        raise Http404("month")
    return _answer(sitemap_xml.urlset(map(_story, told)))


@require_safe
@public_page
def region(request, slug):
    """The region's own page and its newest stories."""
    found = next((region for region in navigation().tree.regions if region.slug == slug), None)
    if found is None:
        raise Http404("region")
    own = _each(_in_every_language(lambda region: region.get_absolute_url(), found))
    return _answer(sitemap_xml.urlset([*own, *map(_story, sitemap.of_region(found))]))


@require_safe
@public_page
def news(request):
    return _answer(sitemap_xml.urlset(_story(told, news=True) for told in sitemap.news()))


def _story(told, news=False):
    story, picture = told.story, told.story.card_picture
    return Place(
        _absolute(told.path),
        changed=max(story.published_at, story.changed_at or story.published_at),
        versions=tuple((language, _absolute(path)) for language, path in told.versions),
        image=_absolute(picture.url) if picture else "",
        news=News(settings.SITE_NAME, story.language, story.published_at, story.headline) if news else None,
    )


def _in_every_language(address_of, thing):
    """[(language, address)] of a page that exists in all of them."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append((code, _absolute(address_of(thing))))
    return found


def _each(versions):
    return [Place(address, versions=tuple(versions)) for _language, address in versions]


def _absolute(path):
    return f"{settings.SITE_URL}{path}"


def _answer(xml):
    """No search engine shows the sitemap itself."""
    return HttpResponse(xml, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"})
