"""Two moderators, and eight, before the same comments at the same moment. On both databases."""

from functools import partial

import pytest

from articles.models import Appeal, AuditEntry, Comment, Flag, Story
from articles.workflow import moderation
from articles.workflow.claiming import Overtaken, seen
from tests.factories import CommentFactory, StoryFactory, UserFactory
from tests.workflow.test_races import PEOPLE, at_once, kinds

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]


@pytest.fixture
def team(db):
    return [UserFactory(role="moderator") for _ in range(PEOPLE)]


def test_of_eight_decisions_one_counts_and_the_others_are_told(team):
    comment = CommentFactory()
    saw = seen(comment)
    states = ["approved", "refused", "spam", "approved"] * 2
    results = at_once(
        *[
            partial(moderation.decide_one, comment, status, person, on=saw, refusal="insult" * (status == "refused"))
            for status, person in zip(states, team, strict=True)
        ]
    )
    assert kinds(results) == sorted(["Step"] + [Overtaken.__name__] * (PEOPLE - 1))
    assert AuditEntry.objects.filter(action__startswith="comment.").count() == 1
    comment.refresh_from_db()
    assert Story.objects.get().comment_count == (comment.status == "approved")


def test_two_choices_of_the_same_comments_never_wait_for_each_other(team):
    """Several stories and threads, chosen in opposite orders: every comment is decided once, none is left."""
    stories = StoryFactory.create_batch(3, public=True)
    beginnings = [CommentFactory(story=story, status="approved") for story in stories]
    waiting = [CommentFactory(story=parent.story, parent=parent) for parent in beginnings * 4]
    both = [partial(moderation.decide, waiting, "approved", team[0])]
    both += [partial(moderation.decide, waiting[::-1], "spam", team[1])]
    assert sum(at_once(*both)) == len(waiting)
    assert not Comment.objects.filter(status="pending").exists()
    for story in Story.objects.all():
        assert story.comment_count == story.comments.filter(status="approved").count()


def test_kept_or_refused_but_not_both(team):
    comment = CommentFactory(status="approved", flagged=1)
    Flag.objects.create(comment=comment, reason="hate")
    saw = seen(comment)
    keeping = [partial(moderation.keep, comment, person, on=saw) for person in team[:4]]
    refusing = [partial(moderation.decide_one, comment, "refused", p, on=saw, refusal="hate") for p in team[4:]]
    assert kinds(at_once(*keeping, *refusing)).count("Step") == 1


def test_an_appeal_is_answered_once(team):
    comment = CommentFactory(status="refused", refusal="hate")
    Appeal.objects.create(comment=comment, words="Relisez.")
    saw = seen(comment)
    granting = [partial(moderation.decide_one, comment, "approved", person, on=saw) for person in team[:4]]
    dismissing = [partial(moderation.dismiss, comment, person, on=saw) for person in team[4:]]
    assert kinds(at_once(*granting, *dismissing)).count("Step") == 1
    comment.refresh_from_db()
    assert (comment.status == "approved") == (Appeal.objects.get().outcome == "granted")


def test_undone_once(team):
    comment = CommentFactory()
    [step], _others = moderation.decide_each([comment], "approved", team[0])
    results = at_once(*[partial(moderation.undo, [step], team[0])] * PEOPLE)
    assert sorted(number for number, _why in results) == [0] * (PEOPLE - 1) + [1]
    assert Story.objects.get().comment_count == 0
