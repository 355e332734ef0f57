"""A superuser deletes a comment for good: what readers count and see stays right."""

import pytest

from articles.models import Comment, Story
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db
Status = Comment.Status


def delete(browser, comment):
    return browser.post(f"/admin/articles/comment/{comment.pk}/delete/", {"post": "yes"}).status_code


def test_nobody_else_may(moderator, editor, at_work):
    comment = CommentFactory(status=Status.APPROVED, story=StoryFactory(public=True))
    assert [delete(at_work(who), comment) for who in (moderator, editor)] == [403, 403]
    assert Comment.objects.filter(pk=comment.pk).exists()


def test_the_story_has_one_less_and_an_emptied_place_nobody_answers_any_more_goes(admin, at_work):
    story = StoryFactory(public=True)
    stays = CommentFactory(story=story, status=Status.APPROVED)
    root = CommentFactory(story=story, status=Status.APPROVED)
    answer = CommentFactory(story=story, status=Status.APPROVED, parent=root)
    Comment.objects.filter(pk=root.pk).update(status=Status.WITHDRAWN)
    Story.objects.filter(pk=story.pk).update(comment_count=2)
    assert delete(at_work(admin), answer) == 302
    assert Story.objects.get(pk=story.pk).comment_count == 1
    assert dict(Comment.objects.values_list("pk", "shown")) == {stays.pk: True, root.pk: False}
