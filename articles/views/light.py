"""The text-only edition, /leger/…: the same stories and lists for a bad connection, 15 kB a page at most."""

from datetime import date

from django.conf import settings
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.lib.light import in_parts, twin
from articles.models import Author, Region, Section, Story, Tag
from articles.queries.archive import archive_day
from articles.queries.light import light_front, light_region, light_story
from articles.queries.named_lists import author_page, tag_page
from articles.queries.page import in_every_language, page_context
from articles.queries.section import section_page
from articles.queries.story import Gone, find_story, moved_story
from articles.views.listing import list_context, listing

BUDGET = 15_000  # bytes of a page with its stylesheet, not compressed
SHEET = 2_500  # of them, at most, for the stylesheet
TURNING = 500  # and for the way from part to part
LEAST = 2_000  # of text on a page, however much stands around it
LETTERS = (200, 110, 70, 40)  # of a headline in a list: all of them, unless the page grows too heavy


@require_safe
@public_page
def front(request):
    around = page_context(canonical=reverse("front"), alternates=in_every_language("light_front"))
    return fitting(request, "light/front.html", light_front(get_language()).context() | around)


@require_safe
@public_page
@listing
def region(request, slug):
    try:
        found, page, brief = light_region(slug, get_language(), request.GET.get("before", ""))
    except Region.DoesNotExist:
        return _not_here(request)
    return _list(request, "region", slug, found, page, brief=brief)


@require_safe
@public_page
@listing
def section(request, slug):
    try:
        found = section_page(slug, get_language(), request.GET.get("before", ""))
    except Section.DoesNotExist:
        return _not_here(request)
    first = [found.lead] if found.lead else []
    return _list(request, "section", slug, found.section, found.page, [*first, *found.secondary])


@require_safe
@public_page
@listing
def tag(request, slug):
    return _named(request, "tag", slug, tag_page, Tag.DoesNotExist)


@require_safe
@public_page
@listing
def author(request, slug):
    return _named(request, "author", slug, author_page, Author.DoesNotExist)


def _named(request, name, slug, find, missing):
    try:
        return _list(request, name, slug, *find(slug, get_language(), request.GET.get("before", "")))
    except missing:
        return _not_here(request)


def _list(request, name, slug, of, page, before=(), brief=None):
    """`before`: the stories that stand before those of the page. `brief`: how things stand in a region."""
    address = reverse(f"light_{name}", args=[slug])
    context = {"title": of.name, "stories": [*before, *page], "brief": brief}
    around = list_context(page, address, alternates=in_every_language(f"light_{name}", [slug]))
    full = {"canonical": f"{settings.SITE_URL}{of.get_absolute_url()}{page.query}"}
    return fitting(request, "light/list.html", context | around | full)


@require_safe
@public_page
@listing
def day(request, year, month, day):
    try:
        start = date(int(year), int(month), int(day))
        period, page = archive_day(get_language(), start, request.GET.get("before", "")) or (None, None)
    except ValueError:
        return _not_here(request)
    if period is None:
        return _not_here(request)
    numbers = [f"{start:%Y}", f"{start:%m}", f"{start:%d}"]
    around = list_context(page, reverse("light_archive_day", args=numbers))
    around["canonical"] = f"{settings.SITE_URL}{reverse('archive_day', args=numbers)}{page.query}"
    return fitting(request, "light/list.html", {"period": period, "stories": list(page)} | around)


def fitting(request, template, context, status=200):
    """The page of a list, its headlines cut as far as the budget asks for."""
    for letters in LETTERS:
        page = render(request, template, context | {"letters": letters}, status=status)
        if len(page.content) + SHEET <= BUDGET:
            break
    return page


@require_safe
@public_page
def story(request, year, month, day, slug):
    """A story at its address; a long one in parts, each an address of its own."""
    try:
        found = _find(get_language(), slug.lower())
    except Story.DoesNotExist:
        return _not_here(request)
    except Gone as over:
        return render(request, "light/gone.html", {"reason": over.reason} | page_context(), status=410)
    address = twin(found.get_absolute_url())
    if request.path != address:
        return redirect(address, permanent=True)
    return _story(request, found, address)


def _find(language, slug):
    try:
        return find_story(language=language, slug=slug)
    except Story.DoesNotExist:
        return moved_story(language, slug)


def _story(request, found, address):
    page = light_story(found)
    alternates = [each | {"url": twin(each["url"])} for each in page.alternates]
    around = page_context(canonical=found.get_absolute_url(), current=found.primary_region, alternates=alternates)
    context = page.context() | around | {"letters": LETTERS[1]}
    parts = in_parts(render_to_string("light/text.html", context), _room(request, context))
    number = _number(request.GET.get("part", "1"))
    if number is None or number > len(parts) or ("part" in request.GET and number == 1):
        return redirect(address)
    context |= {
        "text": parts[number - 1],
        "number": number,
        "last": len(parts),
        "previous": "" if number == 1 else address if number == 2 else f"{address}?part={number - 1}",
        "next": f"{address}?part={number + 1}" if number < len(parts) else "",
    }
    return render(request, "light/story.html", context)


def _room(request, context):
    """Bytes for the text: what a page leaves that has all of what stands around it, as the last and only one has."""
    around = render_to_string("light/story.html", context | {"text": "", "number": 1, "last": 1}, request)
    return max(LEAST, BUDGET - SHEET - TURNING - len(around.encode()))


def _number(text):
    """'2' -> 2; None for what numbers no part."""
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 5 and int(text) else None


def _not_here(request):
    return render(request, "light/not_found.html", page_context(), status=404)
