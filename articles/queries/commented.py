"""The story that somebody comments on: no more of it than that takes."""

from collections import namedtuple

from django.db.models import OuterRef, Subquery
from psycopg.types.json import Jsonb

from articles.models import Story, StoryRegion
from articles.queries.raw import Worked, cursor, moment
from articles.queries.story import find_story

FIELDS = ["id", "language", "slug", "comments_open", "published_at"]  # in the order of the model
Commented = namedtuple("Commented", ["pk", *FIELDS[1:], "region"])
CUT = len(Commented._fields)
TOGETHER = """
SELECT post.n, story.*, {question}
FROM jsonb_to_recordset(%s) AS post (n int, story_id bigint, language text, email text, keys text[])
CROSS JOIN LATERAL ({story}) AS story
"""


def find_commented(pk, language):
    """The public story, with `filed_under`: [the key of its primary region], or []. Raises what `find_story` raises.

    One query. The story's texts are left behind: each would be a query of its own.
    """
    rows = _ask(pk=pk, language=language) if pk <= LARGEST else []
    return _story(rows[0]) if rows else find_story(pk=pk, language=language)


def find_all(posts, question):
    """{n: (what a comment needs to know of its story, the answer to another question)}, of public stories. One query.

    `posts`: [{'n': 0, 'story_id': 7, 'language': 'fr', 'email': 'a@example.org', 'keys': […]}, …]. `question`: columns
    that SQL gives for such a row, called post. PostgreSQL only.
    """
    story, values = _ask.inside(pk="post.story_id", language="post.language")
    with cursor() as asking:
        asking.execute(TOGETHER.format(story=story, question=question), [Jsonb(posts), *values])
        return {n: (Commented._make(row[:CUT]), row[CUT:]) for n, *row in asking.fetchall()}


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
