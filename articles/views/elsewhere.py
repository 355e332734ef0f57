"""Where a mistyped address was meant to lead, when that can be told from the address alone."""

import re

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.queries.links import leading_nowhere

# Pages that lists, menus and other papers link to, in any case and with any number of slashes.
OURS = {"front", "story", "region", "section", "tag", "author", "site_page", "search", "corrections"}
OURS |= {"archive", "archive_year", "archive_month", "archive_day", "cut_to_year", "cut_to_month", "cut_to_day"}
INDEX = re.compile(r"/index\.(?:html?|php)$")
FOREIGN = re.compile(r"/[a-z]{2,3}(?:-[a-z]{2,4})?(?=/|$)")


def meant(path):
    """'/EN/Regions//Donetsk' -> '/en/regions/donetsk/', '/fr/corrections/' -> '/corrections/'; '' when it is no case.

    Whether there is such a region is found out there.
    """
    tidy = INDEX.sub("/", re.sub("/+", "/", f"/{path.lower()}"))
    tidy = tidy.removeprefix(f"/{settings.LANGUAGE_CODE}") if f"{tidy}/".startswith(_main()) else tidy
    tidy = tidy if tidy.endswith("/") else f"{tidy}/"
    return tidy if tidy != path and _is_ours(tidy) else ""


def in_our_languages(path):
    """[('English', 'en', '/en/regions/donetsk/'), …] for '/de/regions/donetsk/': where the page exists, or the front.

    [] for an address that begins with no language, or with one of ours. At most six queries.
    """
    found = FOREIGN.match(path.lower())
    codes = dict(settings.LANGUAGES)
    if not found or found[0].strip("/") in codes:
        return []
    rest = path[found.end() :].lower() or "/"
    pages = {code: f"{_prefix(code)}{rest}" for code in codes}
    nowhere = leading_nowhere(list(pages.values()))
    if len(nowhere) == len(pages):
        return []
    return [(codes[code], code, f"{_prefix(code)}/" if page in nowhere else page) for code, page in pages.items()]


def _main():
    return f"/{settings.LANGUAGE_CODE}/"


def _prefix(code):
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"


def _is_ours(path):
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            name = resolve(path).view_name
        except Resolver404:
            return False
    return name in OURS or name.startswith("light_") or "_feed" in name
