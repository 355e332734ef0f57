"""The filter learns from moderators, from nobody else, and never decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.lib import defences
from articles.models import Comment, Learned
from articles.queries.rulebook import rulebook
from articles.workflow import learning
from articles.workflow.learning import learn, learn_if_due, trial
from articles.workflow.moderation import decide
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db
SPAM = "Gros bonus casino gratuit, inscription rapide https://a.example/x"
HAM = "Merci pour cet article sur les habitants de Kherson"


@pytest.fixture
def story():
    return StoryFactory(public=True)


def decided(story, by, number=25, **more):
    for status, body in (("spam", SPAM), ("approved", HAM)):
        fields = {"story": story, "status": status, "body": body, "decided_by": by, "decided_at": timezone.now()}
        CommentFactory.create_batch(number, **fields | more)


def test_nothing_is_learned_from_what_nobody_decided(story):
    decided(story, by=None)
    assert learn().words == 0
    assert not Learned.objects.exists()


def test_nor_from_too_little(story, moderator):
    decided(story, moderator, number=19)
    assert (learn().spam, learn().words) == (19, 0)
    assert not Learned.objects.exists()


def test_what_moderators_filed_as_spam_is_held_from_then_on(story, moderator):
    decided(story, moderator)
    lesson = learn()
    assert (lesson.spam, lesson.ham) == (25, 25)
    found = defences.reasons({"body": "Bonus gratuit au casino, inscription https://b.example"}, book=rulebook())
    assert [code for code, _ in found] == ["words", "learned"]
    assert defences.reasons({"body": "Merci, très bon article"}, book=rulebook()) == []


def test_it_only_holds_and_never_lets_trust_pass(story, moderator):
    assert defences.never_alone([["learned", "bonus"]])


def test_refused_and_withdrawn_comments_teach_nothing(story, moderator):
    decided(story, moderator)
    CommentFactory.create_batch(5, story=story, status="refused", body="secret", decided_by=moderator)
    CommentFactory.create_batch(5, story=story, status="withdrawn", body="", name="", decided_by=moderator)
    assert (learn().spam, learn().ham) == (25, 25)
    assert "secre" not in Learned.objects.first().weights


def test_neither_names_nor_addresses_are_learned(story, moderator):
    decided(story, moderator, name="Zoé Rarissime", email="rarissime@example.org", website="https://rarissime.example")
    CommentFactory.create_batch(4, story=story, status="spam", body=SPAM, decided_by=moderator)
    learn()
    assert not {"zoe", "raris"} & set(Learned.objects.get().weights)


def test_the_words_of_one_person_are_forgotten_however_often_they_are_written(story, moderator):
    decided(story, moderator)
    mine = {"status": "approved", "decided_by": moderator, "decided_at": timezone.now()}
    CommentFactory.create_batch(9, story=story, email="Zoe@example.org", body="Mon village Krasnohorivka", **mine)
    learn()
    assert "krasn" not in Learned.objects.get().weights


def test_only_the_newest_are_looked_at(story, moderator, monkeypatch):
    monkeypatch.setattr(learning, "NEWEST", 20)
    decided(story, moderator, decided_at=timezone.now() - timedelta(days=9))
    decided(story, moderator, number=20)
    assert (learn().spam, learn().ham) == (20, 20)


def test_the_filters_before_it_are_dropped(story, moderator):
    decided(story, moderator)
    for _ in range(5):
        learn()
    assert Learned.objects.count() == learning.KEPT


def test_the_trial_is_on_comments_it_was_not_shown(story, moderator):
    assert trial() is None
    decided(story, moderator, number=30)
    assert trial() == (1.0, 0.0)
    assert not Learned.objects.exists()


class TestByItself:
    def test_after_enough_decisions(self, story, moderator):
        decided(story, moderator, number=24)
        learn_if_due.call()
        assert not Learned.objects.exists()
        decided(story, moderator, number=1)
        learn_if_due.call()
        assert Learned.objects.get().spam == 25
        learn_if_due.call()
        assert Learned.objects.count() == 1

    def test_and_the_more_it_knows_the_rarer(self, story, moderator):
        hour_ago = timezone.now() - timedelta(hours=1)
        Learned.objects.create(spam=2000, ham=2000, weights={}, created_at=hour_ago)
        decided(story, moderator, number=39)
        learn_if_due.call()
        assert Learned.objects.count() == 1
        decided(story, moderator, number=1)
        learn_if_due.call()
        assert Learned.objects.count() == 2

    def test_a_decision_starts_it(self, story, moderator, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr(learning, "DUE", 1)
        decided(story, moderator)
        comment = CommentFactory(story=story, body=SPAM)
        with django_capture_on_commit_callbacks(execute=True):
            assert decide([comment], Comment.Status.SPAM, moderator) == 1
        assert Learned.objects.get().spam == 26
