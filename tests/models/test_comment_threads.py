"""Comments from before there were threads keep who they answer, at most three deep (migration 0011)."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FLAT, THREADED = [("articles", "0010_comments")], [("articles", "0011_threads_of_comments")]


@pytest.fixture
def flat():
    """The tables as they were; afterwards as they are today, whatever happened."""
    executor = MigrationExecutor(connection)
    newest = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] == "articles"]
    executor.migrate(FLAT)
    yield executor.loader.project_state(FLAT).apps
    executor = MigrationExecutor(connection)
    executor.loader.project_state(THREADED).apps.get_model("articles", "Story").objects.all().delete()
    executor.migrate(newest)


def threaded():
    executor = MigrationExecutor(connection)
    executor.migrate(THREADED)
    return executor.loader.project_state(THREADED).apps


def test_a_chain_of_answers_gets_its_place(flat):
    Story, Comment = (flat.get_model("articles", name) for name in ("Story", "Comment"))
    story = Story.objects.create(headline="Un", slug="un", status="published", published_at=timezone.now())

    def say(name, parent=None, status="approved"):
        return Comment.objects.create(
            story=story, name=name, body=name, fingerprint=name, parent=parent, status=status, email="a@example.org"
        )

    one = say("one", status="refused")
    two = say("two", one)
    three = say("three", two)
    four = say("four", three)
    five = say("five", four, "pending")
    alone = say("alone", status="spam")

    apps = threaded()
    rows = apps.get_model("articles", "Comment").objects.order_by("pk")
    assert list(rows.values_list("pk", "thread", "parent", "depth", "shown")) == [
        (one.pk, None, None, 1, True),  # refused, but answered: its place stays
        (two.pk, one.pk, one.pk, 2, True),
        (three.pk, one.pk, two.pk, 3, True),
        (four.pk, one.pk, two.pk, 3, True),  # beside the one it answers
        (five.pk, one.pk, two.pk, 3, False),
        (alone.pk, None, None, 1, False),
    ]
    assert apps.get_model("articles", "Story").objects.get().comment_count == 3
