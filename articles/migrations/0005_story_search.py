"""An index over the words of stories: FTS5 on SQLite, GIN on PostgreSQL (read by queries/search.py).

SQLite: a table that is made anew loses its triggers; a migration that alters StoryWords has to lay them again.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE articles_wordindex USING fts5(
        folded, content='articles_storywords', content_rowid='story_id',
        detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0"
    )
    """,
    """
    CREATE TRIGGER wordindex_added AFTER INSERT ON articles_storywords BEGIN
        INSERT INTO articles_wordindex(rowid, folded) VALUES (new.story_id, new.folded);
    END
    """,
    """
    CREATE TRIGGER wordindex_deleted AFTER DELETE ON articles_storywords BEGIN
        INSERT INTO articles_wordindex(articles_wordindex, rowid, folded) VALUES ('delete', old.story_id, old.folded);
    END
    """,
    """
    CREATE TRIGGER wordindex_changed AFTER UPDATE ON articles_storywords BEGIN
        INSERT INTO articles_wordindex(articles_wordindex, rowid, folded) VALUES ('delete', old.story_id, old.folded);
        INSERT INTO articles_wordindex(rowid, folded) VALUES (new.story_id, new.folded);
    END
    """,
    "INSERT INTO articles_wordindex(articles_wordindex) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER wordindex_added",
    "DROP TRIGGER wordindex_deleted",
    "DROP TRIGGER wordindex_changed",
    "DROP TABLE articles_wordindex",
]
# A column of its own, kept by the database: to make the vector anew for every row looked at took 15 times as long.
POSTGRESQL = [
    """
    ALTER TABLE articles_storywords ADD COLUMN words tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(folded, ' '))) STORED
    """,
    "CREATE INDEX articles_wordindex ON articles_storywords USING gin (words)",
]
POSTGRESQL_BACK = ["DROP INDEX articles_wordindex", "ALTER TABLE articles_storywords DROP COLUMN words"]


def forward(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def back(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_story_words")]
    operations = [migrations.RunPython(forward, back)]
