"""Which stories hold these words: the beginnings of words, in any order, all of them."""

from dataclasses import dataclass

from django.db import connection

from articles.lib.words import asked_for
from articles.queries.search_window import expected_rows

MOST = 2_000
# What differs between the two databases: the index of migration 0005, and how it is asked.
FTS5 = "SELECT rowid FROM articles_wordindex WHERE articles_wordindex MATCH %s ORDER BY rowid DESC LIMIT %s"
HOLDS = "FROM articles_storywords WHERE words @@ %s::tsquery"
# Rare words: all their stories by the index, which knows no order. MATERIALIZED, or they would be walked through.
GATHER = f"WITH found AS MATERIALIZED (SELECT story_id {HOLDS}) SELECT story_id FROM found"
# Common ones: through the stories, the newest first, until there are enough.
WALK = f"SELECT story_id {HOLDS}"
DEARER = 2  # to look for a word in a story that is walked past than to fetch one that has it


@dataclass(frozen=True)
class Holding:
    """The keys of the newest stories that hold the words, the newest first; None when no word was named."""

    keys: list[int] | None
    is_cut: bool = False  # there are older ones

    def among(self, stories):
        return stories if self.keys is None else stories.filter(pk__in=self.keys)


def holding(text):
    """The newest 2,000 stories that hold every word of `text`, as the desk types it.

    Headline, text, signatures and address count; accents and case do not. A hundred characters and eight words
    are read. Without a word no query, otherwise one; on PostgreSQL two more to look how common the words are.
    """
    asked = asked_for(text)
    if not asked:
        return Holding(None)
    expression = _expression(asked)
    with connection.cursor() as cursor:
        cursor.execute(_sql(expression), [expression, MOST + 1])
        keys = [key for (key,) in cursor.fetchall()]
    return Holding(keys[:MOST], len(keys) > MOST)


def with_words(stories, text):
    """Of these stories those among the newest 2,000 with every word of `text`; all of them when it names none."""
    return holding(text).among(stories)


def _sql(expression):
    if connection.vendor == "sqlite":
        return FTS5
    expected, number = expected_rows(f"SELECT {HOLDS}", [expression]), _number()
    # To find 2,000 by walking, 2,000 * number / expected stories are looked at.
    rare = number < 0 or expected**2 <= DEARER * MOST * number
    return f"{GATHER if rare else WALK} ORDER BY story_id DESC LIMIT %s"


def _number():
    """How many stories PostgreSQL thinks there are; -1 before the first ANALYZE."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'articles_storywords'::regclass")
        return cursor.fetchone()[0]


def _expression(words):
    """['ete', 'kher'] -> '"ete"* AND "kher"*' for FTS5, "'ete':* & 'kher':*" as a tsquery. Words are bare letters."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}"*' for word in words)
    return " & ".join(f"'{word}':*" for word in words)
