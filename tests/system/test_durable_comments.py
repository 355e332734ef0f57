"""What was acknowledged is stored, once: also when a worker dies over it every two seconds. On both databases."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from articles.lib.tokens import form_token
from articles.models import Comment
from tests.factories import StoryFactory
from tests.system.serving import kill_one, served, wait_until_served, workers

# The live server is not called: with it the database is one that other processes can really share.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("live_server", "socket_enabled"),
]

COMMENTS = 10_000
EVERY = 2  # seconds
# Everybody writes one comment, from an address of their own: no rate concerns them, all of them are asked.
READERS = {"COMMENT_ATTEMPTS": "1000", "WORKERS": "2"}


def test_ten_thousand_acknowledged_comments_outlive_their_workers(tmp_path, settings):
    story = StoryFactory(public=True)
    token = form_token(story.pk, time.time())
    connection.close()
    with served(tmp_path, SECRET_KEY=settings.SECRET_KEY, **READERS) as (port, server):
        wait_until_served(port, server, tmp_path)
        first = set(workers(server))
        readers = post(port, story, token, answers := tmp_path / "answers.json")
        kills = kill_until_done(server, readers)
        assert not first & set(workers(server)) and kills >= 2, "Nothing was put to the test"
    result = json.loads(answers.read_text())
    assert result["answers"] == {"303": COMMENTS}
    assert sorted(result["acknowledged"]) == list(range(1, COMMENTS + 1))
    names = list(Comment.objects.filter(story=story).values_list("name", flat=True))
    assert len(names) == COMMENTS, "doubled, or missing"
    assert set(names) == {f"Lectrice {number}" for number in result["acknowledged"]}


def post(port, story, token, answers):
    words = [port, story.pk, token, 1, COMMENTS]
    posting = [sys.executable, Path(__file__).with_name("posting.py"), *map(str, words)]
    with open(answers, "wb") as file:
        return subprocess.Popen(posting, stdout=file)


def kill_until_done(server, readers):
    """How many workers were killed, every two seconds one: the oldest, if the site was at work since the last."""
    kills = stored = 0
    while readers.poll() is None:
        time.sleep(EVERY)
        before, stored = stored, Comment.objects.count()
        kills += stored > before and kill_one(server)
    return kills
