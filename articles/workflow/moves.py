"""Which moves a story can make, from where to where, and who may make them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.models import Story

Status = Story.Status


@dataclass(frozen=True)
class Move:
    starts: frozenset  # the states it may start from
    to: str  # the state it leads to
    permission: str
    told: str  # what the trail says


def _move(starts, to, permission, told):
    return Move(frozenset(starts), to, f"articles.{permission}", told)


_UNREAD = {Status.DRAFT, Status.IN_REVIEW, Status.CHANGES_REQUESTED, Status.APPROVED}

# Who may make a move also has to see the story (`may_write`).
MOVES = {
    "submit": _move(
        {Status.DRAFT, Status.CHANGES_REQUESTED},
        Status.IN_REVIEW,
        "submit_story",
        gettext_lazy("Submitted for review."),
    ),
    "take_back": _move({Status.IN_REVIEW}, Status.DRAFT, "submit_story", gettext_lazy("Taken back from review.")),
    "request_changes": _move(
        {Status.IN_REVIEW, Status.APPROVED},
        Status.CHANGES_REQUESTED,
        "review_story",
        gettext_lazy("Changes requested."),
    ),
    "approve": _move({Status.IN_REVIEW}, Status.APPROVED, "review_story", gettext_lazy("Approved.")),
    "publish": _move(
        _UNREAD | {Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN},
        Status.PUBLISHED,
        "publish_story",
        gettext_lazy("Published."),
    ),
    "schedule": _move(
        _UNREAD | {Status.PUBLISHED}, Status.PUBLISHED, "publish_story", gettext_lazy("Scheduled for %(time)s.")
    ),
    "archive": _move({Status.PUBLISHED}, Status.ARCHIVED, "publish_story", gettext_lazy("Archived.")),
    "relist": _move({Status.ARCHIVED}, Status.PUBLISHED, "publish_story", gettext_lazy("Back on the lists.")),
    "unpublish": _move(
        {Status.PUBLISHED, Status.ARCHIVED}, Status.WITHDRAWN, "publish_story", gettext_lazy("Withdrawn.")
    ),
}


def sees_all(user):
    """Editors and reviewers open every story, reporters their own."""
    return user.has_perm("articles.publish_story") or user.has_perm("articles.review_story")


def may_write(user, story=None):
    """Editors write in any story; reporters in their own (once it is public, as a proposal only)."""
    if sees_all(user):
        return True
    return user.has_perm("articles.submit_story") and (story is None or story.owner_id == user.pk)


def may(user, move, story=None):
    """Whether this person may make this move on this story (None: one that is still to be written)."""
    return user.has_perm(MOVES[move].permission) and may_write(user, story)


def moves_for(user, story=None):
    """The moves to offer, in order: those the state allows and the person may make."""
    status = story.status if story else Status.DRAFT
    out = bool(story and story.published_at and story.published_at <= timezone.now())
    unfit = {"schedule"} if out else {"archive"}  # what is out is not scheduled, what is not is not archived
    return [
        name for name, move in MOVES.items() if status in move.starts and name not in unfit and may(user, name, story)
    ]
