"""A site of any size, in one transaction: whole, or nothing of it (manage.py seed)."""

import random
from collections import defaultdict

from django.db import connection, transaction
from django.utils import timezone

from articles.management.seed import comments as readers
from articles.management.seed import house
from articles.management.seed.comments import Comments
from articles.management.seed.pool import Pool
from articles.management.seed.stories import BYLINE, ENTRY, REGION, STORY, TAG, TRAIL, WORDS, Stories
from articles.management.seed.tables import bare, go_on_counting, next_key
from articles.models import Comment, KnownWord, Language, Person, Revision, Story
from articles.workflow import revisions, searchable, words

TABLES = (STORY, REGION, BYLINE, TAG, WORDS, ENTRY, TRAIL, readers.PERSON, readers.COMMENT, readers.FLAG)
SEARCHED = (WORDS, ENTRY)
AT_ONCE = 2_000
PIECES = {"fr": 8_000, "en": 2_500, "uk": 2_500}


def fill(number, comments, say, seed=7):
    """Adds so many stories and comments; whoever reads the site meanwhile waits for the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        _fill(cursor, number, comments, say, random.Random(seed))
    in_order(say)


def in_order(say):
    """What PostgreSQL does by itself sooner or later: otherwise the first readers wait for it."""
    if connection.vendor != "postgresql":
        return
    say("Putting the tables in order")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) " + ", ".join(table.name for table in TABLES))


def _fill(cursor, number, comments, say, draw):
    say("Writing the words")
    now, around = timezone.now(), house.found(number)
    pools = {code: Pool(code, draw, min(PIECES[code], 100 + number // 20)) for code in Language.values}
    stories = Stories(number, next_key(Story), now, around, pools, draw)
    said = Comments(comments, next_key(Comment), next_key(Person), now, pools, draw)
    with bare(cursor, TABLES, say):
        readers.PERSON.write(cursor, said.people())
        for first in range(1, number + 1, AT_ONCE):
            _write(cursor, _rows(stories, said, range(first, min(first + AT_ONCE, number + 1))))
            _tell(say, min(number, first + AT_ONCE - 1), number, said.given)
    _know(pools)
    if connection.vendor != "postgresql":
        say("Indexing the words")
        searchable.index_all(Story.objects.filter(pk__gte=stories.first))
        words.index_all(Story.objects.filter(pk__gte=stories.first))
    go_on_counting(cursor, [Story, Comment, Person])
    _begin_drafts(stories.first)


def _rows(stories, said, numbers):
    """{table: rows} of these stories and their comments."""
    found = defaultdict(list)

    def add(table, row):
        found[table].append(row)

    mean = said.number / stories.number
    for n in numbers:
        story, place = stories.told(n)
        visible = said.of(n, story, mean, n == stories.last_out, add)
        stories.rows(story, place, visible, add)
    return found


def _write(cursor, rows):
    for table in TABLES:
        # The vectors are PostgreSQL's own; on SQLite the searches are filled as they are from any story.
        if rows[table] and (connection.vendor == "postgresql" or table not in SEARCHED):
            table.write(cursor, rows[table])


def _tell(say, done, number, comments):
    filled = 30 * done // number
    bar = "#" * filled + "." * (30 - filled)
    say(f"[{bar}] {100 * done // number} %: {done:,} stories, {comments:,} comments", again=True)


def _know(pools):
    """What "did you mean" chooses from."""
    columns = ("language", "word", "written", "stem", "sound")
    rows = [KnownWord(**dict(zip(columns, row, strict=True))) for pool in pools.values() for row in pool.known()]
    KnownWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)


def _begin_drafts(first):
    """What is in progress has its working draft."""
    Revision.objects.bulk_create(
        Revision(story=story, kind="draft", data=revisions.snapshot(story), based_on=0, by_id=story.owner_id)
        for story in Story.objects.filter(pk__gte=first, published_at=None)
    )
