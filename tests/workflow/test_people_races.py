"""Everybody at once: one mail, one confirmation, one notice. On both databases."""

from functools import partial

import pytest
from django.core import mail

from articles.lib import seals
from articles.models import Comment, Person
from articles.workflow import erasure, moderation, notices, people
from tests.factories import CommentFactory, PersonFactory
from tests.workflow.test_races import at_once, kinds

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]


def test_thirty_at_once_ask_for_one_address_and_one_mail_goes_out():
    calls = [partial(people.ask_to_verify, "anne@example.org", "fr", None, f"192.0.2.{n}") for n in range(30)]
    assert at_once(*calls) == [None] * 30
    assert [message.to for message in mail.outbox] == [["anne@example.org"]]


def test_thirty_at_once_from_one_place():
    calls = [partial(people.ask_to_verify, f"n{n}@example.org", "fr", None, "192.0.2.1") for n in range(30)]
    assert kinds(at_once(*calls)) == sorted(["NoneType"] * people.ASKS + ["TooMany"] * (30 - people.ASKS))
    assert len(mail.outbox) == people.ASKS


def test_of_many_who_follow_one_link_one_is_taken():
    token = seals.seal("verify", ["anne@example.org", "fr", None, ""])
    assert kinds(at_once(*[partial(people.verify, token)] * 8)) == sorted(["Over"] * 7 + ["Person"])
    assert Person.objects.count() == 1


def test_announced_by_many_it_is_told_once():
    person = PersonFactory()
    comment = CommentFactory(status="approved", person=person, email=person.email, notify=True)
    answer = CommentFactory(story=comment.story, parent=comment, status="approved")
    assert sorted(at_once(*[partial(notices.announce, answer)] * 8)) == [False] * 7 + [True]
    assert len(mail.outbox) == 1


def test_erased_while_a_moderator_approves(moderator):
    """Whoever comes first: the words are gone, and the number under the story is right."""
    person = PersonFactory()
    comments = CommentFactory.create_batch(4, email=person.email)
    at_once(
        partial(erasure.erase, person),
        *[partial(moderation.decide, [each], "approved", moderator) for each in comments],
    )
    assert set(Comment.objects.values_list("status", "body", "email", "shown")) == {("withdrawn", "", "", False)}
    assert set(Comment.objects.values_list("story__comment_count", flat=True)) == {0}
