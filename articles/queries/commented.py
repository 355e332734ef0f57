"""The story that somebody comments on: no more of it than that takes."""

from django.db.models import OuterRef, Subquery

from articles.models import Story, StoryRegion
from articles.queries.raw import Worked, moment
from articles.queries.story import find_story

FIELDS = ["id", "language", "slug", "comments_open", "published_at"]  # in the order of the model


def find_commented(pk, language):
    """The public story, with `filed_under`: [the key of its primary region], or []. Raises what `find_story` raises.

    One query. The story's texts are left behind: each would be a query of its own.
    """
    rows = _ask(pk=pk, language=language) if pk <= LARGEST else []
    if not rows:
        return find_story(pk=pk, language=language)
    *values, region = rows[0]
    values[3], values[4] = bool(values[3]), moment(values[4])
    story = Story.from_db("default", FIELDS, values)
    story.filed_under = [region] if region else []
    return story


def _lean(pk, language):
    primary = StoryRegion.objects.filter(story=OuterRef("pk"), primary=True).values("region")[:1]
    found = Story.objects.public().filter(pk=pk, language=language).order_by()
    return found.annotate(region=Subquery(primary)).values_list(*FIELDS, "region")


LARGEST = 2**63 - 1
_ask = Worked(_lean, pk=-1, language="--")
