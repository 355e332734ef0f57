"""A migration without a transaction was killed half-way: `manage.py migrate` again, and it goes on where it stood."""

from datetime import timedelta
from functools import partial
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.management.patience import patiently
from articles.models import Byline
from tests.factories import AuthorFactory, StoryFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LISTS = import_module("articles.migrations.0017_lists_at_any_size")
LEAN = import_module("articles.migrations.0018_lean_comment_indexes")
INDEXES = ["story_region_newest", "byline_newest", "story_tag_newest", "story_section_newest", "image_newest"]


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def migrate(module, before):
    """As `manage.py migrate` runs it."""
    state = MigrationLoader(connection).project_state(("articles", before))

    def apply():
        with connection.schema_editor(atomic=False) as editor:
            module.Migration(module.__name__.rpartition(".")[2], "articles").apply(state.clone(), editor)

    patiently(connection, apply, wait=1, tries=1, say=print)


def indexes():
    tables = connection.introspection.table_names
    with connection.cursor() as cursor:
        found = partial(connection.introspection.get_constraints, cursor)
        return {name for table in tables(cursor) if table.startswith("articles_") for name in found(table)}


def test_it_goes_on_where_it_was_killed():
    story = StoryFactory(public=True)
    Byline.objects.create(story=story, author=AuthorFactory(), position=1)
    with connection.schema_editor(atomic=False) as editor:
        LISTS.lift(None, editor)
    execute(*(f"DROP INDEX {name}" for name in INDEXES[1:]))
    execute(*(f"ALTER TABLE articles_byline DROP COLUMN {name}" for name in ("language", "published_at")))
    assert not indexes() & set(INDEXES[1:])
    migrate(LISTS, "0016_update_note")
    assert indexes() >= set(INDEXES)
    byline = Byline.objects.get(story=story)
    assert (byline.language, byline.published_at) == (story.language, story.published_at)
    # The triggers are back, too.
    later = timezone.now() - timedelta(minutes=1)
    type(story).objects.filter(pk=story.pk).update(published_at=later)
    assert Byline.objects.get(story=story).published_at == later
    # And where all of it was done already, nothing changes.
    before = indexes()
    migrate(LISTS, "0016_update_note")
    assert (indexes(), Byline.objects.get(story=story).published_at) == (before, later)


def test_comments_keep_few_indexes_however_often_it_is_run():
    wanted = indexes()
    assert wanted >= {"comment_replies", "comment_of_colleague", "comment_of_person", "comment_decided_by"}
    execute(
        "DROP INDEX comment_of_person",
        "DROP INDEX comment_decided_by",
        "CREATE INDEX articles_comment_story_id_8b83df0e ON articles_comment (story_id)",
        "CREATE INDEX articles_comment_by_id_d10bc7a5 ON articles_comment (by_id)",
    )
    for _time in range(2):
        migrate(LEAN, "0017_lists_at_any_size")
        assert indexes() == wanted
