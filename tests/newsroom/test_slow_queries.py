"""A slow question is a line in the log: which one, at which view; never what was put in."""

import json
import logging
import re

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from newsroom import logs, slow_queries
from tests.factories import StoryFactory
from tests.readers import HERE, comment_words

MIDDLEWARE = "newsroom.slow_queries.SlowQueries"


@pytest.fixture
def client(settings):
    """A reader of a site where every question is called slow."""
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], MIDDLEWARE, *settings.MIDDLEWARE[1:]]
    settings.SLOW_QUERY_MS = 0
    return Client()


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO)
    named = ("newsroom.slow_queries", "newsroom.requests")
    return lambda: [json.loads(logs.JsonFormatter().format(each)) for each in caplog.records if each.name in named]


@pytest.mark.django_db
def test_what_a_reader_wrote_is_in_none_of_the_lines(client, lines):
    story = StoryFactory(public=True)
    words = comment_words(story, name="Zoé Confidentielle", email="zoe@private.example", body="Mon adresse est rue X.")
    assert client.post(f"/comments/{story.pk}/", words, headers=HERE).status_code == 303
    client.get("/search/", {"q": "introuvable"})
    written = json.dumps(lines(), ensure_ascii=False)
    assert "INSERT INTO" in written
    for word in ("Confidentielle", "private", "rue X", "introuvable", "127.0.0.1", "testserver"):
        assert word not in written


@pytest.mark.django_db
def test_a_line_says_the_view_the_time_and_the_request(client, lines):
    client.get(StoryFactory(public=True).get_absolute_url())
    *slow, request = lines()
    assert len(slow) > 3
    for line in slow:
        assert (line["logger"], line["level"], line["view"]) == ("newsroom.slow_queries", "WARNING", "story")
        assert line["request_id"] == request["request_id"]
        assert re.match(r"Slow query: \(?(WITH|SELECT) ", line["message"]) and line["duration_ms"] >= 0


@pytest.mark.django_db
def test_a_quick_question_is_not_worth_a_line(client, lines, settings):
    settings.SLOW_QUERY_MS = 60_000
    client.get(StoryFactory(public=True).get_absolute_url())
    assert [line["logger"] for line in lines()] == ["newsroom.requests"]


@pytest.mark.django_db
def test_a_question_that_fails_slowly_is_told_and_fails(lines, rf, settings):
    settings.SLOW_QUERY_MS = 0

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'anne@example.org' FROM nowhere")

    with pytest.raises(DatabaseError):
        slow_queries.SlowQueries(view)(rf.get("/"))
    assert [line["message"] for line in lines()] == ["Slow query: SELECT '…' FROM nowhere"]


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ("SELECT  a\n  FROM b WHERE c = %s", "SELECT a FROM b WHERE c = %s"),
        ("x = 'it''s O''Brien' AND y = ''", "x = '…' AND y = '…'"),
        ("IN (%s, %s, %s, %s, %s) OR IN (%s, %s)", "IN (%s, …) OR IN (%s, %s)"),
        ("x" * 3000, "x" * 2000 + "…"),
    ],
)
def test_values_that_stand_in_the_sql_are_blanked(sql, written):
    assert slow_queries.without_values(sql) == written
