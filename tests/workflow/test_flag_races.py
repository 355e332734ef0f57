"""Readers who report a comment all at once: each counts, and none of them twice. On both databases."""

from functools import partial

import pytest
from django.utils import timezone

from articles.models import Comment, Flag
from articles.workflow import appeals, flags
from tests.factories import CommentFactory
from tests.workflow.test_races import PEOPLE, at_once, kinds

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]


def flagging(comment, address):
    return partial(flags.flag, comment, "hate", "", address)


def test_the_same_reader_many_times_counts_once():
    comment = CommentFactory(status="approved")
    results = at_once(*[flagging(comment, "192.0.2.1")] * PEOPLE)
    assert sorted(results, key=str) == [False] * (PEOPLE - 1) + [True]
    assert (Flag.objects.count(), Comment.objects.get().flagged) == (1, 1)


def test_many_readers_all_count():
    comment = CommentFactory(status="approved")
    results = at_once(*[flagging(comment, f"192.0.2.{n}") for n in range(PEOPLE)])
    assert results == [True] * PEOPLE
    assert (Flag.objects.count(), Comment.objects.get().flagged) == (PEOPLE, PEOPLE)


def test_one_address_has_so_many_reports_however_fast_it_is(monkeypatch):
    monkeypatch.setattr(flags, "MOST", PEOPLE - 2)
    story = CommentFactory(status="approved").story
    comments = [CommentFactory(status="approved", story=story) for _ in range(PEOPLE)]
    results = at_once(*[flagging(comment, "192.0.2.1") for comment in comments])
    assert kinds(results) == ["TooMany"] * 2 + ["bool"] * (PEOPLE - 2)
    assert Flag.objects.count() == sum(Comment.objects.values_list("flagged", flat=True)) == PEOPLE - 2


def test_an_appeal_sent_many_times_is_stored_once(moderator):
    comment = CommentFactory(status="refused", decided_by=moderator, decided_at=timezone.now())
    results = at_once(*[partial(appeals.appeal, comment, f"n° {n}") for n in range(PEOPLE)])
    assert results == [None] * PEOPLE
    assert comment.appeal.words.startswith("n° ")
