"""The shape of a discussion: where an answer goes, and what stays when a comment leaves.

The one door through which a comment changes its state. A comment that goes keeps its place while answers to it stand.
"""

from collections import Counter

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

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
    Comment.objects.select_for_update(no_key=True).filter(pk=comment.thread_id or comment.pk).first()
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


@transaction.atomic
def move_all(comments, to, **fields):
    """The same for several at once: at most eight queries, however many they are.

    Their threads are held by the caller (workflow/claiming.py), so each still has the state it has in memory.
    """
    fields |= {"status": to} | ({"shown": True} if to == Status.APPROVED else {"picked_at": None})
    as_read = Q()
    for status in {comment.status for comment in comments}:
        as_read |= Q(status=status, pk__in=[comment.pk for comment in comments if comment.status == status])
    if Comment.objects.filter(as_read).update(**fields) != len(comments):
        raise RuntimeError("a comment has changed although its thread was held")
    changes = Counter()
    for comment in comments:
        changes[comment.story_id] += (to == Status.APPROVED) - (comment.status == Status.APPROVED)
    _settle_places({key for comment in comments for key in (comment.pk, comment.parent_id, comment.thread_id) if key})
    _count_all({story: change for story, change in changes.items() if change})


def _settle_places(keys):
    """Gives each of them the place in its thread that it should have now. At most three queries."""
    below = Comment.objects.filter(status=Status.APPROVED, shown=True)
    stands = Q(status=Status.APPROVED) | Exists(below.filter(thread=OuterRef("pk")))
    stands |= Q(Exists(below.filter(parent=OuterRef("pk"))))
    rows = Comment.objects.filter(pk__in=keys)
    standing = set(rows.filter(stands).values_list("pk", flat=True))
    rows.filter(pk__in=standing, shown=False).update(shown=True)
    rows.filter(pk__in=keys - standing, shown=True).update(shown=False)


def _is_answered(comment):
    below = Q(thread=comment.pk) if comment.thread_id is None else Q(parent=comment.pk)
    return Comment.objects.filter(below, status=Status.APPROVED, shown=True).exists()


def count_new(comment):
    """A comment was stored approved: the story has one more."""
    _count(comment.story_id, 1)


def _count_all(changes):
    """{story: how many more}. The stories are held in the order of their keys, so that nobody waits in a circle."""
    if changes:
        list(Story.objects.select_for_update(no_key=True).filter(pk__in=changes).order_by("pk").values_list("pk"))
    for change in set(changes.values()):
        of_these = [story for story, number in changes.items() if number == change]
        Story.objects.filter(pk__in=of_these).update(comment_count=F("comment_count") + change)


def _count(story_id, change):
    if change:
        Story.objects.filter(pk=story_id).update(comment_count=F("comment_count") + change)
