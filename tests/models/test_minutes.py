"""Stories from before reading times were kept get theirs (migration 0015)."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE, AFTER = [("articles", "0014_search")], [("articles", "0015_minutes")]


@pytest.fixture
def before():
    """The tables as they were; afterwards as they are today, whatever happened."""
    executor = MigrationExecutor(connection)
    newest = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] == "articles"]
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.loader.project_state(AFTER).apps.get_model("articles", "Story").objects.all().delete()
    executor.migrate(newest)


def test_each_by_its_own_words_and_language(before):
    Story = before.get_model("articles", "Story")
    text = f"<p>{'mot ' * 429}<strong>d’un</strong></p><p>seul&nbsp;coup</p>"
    for number, (language, body) in enumerate([("fr", text), ("uk", text * 5), ("en", "<p>One.</p>"), ("fr", "")]):
        Story.objects.create(headline="Un", slug=f"un-{number}", language=language, body=body)
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    stories = executor.loader.project_state(AFTER).apps.get_model("articles", "Story").objects.order_by("pk")
    assert list(stories.values_list("minutes", flat=True)) == [2, 11, 1, 0]
