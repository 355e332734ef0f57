"""What moderators decide about comments (COMMENTS.md): a decision leaves its line in the same transaction."""

from itertools import batched, chain

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Appeal, Comment, Flag
from articles.tasks import after_commit
from articles.workflow import audit, learning, notices, refusals, threads, undoing
from articles.workflow.claiming import (
    TOGETHER,
    Overtaken,
    happened,
    hold,
    hold_all,
    other_moderators,
    refuse_stranger,
    seen,
)
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
    # A mail waits for its turn at an address: nobody holds other comments meanwhile.
    together = 1 if message else TOGETHER
    steps, others = _in_parts(comments, on, together, lambda saw: _decide(saw, status, by, refusal, message))
    if steps:
        _teach(status)
    return steps, others


def decide_one(comment, status, by, *, on, refusal="", message=""):
    """One decision, with what it was before. Raises PermissionDenied, Refused, and Overtaken when it is not the first.

    Open flags are settled with it, and an open appeal is answered.
    """
    refuse_stranger(by)
    _refuse_unsaid(status, refusal, message)
    step = _only(_decide({comment.pk: on}, status, by, refusal, message))
    _teach(status)
    return step


def _in_parts(comments, on, together, act):
    """Does `act` to so many together, each part a transaction of its own: ([Step], [why another was not])."""
    saw = [(comment.pk, (on or {}).get(comment.pk) or seen(comment)) for comment in comments]
    steps, others = [], []
    for part in batched(saw, together, strict=False):
        done, refusals = act(dict(part))
        steps += done
        others += map(str, refusals)
    return steps, others


def _only(outcome):
    """The one Step of ([Step], [why not]); raises what it was refused for."""
    for why in outcome[1]:
        raise why
    return outcome[0][0]


@transaction.atomic
def _decide(saw, status, by, refusal, message):
    """([Step], [why another was not]) of {key: what `seen` gave}: a dozen queries, however many they are."""
    held, others = hold_all(saw)
    others += [Overtaken(happened(comment)) for comment in held if comment.status not in DECISIONS[status]]
    able = [comment for comment in held if comment.status in DECISIONS[status]]
    flags, appealed = {}, set()
    fields = {"decided_by": by, "decided_at": Now(), "refusal": "", "message": ""}
    if status == Status.REFUSED:
        fields |= {"refusal": refusal, "message": message.strip()}
    if status == Status.PENDING:
        fields |= {"decided_by": None, "decided_at": None}
    else:
        able, appealed, refusals = _answer_appeals(able, status == Status.APPROVED, by)
        others += refusals
        flags = _settle_flags(able, by)
        fields["flagged"] = 0
    if not able:
        return [], others
    steps = [undoing.before(comment, flags.get(comment.pk, []), comment.pk in appealed) for comment in able]
    threads.move_all(able, status, **fields)
    action, words = ACTIONS[status]
    said = {comment: _words(words, status, refusal, comment.pk in appealed) for comment in able}
    audit.record_all(by, said, action)
    _tell(steps, able, status, fields)
    return undoing.done(steps), others


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


def _tell(steps, comments, status, fields):
    """Whoever has to hear of it: the author of a refusal with a message; once it is certain, those it answers."""
    if status == Status.REFUSED and fields["message"]:
        for step in steps:
            step.mailed = refusals.tell_author(step.key)
    if status == Status.APPROVED:
        notices.announce_all(comments)


def _teach(status):
    """Once for a choice of many: to learn takes longer than to decide."""
    if status in (Status.APPROVED, Status.SPAM):
        after_commit(learning.learn_if_due)


# Flags


def keep(comment, by, *, on):
    """It stays as it is, its open flags are settled. Raises PermissionDenied, Refused, Overtaken."""
    refuse_stranger(by)
    return _only(_keep({comment.pk: on}, by))


def keep_each(comments, by, on=None):
    """The same for several: ([Step], [why another was not])."""
    refuse_stranger(by)
    return _in_parts(comments, on, TOGETHER, lambda saw: _keep(saw, by))


@transaction.atomic
def _keep(saw, by):
    held, others = hold_all(saw, flags=True)
    flags = _settle_flags(held, by)
    others += [Refused(_("No flag is open here.")) for comment in held if comment.pk not in flags]
    able = [comment for comment in held if comment.pk in flags]
    steps = [undoing.before(comment, flags[comment.pk]) for comment in able]
    for status in {comment.status for comment in able}:
        same = [comment for comment in able if comment.status == status]
        threads.move_all(same, status, decided_by=by, decided_at=Now(), flagged=0)
    told = {comment: _("Kept as it is; flags settled: %d.") % len(flags[comment.pk]) for comment in able}
    audit.record_all(by, told, "comment.keep")
    return undoing.done(steps), others


def _settle_flags(comments, by):
    """{key of a comment: keys of its flags that were open}. The number on the comment is changed together with them
    (workflow/flags.py).
    """
    flagged = [comment.pk for comment in comments if comment.flagged]
    found = {}
    for key, comment in Flag.objects.filter(comment__in=flagged, settled_at=None).values_list("pk", "comment"):
        found.setdefault(comment, []).append(key)
    if found:
        Flag.objects.filter(pk__in=chain(*found.values())).update(settled_at=Now(), settled_by=by)
    return found


# Appeals


@transaction.atomic
def dismiss(comment, by, *, on):
    """The refusal stands. Raises PermissionDenied, Refused, Overtaken."""
    refuse_stranger(by)
    now = hold(comment.pk, on)
    _able, appealed, refusals = _answer_appeals([now], False, by)
    for why in refusals:
        raise why
    if not appealed:
        raise Overtaken(_("The appeal has been decided meanwhile. Nothing was changed."))
    step = undoing.before(now, appeal=True)
    # The decision that stands from now on is this one: whoever looked before has to look again.
    threads.move_all([now], now.status, decided_by=by, decided_at=Now())
    audit.record(by, now, _("Appeal dismissed: the refusal stands."), "comment.dismiss")
    return undoing.done([step])[0]


def _answer_appeals(comments, granted, by):
    """([comment that may be decided], {key of those whose appeal is answered with it}, [why another may not be]).

    Nobody dismisses an appeal against their own decision, unless they are alone.
    """
    refused = [comment.pk for comment in comments if comment.status in (Status.REFUSED, Status.SPAM)]
    waiting = set(Appeal.objects.filter(comment__in=refused, outcome="").values_list("comment", flat=True))
    own = {comment.pk for comment in comments if comment.pk in waiting and comment.decided_by_id == by.pk}
    colleague = other_moderators(by).first() if own and not granted else None
    if not colleague:
        own = set()
    why = _("You decided this yourself: a colleague answers the appeal, %s for example.") % colleague
    if waiting - own:
        outcome = Appeal.Outcome.GRANTED if granted else Appeal.Outcome.DISMISSED
        answered = Appeal.objects.filter(comment__in=waiting - own, outcome="")
        answered.update(outcome=outcome, decided_at=Now(), decided_by=by)
    return [comment for comment in comments if comment.pk not in own], waiting - own, [Refused(why) for _key in own]


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
