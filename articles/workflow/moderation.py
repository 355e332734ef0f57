"""What moderators decide about comments (COMMENTS.md)."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import Comment
from articles.workflow import audit, threads

Status = Comment.Status

# From which states a moderator may decide what. What its author took back stays away.
DECISIONS = {
    Status.APPROVED: {Status.PENDING, Status.REFUSED, Status.SPAM},
    Status.REFUSED: {Status.PENDING, Status.APPROVED, Status.SPAM},
    Status.SPAM: {Status.PENDING, Status.APPROVED, Status.REFUSED},
    Status.PENDING: {Status.APPROVED, Status.REFUSED, Status.SPAM},  # undone
}


@transaction.atomic
def decide(comments, status, by):
    """Approves, refuses or files as spam; gives back how many changed.

    A conditional update claims each comment, so two moderators never both decide on the same one.
    """
    decided = 0
    # In the order of their threads, so that two moderators with many at once never wait for each other.
    for comment in sorted(comments, key=lambda comment: (comment.thread_id or comment.pk, comment.pk)):
        allowed = comment.status in DECISIONS[status]
        if allowed and threads.move(comment, status, decided_by=by, decided_at=Now()):
            audit.record(by, comment, _("Decided: %s.") % Status(status).label)
            decided += 1
    return decided
