"""What a moderator decides about a comment: once."""

import pytest

from articles.models import Comment
from articles.workflow import moderation
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


def test_a_decision_is_made_once(moderator):
    comment = CommentFactory()
    waiting = list(Comment.objects.filter(pk=comment.pk))
    assert moderation.decide(waiting, "approved", moderator) == 1
    assert moderation.decide(waiting, "refused", moderator) == 0  # read before the other decided
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == ("approved", moderator)
    assert comment.decided_at is not None


def test_a_moderator_may_change_their_mind(moderator):
    comment = CommentFactory(status="approved")
    assert moderation.decide([comment], "refused", moderator) == 1


def test_approving_twice_changes_nothing(moderator):
    assert moderation.decide([CommentFactory(status="approved")], "approved", moderator) == 0
