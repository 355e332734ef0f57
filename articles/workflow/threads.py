"""The shape of a discussion: where an answer goes, and what stays when a comment leaves.

The one door through which a comment changes its state. A comment that goes keeps its place while answers to it stand.
"""

from django.db import transaction
from django.db.models import F, Q

from articles.models import Comment, Story
from articles.models.comment import DEEPEST

Status = Comment.Status


def place_under(parent):
    """Where an answer to `parent` (None: to the story) stands, as fields of Comment.

    Below the third level nothing is nested: an answer to such a comment stands beside it.
    """
    if parent is None:
        return {"parent": None, "thread": None, "depth": 1}
    if parent.depth == DEEPEST:
        parent = parent.parent
    return {"parent": parent, "thread_id": parent.thread_id or parent.pk, "depth": parent.depth + 1}


@transaction.atomic
def move(comment, to, **fields):
    """Gives the comment the state `to` and `fields`, if its state still is the one in memory. False: it was not.

    Of two moderators, or a moderator and an author, exactly one is the first. At most six queries.
    """
    # Held by everybody who changes something in this thread, so that none counts what another is about to take away.
    Comment.objects.select_for_update().filter(pk=comment.thread_id or comment.pk).first()
    if to != Status.APPROVED:
        fields |= {"picked_at": None}
    changes = fields | {"status": to, "shown": to == Status.APPROVED or _is_answered(comment)}
    if not Comment.objects.filter(pk=comment.pk, status=comment.status).update(**changes):
        return False
    _count(comment.story_id, (to == Status.APPROVED) - (comment.status == Status.APPROVED))
    for ancestor in Comment.objects.filter(pk__in={comment.parent_id, comment.thread_id} - {None}):
        shown = ancestor.status == Status.APPROVED or _is_answered(ancestor)
        Comment.objects.filter(pk=ancestor.pk).exclude(shown=shown).update(shown=shown)
    return True


def _is_answered(comment):
    below = Q(thread=comment.pk) if comment.thread_id is None else Q(parent=comment.pk)
    return Comment.objects.filter(below, status=Status.APPROVED, shown=True).exists()


def count_new(comment):
    """A comment was stored approved: the story has one more."""
    _count(comment.story_id, 1)


def _count(story_id, change):
    if change:
        Story.objects.filter(pk=story_id).update(comment_count=F("comment_count") + change)
