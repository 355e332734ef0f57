"""Many comments decided at once: each as if alone, in a few queries for all of them."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Appeal, AuditEntry, Comment, Flag, Story
from articles.workflow import moderation
from articles.workflow.claiming import TOGETHER, seen
from tests.factories import CommentFactory, PersonFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def queries(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def waiting(number):
    """Under two stories, every third an answer, every fifth flagged."""
    stories = StoryFactory.create_batch(2, public=True)
    parents = [CommentFactory(story=story, status="approved") for story in stories]
    comments = []
    for n in range(number):
        parent = parents[n % 2]
        comments.append(CommentFactory(story=parent.story, parent=None if n % 3 else parent))
        if n % 5 == 0:
            Flag.objects.create(comment=comments[-1], reason="insult")
            Comment.objects.filter(pk=comments[-1].pk).update(flagged=1)
    return fresh(comments)


def fresh(comments):
    return list(Comment.objects.filter(pk__in=[comment.pk for comment in comments]))


def assert_right():
    """What a story counts, and what has a place in its thread, is what the states say."""
    for story in Story.objects.all():
        assert story.comment_count == story.comments.filter(status="approved").count()
    for comment in Comment.objects.all():
        below = comment.answers if comment.thread_id is None else comment.replies
        assert comment.shown == (comment.status == "approved" or below.filter(status="approved").exists())


def test_fifty_cost_as_many_queries_as_ten(moderator):
    few, many = waiting(10), waiting(TOGETHER)
    assert moderator.has_perm("articles.moderate_comment")  # asked once a request
    for act in (
        lambda some: moderation.decide_each(some, "approved", moderator),
        lambda some: moderation.decide_each(some, "refused", moderator, refusal="insult"),
        lambda some: moderation.decide_each(some, "pending", moderator),
    ):
        assert queries(lambda act=act: act(fresh(few))) == queries(lambda act=act: act(fresh(many)))
    assert queries(lambda: moderation.decide_each(fresh(many), "spam", moderator)) < 20


def test_undoing_fifty_costs_as_many_queries_as_undoing_ten(moderator):
    few, _others = moderation.decide_each(waiting(10), "approved", moderator)
    many, _others = moderation.decide_each(waiting(TOGETHER), "approved", moderator)
    assert queries(lambda: moderation.undo(few, moderator)) == queries(lambda: moderation.undo(many, moderator))
    assert_right()


@pytest.mark.slow
def test_each_of_a_hundred_is_counted_shown_and_in_the_trail(moderator):
    comments = waiting(2 * TOGETHER + 7)
    for status in ("approved", "refused", "approved", "spam"):
        steps, others = moderation.decide_each(fresh(comments), status, moderator, refusal="insult")
        assert (len(steps), others) == (len(comments), [])
        assert_right()
    assert not Flag.objects.filter(settled_at=None).exists()
    lines = AuditEntry.objects.filter(action="comment.approve")
    assert sorted(lines.values_list("key", flat=True)) == sorted([comment.pk for comment in comments] * 2)
    assert moderation.undo(steps, moderator) == (len(comments), [])
    assert_right()
    assert {comment.status for comment in fresh(comments)} == {"approved"}


def test_a_thread_decided_whole_keeps_no_empty_place(moderator):
    top = CommentFactory(status="approved")
    middle = CommentFactory(status="approved", parent=top, story=top.story)
    last = CommentFactory(status="approved", parent=middle, story=top.story)
    moderation.decide_each([top, middle], "refused", moderator, refusal="insult")
    assert [comment.shown for comment in fresh([top, middle, last])] == [True, True, True]
    moderation.decide_each([last], "spam", moderator)
    assert [comment.shown for comment in fresh([top, middle, last])] == [False, False, False]
    assert_right()


def test_one_that_may_not_be_decided_keeps_none_of_the_others(moderator):
    colleague = UserFactory(username="colleague", role="moderator")
    good, overtaken, withdrawn, gone = (
        *CommentFactory.create_batch(2),
        CommentFactory(status="withdrawn"),
        CommentFactory(),
    )
    own = CommentFactory(status="refused", refusal="insult", decided_by=moderator, decided_at=timezone.now())
    Appeal.objects.create(comment=own, words="Relisez-moi.")
    saw = {comment.pk: seen(comment) for comment in (good, overtaken, withdrawn, gone, own)}
    moderation.decide([overtaken], "approved", colleague)
    Comment.objects.filter(pk=gone.pk).delete()
    steps, others = moderation.decide_each([good, overtaken, withdrawn, gone, own], "spam", moderator, on=saw)
    assert ([step.key for step in steps], len(others)) == ([good.pk], 4)
    assert [comment.status for comment in fresh([good, overtaken, own])] == ["spam", "approved", "refused"]
    assert Appeal.objects.get().outcome == ""
    assert AuditEntry.objects.filter(by=moderator).count() == 1


def test_appeals_are_granted_together_and_opened_again(moderator):
    colleague = UserFactory(username="colleague", role="moderator")
    comments = [
        CommentFactory(status="refused", refusal="insult", decided_by=colleague, decided_at=timezone.now())
        for _number in range(3)
    ]
    for comment in comments[:2]:
        Appeal.objects.create(comment=comment, words="Relisez-moi.")
    steps, _others = moderation.decide_each(comments, "approved", moderator)
    assert [step.appeal for step in steps] == [True, True, False]
    assert list(Appeal.objects.values_list("outcome", flat=True)) == ["granted"] * 2
    moderation.undo(steps, moderator)
    assert list(Appeal.objects.values_list("outcome", flat=True)) == [""] * 2


def test_kept_together_and_flagged_again(moderator):
    comments = CommentFactory.create_batch(3, status="approved")
    for comment in comments[:2]:
        Flag.objects.create(comment=comment, reason="insult")
    Comment.objects.filter(flags__isnull=False).update(flagged=1)
    steps, others = moderation.keep_each(fresh(comments), moderator)
    assert (len(steps), len(others)) == (2, 1)
    Flag.objects.create(comment=comments[0], reason="hate")  # another reader, meanwhile
    Comment.objects.filter(pk=comments[0].pk).update(flagged=F("flagged") + 1)
    assert moderation.undo(steps, moderator) == (2, [])
    assert [comment.flagged for comment in fresh(comments)] == [2, 1, 0]


def test_only_those_who_asked_hear_of_the_answers(moderator, django_capture_on_commit_callbacks, mailoutbox):
    asked, silent = PersonFactory(), PersonFactory()
    parents = [
        CommentFactory(status="approved", person=person, email=person.email, notify=person == asked)
        for person in (asked, silent)
    ]
    answers = [CommentFactory(parent=parent, story=parent.story) for parent in parents]
    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide_each([*answers, CommentFactory()], "approved", moderator)
    assert [sent.to for sent in mailoutbox] == [[asked.email]]
    assert not Comment.objects.exclude(pk__in=[parent.pk for parent in parents]).filter(announced_at=None).exists()
