"""The lists of a tag, an author, a region and a section, and the desk's pictures, read along an index of their own.

A tie of a story (to a region, a tag, who signs it) carries the language and the moment of its story. The database
keeps both, whoever writes: a story without them would be missing from a list.
No transaction holds it together, for that would hold up the site: killed half-way, it is run again, and goes on.
SQLite: a table that is made anew loses its triggers; a migration that alters one of these has to lay them again.
"""

import django.db.models.deletion
from django.db import migrations, models

from articles.migrations._repeatable import AddFieldOnce, AddIndexBeside

TIES = ("articles_storyregion", "articles_byline", "articles_story_tags")
LANGUAGES = [("fr", "Français"), ("en", "English"), ("uk", "Українська")]
TIED = ["language", "-published_at", "-story"]

FUNCTIONS = [
    """
    CREATE OR REPLACE FUNCTION articles_tie_dated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        SELECT story.language, story.published_at INTO NEW.language, NEW.published_at
        FROM articles_story story WHERE story.id = NEW.story_id;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION articles_story_dated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE articles_storyregion SET language = NEW.language, published_at = NEW.published_at
        WHERE story_id = NEW.id;
        UPDATE articles_byline SET language = NEW.language, published_at = NEW.published_at WHERE story_id = NEW.id;
        UPDATE articles_story_tags SET language = NEW.language, published_at = NEW.published_at
        WHERE story_id = NEW.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER story_dated AFTER UPDATE OF language, published_at ON articles_story FOR EACH ROW
    WHEN (OLD.language IS DISTINCT FROM NEW.language OR OLD.published_at IS DISTINCT FROM NEW.published_at)
    EXECUTE FUNCTION articles_story_dated()
    """,
    *(
        f"""
        CREATE OR REPLACE TRIGGER tie_dated BEFORE INSERT ON {tie} FOR EACH ROW WHEN (NEW.language IS NULL)
        EXECUTE FUNCTION articles_tie_dated()
        """
        for tie in TIES
    ),
]
FUNCTIONS_BACK = [
    *(f"DROP TRIGGER IF EXISTS tie_dated ON {tie}" for tie in TIES),
    "DROP TRIGGER IF EXISTS story_dated ON articles_story",
    "DROP FUNCTION IF EXISTS articles_story_dated()",
    "DROP FUNCTION IF EXISTS articles_tie_dated()",
]
TRIGGERS = [
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS {tie}_dated AFTER INSERT ON {tie} WHEN NEW.language IS NULL BEGIN
            UPDATE {tie} SET (language, published_at) =
                (SELECT language, published_at FROM articles_story WHERE id = NEW.story_id)
            WHERE id = NEW.id;
        END
        """
        for tie in TIES
    ),
    f"""
    CREATE TRIGGER IF NOT EXISTS story_dated AFTER UPDATE OF language, published_at ON articles_story
    WHEN OLD.language IS NOT NEW.language OR OLD.published_at IS NOT NEW.published_at BEGIN
        {
        " ".join(
            f"UPDATE {tie} SET language = NEW.language, published_at = NEW.published_at WHERE story_id = NEW.id;"
            for tie in TIES
        )
    }
    END
    """,
]
TRIGGERS_BACK = ["DROP TRIGGER IF EXISTS story_dated", *(f"DROP TRIGGER IF EXISTS {tie}_dated" for tie in TIES)]
# What is there already, in bites: each holds its rows for a moment only.
AT_ONCE = 10_000
FILL = """
    UPDATE {tie} SET language = story.language, published_at = story.published_at FROM articles_story story
    WHERE story.id = {tie}.story_id AND {tie}.language IS NULL AND {tie}.id > %s AND {tie}.id <= %s
"""


def lay(apps, schema_editor):
    run(schema_editor, {"sqlite": TRIGGERS, "postgresql": FUNCTIONS})


def lift(apps, schema_editor):
    run(schema_editor, {"sqlite": TRIGGERS_BACK, "postgresql": FUNCTIONS_BACK})


def run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for tie in TIES:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {tie}")
            last = cursor.fetchone()[0]
            for first in range(0, last, AT_ONCE):
                cursor.execute(FILL.format(tie=tie), [first, first + AT_ONCE])


def tied(model):
    """Language and moment of its story."""
    return [
        AddFieldOnce(model, "language", models.CharField(choices=LANGUAGES, editable=False, max_length=2, null=True)),
        AddFieldOnce(model, "published_at", models.DateTimeField(editable=False, null=True)),
    ]


class Migration(migrations.Migration):
    atomic = False  # each statement gives way by itself, and indexes are made beside the traffic
    dependencies = [("articles", "0016_update_note")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="StoryTag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="story_tags",
                                to="articles.story",
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.tag"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "articles_story_tags",
                        "default_permissions": [],
                        "unique_together": {("story", "tag")},
                    },
                ),
                migrations.AlterField(
                    "story",
                    "tags",
                    models.ManyToManyField(
                        blank=True, through="articles.StoryTag", to="articles.tag", verbose_name="tags"
                    ),
                ),
            ]
        ),
        *tied("storyregion"),
        *tied("byline"),
        *tied("storytag"),
        migrations.RunPython(lay, lift),
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexBeside("storyregion", models.Index(fields=["region", *TIED], name="story_region_newest")),
        AddIndexBeside("byline", models.Index(fields=["author", *TIED], name="byline_newest")),
        AddIndexBeside("storytag", models.Index(fields=["tag", *TIED], name="story_tag_newest")),
        AddIndexBeside(
            "story",
            models.Index(fields=["section", "language", "-published_at", "-id"], name="story_section_newest"),
        ),
        AddIndexBeside("image", models.Index(fields=["-created_at", "-id"], name="image_newest")),
    ]
