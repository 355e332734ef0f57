"""The story that somebody comments on: no more of it than that takes."""

from collections import namedtuple

from django.db.models import OuterRef, Subquery

from articles.models import Story, StoryRegion
from articles.queries.raw import Worked, moment
from articles.queries.story import find_story

FIELDS = ["id", "language", "slug", "comments_open", "published_at"]  # in the order of the model
Commented = namedtuple("Commented", ["pk", *FIELDS[1:], "region"])
CUT = len(Commented._fields)


def find_commented(pk, language):
    """The public story, with `filed_under`: [the key of its primary region], or []. Raises what `find_story` raises.

    One query. The story's texts are left behind: each would be a query of its own.
    """
    rows = _ask(pk=pk, language=language) if pk <= LARGEST else []
    return _story(rows[0]) if rows else find_story(pk=pk, language=language)


def find_with(pk, language, question):
    """(what a comment needs to know of the same story, the answer to another question), or None. One query.

    `question`: (SQL, its values) about whoever comments, answered by one row.
    """
    rows = _ask(question, pk=pk, language=language) if pk <= LARGEST else []
    return (Commented._make(rows[0][:CUT]), rows[0][CUT:]) if rows else None


def _story(row):
    *values, region = row
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
