"""What moderators decide about comments (COMMENTS.md): each decision is a transaction of its own, and leaves a line."""

from functools import partial

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Appeal, Comment, Flag
from articles.workflow import audit, learning, notices, refusals, threads, undoing
from articles.workflow.claiming import Overtaken, happened, hold, other_moderators, refuse_stranger, seen
from articles.workflow.errors import Refused

Status = Comment.Status
LONGEST = 2_000  # of a message to the author

# From which states a moderator may decide what. What its author took back stays away.
DECISIONS = {
    Status.APPROVED: {Status.PENDING, Status.REFUSED, Status.SPAM},
    Status.REFUSED: {Status.PENDING, Status.APPROVED, Status.SPAM},
    Status.SPAM: {Status.PENDING, Status.APPROVED, Status.REFUSED},
    Status.PENDING: {Status.APPROVED, Status.REFUSED, Status.SPAM},  # back into the queue
}
ACTIONS = {
    Status.APPROVED: ("comment.approve", gettext_lazy("Approved.")),
    Status.REFUSED: ("comment.refuse", gettext_lazy("Refused.")),
    Status.SPAM: ("comment.spam", gettext_lazy("Filed as spam.")),
    Status.PENDING: ("comment.reopen", gettext_lazy("Put back into the queue.")),
}


def decide(comments, status, by, refusal="", message=""):
    """Approves, refuses (for the reason `refusal`), files as spam, or puts back; gives back how many changed.

    Whoever decided first has decided: the others are left out. Raises PermissionDenied, Refused.
    """
    steps, _refusals = decide_each(comments, status, by, refusal=refusal, message=message)
    return len(steps)


def decide_each(comments, status, by, on=None, refusal="", message=""):
    """([Step of each that changed], [why another was not]). `on`: {key: what `seen` gave when it was looked at}."""
    refuse_stranger(by)
    _refuse_unsaid(status, refusal, message)
    steps, others = [], []
    for comment in comments:
        try:
            saw = (on or {}).get(comment.pk) or seen(comment)
            steps.append(_decide(comment, status, by, saw, refusal, message))
        except Refused as why:
            others.append(str(why))
    if steps:
        _teach(status)
    return steps, others


def decide_one(comment, status, by, *, on, refusal="", message=""):
    """One decision, with what it was before. Raises PermissionDenied, Refused, and Overtaken when it is not the first.

    Open flags are settled with it, and an open appeal is answered.
    """
    refuse_stranger(by)
    _refuse_unsaid(status, refusal, message)
    step = _decide(comment, status, by, on, refusal, message)
    _teach(status)
    return step


@transaction.atomic
def _decide(comment, status, by, on, refusal, message):
    now = hold(comment.pk, on)
    if now.status not in DECISIONS[status]:
        raise Overtaken(happened(now))
    step = undoing.before(now)
    fields = {"decided_by": by, "decided_at": Now(), "refusal": "", "message": ""}
    if status == Status.REFUSED:
        fields |= {"refusal": refusal, "message": message.strip()}
    if status == Status.PENDING:
        fields |= {"decided_by": None, "decided_at": None}
    else:
        step.flags = _settle_flags(now, by)
        step.appeal = _answer_appeal(now, status == Status.APPROVED, by)
        fields["flagged"] = 0
    if not threads.move(now, status, **fields):
        raise Overtaken(happened(now))
    action, words = ACTIONS[status]
    audit.record(by, now, _words(words, status, refusal, step.appeal), action)
    return undoing.done(_tell(step, now, status, fields))


def _refuse_unsaid(status, refusal, message):
    if status == Status.REFUSED and refusal not in Comment.Refusal.values:
        raise Refused(_("Choose the reason of the refusal."))
    if len(message) > LONGEST:
        raise Refused(_("The message is too long: %d characters at most.") % LONGEST)


def _words(words, status, refusal, appeal):
    """'Refused. Reason: off topic.'"""
    said = [str(words)]
    if status == Status.REFUSED:
        said.append(_("Reason: %s.") % Comment.Refusal(refusal).label)
    if appeal:
        said.append(_("Its author had appealed."))
    return " ".join(said)


def _tell(step, comment, status, fields):
    """Whoever has to hear of it: the author of a refusal with a message; once it is certain, those it answers."""
    if status == Status.REFUSED and fields["message"]:
        step.mailed = refusals.tell_author(comment.pk)
    if status == Status.APPROVED:
        transaction.on_commit(partial(notices.announce, comment))
    return step


def _teach(status):
    """Once for a choice of many: to learn takes longer than to decide."""
    if status in (Status.APPROVED, Status.SPAM):
        transaction.on_commit(learning.learn_if_due.enqueue)


# Flags


@transaction.atomic
def keep(comment, by, *, on):
    """It stays as it is, its open flags are settled. Raises PermissionDenied, Refused, Overtaken."""
    refuse_stranger(by)
    now = hold(comment.pk, on, flags=True)
    step = undoing.before(now)
    step.flags = _settle_flags(now, by)
    if not step.flags:
        raise Refused(_("No flag is open here."))
    threads.move(now, now.status, decided_by=by, decided_at=Now(), flagged=0)
    audit.record(by, now, _("Kept as it is; flags settled: %d.") % len(step.flags), "comment.keep")
    return undoing.done(step)


def _settle_flags(comment, by):
    """The keys of those that were open. The number on the comment is changed together with them (workflow/flags.py)."""
    if not comment.flagged:
        return []
    keys = list(Flag.objects.filter(comment=comment, settled_at=None).values_list("pk", flat=True))
    if keys:
        Flag.objects.filter(pk__in=keys).update(settled_at=Now(), settled_by=by)
    return keys


# Appeals


@transaction.atomic
def dismiss(comment, by, *, on):
    """The refusal stands. Raises PermissionDenied, Refused, Overtaken."""
    refuse_stranger(by)
    now = hold(comment.pk, on)
    step = undoing.before(now)
    step.appeal = _answer_appeal(now, False, by)
    if not step.appeal:
        raise Overtaken(_("The appeal has been decided meanwhile. Nothing was changed."))
    # The decision that stands from now on is this one: whoever looked before has to look again.
    threads.move(now, now.status, decided_by=by, decided_at=Now())
    audit.record(by, now, _("Appeal dismissed: the refusal stands."), "comment.dismiss")
    return undoing.done(step)


def _answer_appeal(comment, granted, by):
    """Whether one was open. Nobody dismisses an appeal against their own decision, unless they are alone."""
    waiting = Appeal.objects.filter(comment=comment, outcome="")
    if comment.status not in (Status.REFUSED, Status.SPAM) or not waiting.exists():
        return False
    if not granted and comment.decided_by_id == by.pk and (colleague := other_moderators(by).first()):
        raise Refused(_("You decided this yourself: a colleague answers the appeal, %s for example.") % colleague)
    outcome = Appeal.Outcome.GRANTED if granted else Appeal.Outcome.DISMISSED
    return bool(waiting.update(outcome=outcome, decided_at=Now(), decided_by=by))


# The choice of the newsroom


@transaction.atomic
def pick(comment, by, picked=True):
    """Marks an approved comment as picked by the newsroom, or takes the mark away. Raises PermissionDenied, Refused."""
    refuse_stranger(by)
    rows = Comment.objects.filter(pk=comment.pk, status=Status.APPROVED, picked_at__isnull=picked)
    if not rows.update(picked_at=Now() if picked else None):
        raise Refused(_("Only an approved comment can be picked, and only once.") if picked else _("It is not picked."))
    words = _("Picked by the newsroom.") if picked else _("No longer picked.")
    audit.record(by, comment, words, "comment.pick" if picked else "comment.unpick")


undo = undoing.undo
