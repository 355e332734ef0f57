"""Which links of a text lead to a page of our own that readers can open."""

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.lib.links import path_at_home
from articles.models import Author, Comment, Image, OldAddress, Region, Section, SitePage, Story, Tag

# Addresses that are there whatever the database holds. Every other name is either looked up below or no page for
# readers: the desk, an account, a preview link, the place a form is sent to.
PAGES = {"front", "search", "corrections", "comment_privacy", "comment_person"}
PAGES |= {"sitemap", "sitemap_pages", "sitemap_news", "robots"}
PAGES |= {f"{name}_feed{ending}" for name in ("front", "corrections", "comments") for ending in ("", "_rss", "_json")}
# Of the archive not looked up: which days have stories.
PAGES |= {"archive", "archive_year", "archive_month", "archive_day", "cut_to_year", "cut_to_month", "cut_to_day"}
EXTENSIONS = (".jpg", ".png")  # of originals (lib/images.py)


def leading_nowhere(hrefs):
    """Of these links those to our own site that no reader can follow, in order. Nine queries at most.

    A link to a draft, a scheduled, a withdrawn or an expired story leads nowhere.
    """
    paths = {href: path for href in hrefs if (path := path_at_home(href, settings.SITE_URL)) is not None}
    targets = {path: _target(path) for path in dict.fromkeys(paths.values())}
    there = _there(set(targets.values()))
    return [href for href, path in paths.items() if targets[path] not in there]


def _target(path):
    """'/en/regions/kherson' -> ('region', 'kherson'), '/' -> ('page', 'front'), '/admin/' -> None."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        for address in (path, f"{path}/"):  # the slash that is missing is put there for readers too
            try:
                return _meant(resolve(address), language)
            except Resolver404:
                continue
    return None


def _meant(match, language):
    # The text-only edition has what the full one has.
    name, named = match.view_name.removeprefix("light_"), match.kwargs
    if name == "story":
        return "story", (language, named["slug"].lower())
    if name in ("region", "section", "tag", "author"):
        return name, named["slug"]
    if name == "site_page":
        return name, (language, named["slug"])
    if name in ("comment_link", "comment_thread"):
        return "comment", named["pk"]
    if "extension" in named:
        return "picture", named["name"].partition("-")[0]
    return ("page", name) if name in PAGES else None


def _there(targets):
    wanted = {}
    for kind, key in targets - {None}:
        wanted.setdefault(kind, set()).add(key)
    return {(kind, key) for kind, keys in wanted.items() for key in LOOK_UP[kind](keys) if key in keys}


def _stories(keys):
    """By the addresses they have and by those they once had. The date is not looked at: a wrong one redirects."""
    slugs = {slug for _language, slug in keys}
    public = Story.objects.public().order_by()
    yield from public.filter(slug__in=slugs).values_list("language", "slug")
    yield from OldAddress.objects.filter(slug__in=slugs, story__in=public).values_list("language", "slug")


def _of_public_stories(model, keys, stories):
    """Tags or authors: those without a public story have no page. `stories`: what leads from one to its stories."""
    public = {f"{stories}__in": Story.objects.public().order_by()}
    return model.objects.filter(slug__in=keys, **public).order_by().values_list("slug", flat=True).distinct()


def _site_pages(keys):
    slugs = {slug for _language, slug in keys}
    return SitePage.objects.public().filter(slug__in=slugs).values_list("language", "slug")


def _comments(keys):
    """Those that have a place under a public story. No key is longer than eight bytes."""
    shown = Comment.objects.shown().filter(story__in=Story.objects.public().order_by()).order_by()
    return shown.filter(pk__in=[key for key in keys if key < 2**63]).values_list("pk", flat=True)


def _pictures(keys):
    names = [f"images/{key}{extension}" for key in keys for extension in EXTENSIONS]
    shown = Image.objects.filter(file__in=names, shelved=False, withdrawn_at=None)
    return (name.removeprefix("images/").partition(".")[0] for name in shown.values_list("file", flat=True))


LOOK_UP = {
    "page": iter,
    "story": _stories,
    "region": lambda keys: Region.objects.filter(slug__in=keys).values_list("slug", flat=True),
    "section": lambda keys: Section.objects.filter(slug__in=keys).values_list("slug", flat=True),
    "tag": lambda keys: _of_public_stories(Tag, keys, "story"),
    "author": lambda keys: _of_public_stories(Author, keys, "stories"),
    "site_page": _site_pages,
    "picture": _pictures,
    "comment": _comments,
}
