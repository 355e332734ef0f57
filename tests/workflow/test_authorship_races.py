"""An author and a moderator, or an answer, at the very same moment: nobody's act is lost, none is half done."""

from functools import partial

import pytest

from articles.models import Comment
from articles.workflow import authorship, moderation, submission
from articles.workflow.claiming import seen
from tests.factories import CommentFactory, StoryFactory, UserFactory
from tests.workflow.test_races import at_once, kinds

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]

Status = Comment.Status
TIMES = 4


def decide(comment, moderator):
    return moderation.decide_each([comment], Status.APPROVED, moderator, on={comment.pk: seen(comment)})


def test_other_words_never_go_out_by_the_approval_of_the_old_ones(moderator):
    for _ in range(TIMES):
        comment = CommentFactory(body="Lus.")
        edit = partial(authorship.edit, Comment.objects.get(pk=comment.pk), "Jamais lus.")
        edited, (steps, _refusals) = at_once(edit, partial(decide, Comment.objects.get(pk=comment.pk), moderator))
        comment.refresh_from_db()
        if steps:  # the moderator was first: the author was told, or came later and it waits again
            assert (comment.status, comment.body) in [(Status.APPROVED, "Lus."), (Status.PENDING, "Jamais lus.")]
            assert isinstance(edited, authorship.Changed) == (comment.body == "Lus.")
        else:
            assert (comment.status, comment.body) == (Status.PENDING, "Jamais lus.")
        assert (
            comment.story.comments.visible().count()
            == type(comment.story).objects.get(pk=comment.story_id).comment_count
        )


def test_of_many_windows_one_is_the_first():
    comment = CommentFactory()
    calls = [partial(authorship.edit, Comment.objects.get(), f"Fenêtre {n}") for n in range(6)]
    results = at_once(*calls)
    assert kinds(results) == ["Changed"] * 5 + ["Comment"]
    comment.refresh_from_db()
    assert comment.body == next(each.body for each in results if isinstance(each, Comment))


def test_edited_to_the_same_words_there_is_one_of_them():
    story = StoryFactory(public=True)
    same = {"story": story, "name": "Anne", "email": "anne@example.org"}
    for _ in range(3):
        CommentFactory(**same)
    comments = list(Comment.objects.select_related("story"))
    results = at_once(*[partial(authorship.edit, comment, "Pareil.") for comment in comments])
    assert kinds(results) == ["Comment"] * 3
    assert len({comment.pk for comment in results}) == 1
    assert Comment.objects.filter(body="Pareil.").count() == 1


def test_withdrawn_while_it_is_decided_it_is_gone(moderator):
    for _ in range(TIMES):
        comment = CommentFactory()
        calls = [partial(authorship.withdraw, Comment.objects.get(pk=comment.pk))]
        calls += [partial(decide, Comment.objects.get(pk=comment.pk), moderator)]
        assert not [result for result in at_once(*calls) if isinstance(result, Exception)]
        comment.refresh_from_db()
        assert (comment.status, comment.body, comment.shown) == (Status.WITHDRAWN, "", False)
        assert type(comment.story).objects.get(pk=comment.story_id).comment_count == 0


def test_withdrawn_while_it_is_answered_the_thread_stays_whole(settings):
    settings.COMMENT_INTERVAL = 0
    colleague = UserFactory()
    for _ in range(TIMES):
        comment = CommentFactory(status="approved")
        story = comment.story
        answer = partial(
            submission.submit, story, {"body": "Réponse."}, address="192.0.2.1", user=colleague, parent=comment.pk
        )
        results = at_once(partial(authorship.withdraw, Comment.objects.get(pk=comment.pk)), answer)
        comment.refresh_from_db()
        answered = story.comments.visible().count()
        assert kinds(results) in (["Comment", "NoneType"], ["NoneType", "NotOpen"])
        assert comment.status == Status.WITHDRAWN
        assert comment.shown == bool(answered)  # an answer is never left hanging under nothing
        assert type(story).objects.get(pk=story.pk).comment_count == answered
