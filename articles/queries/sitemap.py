"""What search engines may find, in slices: a slice costs what its own month holds, however long the archive is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Author, Byline, Story, StoryRegion, StoryTag, Tag
from articles.queries.navigation import navigation
from articles.queries.ties import Tied

MOST = 50_000  # addresses in one sitemap: no search engine reads more; a month of 1,600 stories a day
OF_REGION = 1_000
MONTHS = 1_200  # a hundred years: more columns than that no query may have
NEWS_DAYS, NEWS_MOST = 2, 1_000  # what Google News takes
PRINTED = [
    *("language", "slug", "headline", "published_at", "changed_at", "translation_group"),
    *(f"lead_image__{name}" for name in ("file", "graphic", "shelved", "withdrawn_at")),
]


@dataclass
class Told:
    """A story of a sitemap: its path, and those of its listed versions in all languages, itself among them."""

    story: Story
    path: str
    versions: list[tuple[str, str]]  # (language, path)


def months():
    """The months (their first days) in which a story came out that lists name, the latest first. Three queries.

    Each of them only looks into the index: at its two ends, and once a month.
    """
    moments = _listed().values_list("published_at", flat=True)
    newest, oldest = moments.newest_first().first(), moments.order_by("published_at", "pk").first()
    if newest is None:
        return []
    month, spans = timezone.localdate(newest).replace(day=1), {}
    while month >= timezone.localdate(oldest).replace(day=1) and len(spans) < MONTHS:
        spans[f"month_{month:%Y_%m}"] = month
        month = (month - timedelta(days=1)).replace(day=1)
    asked = {name: Exists(_of_month(month)) for name, month in spans.items()}
    row = Story.objects.order_by("pk").values(**asked)[:1][0]
    return [month for name, month in spans.items() if row[name]]


def of_month(month):
    """[Told] of a month, the newest first. Two queries."""
    return _told(_of_month(month).newest_first()[:MOST])


def of_region(region):
    """[Told] of the newest stories of a region and of the places inside it. Two queries."""
    here = Tied(StoryRegion, "region", navigation().tree.ids_within(region), list(dict(settings.LANGUAGES)))
    return _told(here.stories(OF_REGION)[:OF_REGION])


def news():
    """[Told] of the last two days. Two queries."""
    return _told(_news().newest_first()[:NEWS_MOST])


def has_news():
    """One query."""
    return _news().exists()


def tags():
    """Those that a listed story carries. One query."""
    return Tag.objects.filter(_carried(StoryTag, "tag")).order_by("slug")[:MOST]


def authors():
    """Those who signed a listed story. One query."""
    return Author.objects.filter(_carried(Byline, "author")).order_by("slug")[:MOST]


def site_pages():
    """[the versions in all languages of a page about the site, …]. No query of its own."""
    versions = {}
    for page in navigation().pages:
        if page.language in dict(settings.LANGUAGES):
            versions.setdefault(page.slug, []).append(page)
    return list(versions.values())


def _news():
    return _listed().filter(published_at__gt=timezone.now() - timedelta(days=NEWS_DAYS))


def _of_month(month):
    return _listed().filter(published_at__gte=_midnight(month), published_at__lt=_midnight(next_month(month)))


def _listed():
    """Those in a language that the site has addresses for."""
    return Story.objects.listed().filter(language__in=dict(settings.LANGUAGES))


def next_month(month):
    """date(2026, 12, 1) -> date(2027, 1, 1)."""
    return (month + timedelta(days=31)).replace(day=1)


def _midnight(day):
    """Where the day begins in the newsroom."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _told(stories):
    here = list(stories.select_related("lead_image").only(*PRINTED))
    known = {story.pk for story in here}
    # All versions: were those of `stories` left out there, PostgreSQL would look at every story for the others.
    told = _listed().filter(translation_group__in=stories.values("translation_group"))
    told = told.only("language", "slug", "published_at", "translation_group").order_by()
    paths, versions = {}, {}
    for story in [*here, *(other for other in told if other.pk not in known)]:
        paths[story.pk] = story.get_absolute_url()  # once a story: it is half of what a slice costs
        versions.setdefault(story.translation_group, []).append((story.language, paths[story.pk]))
    return [Told(story, paths[story.pk], sorted(versions[story.translation_group])) for story in here]


def _carried(link, name):
    """A condition: some listed story, in any language, is tied to it by a row of `link`."""
    return Exists(link.objects.filter(**{name: OuterRef("pk")}, story__in=_listed().order_by()))
