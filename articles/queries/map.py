"""The map of the regions: where they lie, and how many stories of the last days tell of each."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BigIntegerField, Case, Count, When
from django.utils import timezone

from articles.lib.kept import Kept
from articles.lib.ukraine import HEIGHT, WIDTH, Shape, country
from articles.models import Region, Story, StoryRegion
from articles.queries.navigation import navigation

DAYS = 7
SECONDS = 1


@dataclass(frozen=True)
class Spot:
    """A region with the number of its recent stories; `shape` None: the map does not draw it."""

    region: Region
    number: int
    shape: Shape | None
    current: bool = False


@dataclass(frozen=True)
class RegionMap:
    outline: str
    spots: list[Spot]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def drawn(self):
        """The spots that have a shape, the current one last: its border lies above those of its neighbours."""
        return sorted((spot for spot in self.spots if spot.shape), key=lambda spot: spot.current)


def region_map(language, current=None, at=None):
    """The regions of the navigation, `current` marked. `at`: as it will be (or was) at that moment.

    One query, and none within the second after it.
    """
    numbers, land = recent() if at is None else _recent(at), country()
    return RegionMap(
        outline=land.outline,
        spots=[
            Spot(region, numbers.get((language, region.pk), 0), land.regions.get(region.iso_code), region == current)
            for region in navigation().tree.top()
        ],
    )


def _recent(at=None):
    """{(language, region): number of stories of the last seven days, today included}, each counted once a region.

    By whole days of the newsroom, so that a page stays the same until something happens. One query.
    """
    tree = navigation().tree
    if not tree.top():
        return {}
    around = Case(
        *(When(region_id__in=tree.ids_within(region), then=region.pk) for region in tree.top()),
        output_field=BigIntegerField(),
    )
    stories = Story.objects.listed(at).filter(published_at__gte=_first_day(at))
    links = StoryRegion.objects.filter(story__in=stories).order_by().annotate(around=around)
    counted = links.values_list("story__language", "around").annotate(Count("story", distinct=True))
    return {(language, region): number for language, region, number in counted}


recent = Kept(_recent, SECONDS)


def _first_day(at):
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=DAYS - 1)
