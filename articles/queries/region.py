"""What is told about a region and the places inside it."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from articles.models import Region, RegionBrief, Story, StoryRegion
from articles.queries.front import dress
from articles.queries.map import RegionMap, region_map
from articles.queries.navigation import navigation
from articles.queries.paging import ListPage, first_page, list_page
from articles.queries.ties import Tied

RECENT = 60  # of its newest stories: the most discussed and what explains the region are looked for among them
DISCUSSED = 5
BACKGROUND = 4
EXPLAINING = (Story.Kind.EXPLAINER, Story.Kind.ANALYSIS)
OLD = timedelta(days=30)


@dataclass
class RegionPage:
    """`page`: its stories, the newest first. Only the first page has what stands around them."""

    region: Region
    ancestors: list[Region]
    places: list[Region]
    map: RegionMap
    page: ListPage
    brief: RegionBrief | None = None
    lead: Story | None = None
    discussed: list[Story] = field(default_factory=list)
    background: list[Story] = field(default_factory=list)

    @property
    def outermost(self):
        """The region of the navigation that this one is, or lies in."""
        return (self.ancestors or [self.region])[0]

    @property
    def days(self):
        """The stories by day, without the one that leads: [(date, stories)]."""
        stories = (story for story in self.page if story != self.lead)
        return [(day, list(those)) for day, those in groupby(stories, key=_day)]

    @property
    def state_is_old(self):
        """Whether what the editors wrote is older than a month; it changes at midnight only."""
        return bool(self.brief and self.brief.as_of and self.brief.as_of < timezone.localdate() - OLD)

    def context(self):
        """What articles/region.html prints, its page of the list apart."""
        names = ("region", "places", "map", "brief", "lead", "days", "discussed", "background", "state_is_old")
        return {name: getattr(self, name) for name in names} | {"crumbs": self.ancestors}


def region_page(slug, language, before=""):
    """Six queries at most, whatever the size. Raises Region.DoesNotExist, paging.NoSuchPage."""
    tree = navigation().tree
    region = next((region for region in tree.regions if region.slug == slug), None)
    if region is None:
        raise Region.DoesNotExist(slug)
    keys = tree.ids_within(region)
    here = Tied(StoryRegion, "region", keys, [language], lambda: _lean(Story.objects))
    newest = [] if before else here.first(RECENT)
    page = RegionPage(
        region=region,
        ancestors=tree.ancestors(region),
        places=tree.places(region),
        map=region_map(language, current=(tree.ancestors(region) or [region])[0]),
        page=list_page(here, before) if before else first_page(newest),
    )
    if page.page.is_first:
        _surround(page, _lean(stories_of(keys, language)), newest, language)
    dress([*page.page, *([page.lead] if page.lead else [])])
    return page


def stories_of(region_ids, language):
    """A story of several of these regions comes once."""
    here = StoryRegion.objects.filter(story=OuterRef("pk"), region_id__in=region_ids)
    return Story.objects.listed().in_language(language).filter(Exists(here)).newest_first()


def _lean(stories):
    return stories.select_related("lead_image").defer("body", "html")


def _day(story):
    return timezone.localdate(story.published_at)


def _surround(page, here, newest, language):
    """What the editors say, what leads, what is discussed and what explains. Two queries."""
    page.brief = RegionBrief.objects.filter(region=page.region, language=language).first()
    chosen = _chosen(here, page.brief) if page.brief else []
    leads = [story for story in chosen if story.pk == page.brief.lead_id]
    page.lead = (leads or newest or [None])[0]
    others = [story for story in newest if story != page.lead]
    said = sorted((story for story in others if story.comment_count), key=lambda story: -story.comment_count)
    page.discussed = said[:DISCUSSED]
    picked = [story for story in chosen if story.is_picked and story != page.lead]
    page.background = picked or [story for story in others if story.kind in EXPLAINING][:BACKGROUND]


def _chosen(here, brief):
    """What editors chose, among what the page may show: nothing else leaks through it. The newest first; one query."""
    background = RegionBrief.background.through.objects.filter(regionbrief=brief.pk).order_by().values("story")
    lead = RegionBrief.objects.filter(pk=brief.pk, lead__isnull=False).order_by().values("lead")
    picked = Q(pk__in=background)
    stories = here.filter(pk__in=background.union(lead))  # joined by OR, they would have every story looked at
    return list(stories.annotate(is_picked=ExpressionWrapper(picked, BooleanField())))
