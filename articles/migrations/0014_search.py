"""The readers' search: what it knows of each story, in what each database searches best, and the words it has seen.

SQLite: a table that is made anew loses its triggers; a migration that alters SearchEntry has to lay this one again.
"""

from itertools import batched

import django.db.models.deletion
from django.db import migrations, models

from articles.lib.html import text_of
from articles.lib.search_entry import Texts, entry, known_rows
from articles.lib.search_store import store

AT_ONCE = 200
LANGUAGES = [("fr", "Français"), ("en", "English"), ("uk", "Українська")]

SQLITE = [
    # The words come stemmed; "#" belongs to the marks.
    """
    CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        headline, standfirst, names, often, marks, body, tokenize="unicode61 remove_diacritics 0 tokenchars '#'"
    )
    """,
    """
    CREATE TRIGGER searchindex_deleted AFTER DELETE ON articles_searchentry BEGIN
        DELETE FROM articles_searchindex WHERE rowid = old.story_id;
    END
    """,
]
SQLITE_BACK = ["DROP TRIGGER searchindex_deleted", "DROP TABLE articles_searchindex"]
POSTGRESQL = [
    """
    ALTER TABLE articles_searchentry
    ADD COLUMN words tsvector NOT NULL DEFAULT '', ADD COLUMN head tsvector NOT NULL DEFAULT ''
    """,
    # The rows stay small, so that many are looked at in few pages; the vectors lie beside, and are fetched unpacked.
    "ALTER TABLE articles_searchentry ALTER COLUMN words SET STORAGE EXTERNAL, ALTER COLUMN head SET STORAGE EXTERNAL",
    "ALTER TABLE articles_searchentry SET (toast_tuple_target = 128)",
    # How common a word is decides how far back the search looks (queries/search_window.py).
    "ALTER TABLE articles_searchentry ALTER COLUMN words SET STATISTICS 500, ALTER COLUMN head SET STATISTICS 0",
    "ALTER TABLE articles_searchentry ALTER COLUMN published_at SET STATISTICS 500",
]
# After the rows are there: a whole index is made many times as fast. No list of what is still to be indexed, which
# every search would have to read.
POSTGRESQL_INDEX = [
    "SET CONSTRAINTS ALL IMMEDIATE",
    "CREATE INDEX articles_searchindex ON articles_searchentry USING gin (words) WITH (fastupdate = off)",
]


def lay(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def lift(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": []})


def make_index(apps, schema_editor):
    run(schema_editor, {"sqlite": [], "postgresql": POSTGRESQL_INDEX})


def drop_index(apps, schema_editor):
    run(schema_editor, {"sqlite": [], "postgresql": ["DROP INDEX articles_searchindex"]})


def run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    """The stories that lists name, now or later. What is written from now on: articles/workflow/searchable.py."""
    stories = apps.get_model("articles", "Story").objects.using(schema_editor.connection.alias)
    known = apps.get_model("articles", "KnownWord")
    rows = stories.filter(status="published").order_by("pk").defer("html").iterator(AT_ONCE)
    for some in batched(rows, AT_ONCE):
        entries = list(entries_of(apps, schema_editor.connection.alias, some))
        store(schema_editor.connection, entries)
        columns = ("language", "word", "written", "stem", "sound")
        words = [known(**dict(zip(columns, row, strict=True))) for row in known_rows(entries)]
        known.objects.using(schema_editor.connection.alias).bulk_create(words, ignore_conflicts=True)


def entries_of(apps, alias, stories):
    keys = [story.pk for story in stories]
    authors = related(apps, alias, "Byline", keys, "author__name", "position")
    regions = related(apps, alias, "StoryRegion", keys, "region_id", "region_id")
    for story in stories:
        names = "\n".join(authors.get(story.pk, []))
        texts = Texts(f"{story.kicker}\n{story.headline}", story.standfirst, names, text_of(story.body))
        times = (story.published_at, story.expires_at)
        yield entry(story.pk, story.language, *times, texts, regions.get(story.pk, []), story.section_id)


def related(apps, alias, model, keys, value, order):
    """{story: [value, …]}"""
    found = {}
    links = apps.get_model("articles", model).objects.using(alias).filter(story__in=keys).order_by(order)
    for key, each in links.values_list("story", value):
        found.setdefault(key, []).append(each)
    return found


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_readers")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="articles.story",
                    ),
                ),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("published_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("word", models.CharField(db_index=True, max_length=60)),
                ("written", models.CharField(max_length=60)),
                ("stem", models.CharField(max_length=60)),
                (
                    "sound",
                    models.CharField(max_length=60, help_text="What is left when vowels and look-alikes are one."),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="known_word_once")],
                "indexes": [models.Index(fields=["language", "sound"], name="known_word_sound")],
            },
        ),
        migrations.RunPython(lay, lift),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_index, drop_index),
    ]
