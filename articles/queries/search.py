"""Which stories hold these words: the beginnings of words, in any order, all of them."""

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.lib.words import asked_for
from articles.queries.desk_list import among

# What differs between the two databases: the index of migration 0005, and how it is asked.
ASK = {
    "sqlite": "SELECT rowid FROM articles_wordindex WHERE articles_wordindex MATCH %s",
    # MATERIALIZED: the planner guesses badly how rare the beginning of a word is, and would look at every story.
    "postgresql": (
        "WITH found AS MATERIALIZED (SELECT story_id FROM articles_storywords WHERE words @@ %s::tsquery) "
        "SELECT story_id FROM found"
    ),
}


def with_words(stories, text):
    """Of these stories those that hold every word of `text`, as the desk types it; all of them when it names none.

    Headline, text, signatures and address count; accents and case do not. A hundred characters and eight words
    are read. No query yet.
    """
    asked = asked_for(text)
    if not asked:
        return stories
    return among(stories, RawSQL(ASK[connection.vendor], [_expression(asked)]))


def _expression(words):
    """['ete', 'kher'] -> '"ete"* AND "kher"*' for FTS5, "'ete':* & 'kher':*" as a tsquery. Words are bare letters."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}"*' for word in words)
    return " & ".join(f"'{word}':*" for word in words)
