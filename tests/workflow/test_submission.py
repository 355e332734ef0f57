"""A reader's comment: taken once, and held."""

import pytest

from articles.models import Comment
from articles.workflow import rates, submission
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db

WORDS = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Merci pour cet article."}


@pytest.fixture
def story(db):
    return StoryFactory(public=True)


def submit(story, address="192.0.2.1", **changes):
    options = {name: changes.pop(name) for name in ("parent", "trapped", "wait") if name in changes}
    return submission.submit(story, WORDS | changes, address=address, **options)


def test_a_comment_is_held_with_its_reasons(story):
    comment = submit(story)
    assert comment.status == Comment.Status.PENDING
    assert comment.reasons == [["first_time", ""]]
    assert comment.html == "<p>Merci pour cet article.</p>"


def test_somebody_approved_before_is_no_first_timer(story):
    CommentFactory(email="Anne@example.org", status="approved")
    assert submit(story).reasons == []


def test_the_address_is_nowhere_in_the_database(story):
    comment = submit(story)
    assert "192.0.2.1" not in str(Comment.objects.values().get(pk=comment.pk))


def test_the_same_words_by_the_same_person_are_one_comment(story):
    assert submit(story) == submit(story) == submit(story, address="192.0.2.9", email="ANNE@example.org")
    assert Comment.objects.count() == 1


def test_the_same_words_under_another_story_are_another_comment(story):
    submit(story)
    submit(StoryFactory(public=True), address="192.0.2.9", email="b@example.org")
    assert Comment.objects.count() == 2


def test_a_second_comment_within_ten_seconds_is_too_fast(story):
    submit(story)
    with pytest.raises(submission.TooFast) as too_fast:
        submit(story, body="Encore.", email="autre@example.org")
    assert 1 <= too_fast.value.seconds <= 10
    with pytest.raises(submission.TooFast):
        submit(story, body="Encore.", address="192.0.2.2")
    assert Comment.objects.count() == 1


def test_who_was_too_fast_has_not_used_up_their_turn(story):
    submit(story)
    with pytest.raises(submission.TooFast):
        submit(story, body="Encore.", email="autre@example.org")
    submit(story, body="Encore.", email="autre@example.org", address="192.0.2.2")


def test_after_ten_seconds_it_is_ones_turn_again(story, settings):
    settings.COMMENT_INTERVAL = 0
    submit(story)
    submit(story, body="Encore.")
    assert Comment.objects.count() == 2


def test_thirty_attempts_a_minute_and_then_a_pause(settings):
    settings.COMMENT_ATTEMPTS = 3
    keys = rates.keys_of("192.0.2.1", "")
    assert [rates.count_attempt(keys) > 0 for _ in range(5)] == [False, False, False, True, True]
    assert rates.count_attempt(rates.keys_of("192.0.2.2", "")) == 0


def test_a_closed_story_takes_nothing(story):
    story.comments_open = False
    with pytest.raises(submission.NotOpen):
        submit(story)


def test_an_answer_needs_a_visible_comment_of_the_same_story(story):
    visible = CommentFactory(story=story, status="approved")
    for parent in (CommentFactory(story=story), CommentFactory(status="approved")):
        with pytest.raises(submission.NotOpen):
            submit(story, parent=parent.pk)
    with pytest.raises(submission.NotOpen):
        submit(story, parent=10**9)
    assert submit(story, parent=visible.pk).parent == visible


def test_the_trap_files_as_spam(story):
    comment = submit(story, trapped=True)
    assert comment.status == Comment.Status.SPAM
    assert ["honeypot", ""] in comment.reasons
