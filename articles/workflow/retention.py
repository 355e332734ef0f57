"""How long what readers leave behind is kept, as one table (COMMENTS.md, docs/operators.md).

A comment that others answered is emptied instead of deleted: the answers keep their place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Comment, Digest, Flag, Learned, Person, PreviewVisit, Salt, Sender
from articles.workflow import waiting

TRACES = timedelta(days=30)
BATCH = 1000
EMPTIED = "—"
Status = Comment.Status


@dataclass(frozen=True)
class Rule:
    """What `find` gives is dropped by `drop`, some at a time so that nobody who writes has to wait."""

    words: str
    find: Callable[[], QuerySet]
    drop: Callable[[QuerySet], object]


def apply(rule):
    """Gives back how many things went."""
    dropped = 0
    while keys := list(rule.find().order_by().values_list("pk", flat=True)[:BATCH]):
        rule.drop(rule.find().model.objects.filter(pk__in=keys))
        dropped += len(keys)
    return dropped


def _before(age):
    return timezone.now() - age


def _days(name):
    return timedelta(days=getattr(settings, name))


# What was never public, and is over


def _over():
    """Spam and refused comments past their time, an appeal that waits apart."""
    spam = Q(status=Status.SPAM, created_at__lt=_before(_days("COMMENT_SPAM_DAYS")))
    refused = Q(status=Status.REFUSED, decided_at__lt=_before(_days("COMMENT_REFUSED_DAYS")))
    withdrawn = Q(status=Status.WITHDRAWN, shown=False, created_at__lt=_before(TRACES))
    return Comment.objects.filter(spam | refused | withdrawn).exclude(appeal__outcome="", appeal__isnull=False)


def _answered():
    return Exists(Comment.objects.filter(Q(parent=OuterRef("pk")) | Q(thread=OuterRef("pk"))))


def unanswered_and_over():
    return _over().exclude(_answered())


def answered_and_over():
    words_left = ~Q(body=EMPTIED) & ~Q(body="")
    return _over().filter(_answered(), words_left)


def _empty(comments):
    comments.update(name=EMPTIED, body=EMPTIED, html="", email="", website="", sender="", message="")


def settled_flags():
    return Flag.objects.filter(settled_at__lt=_before(_days("COMMENT_REFUSED_DAYS")))


# What names a person


def unverified_addresses():
    days = _days("COMMENT_EMAIL_DAYS")
    old = Comment.objects.filter(person=None, by=None, created_at__lt=_before(days)).exclude(email="")
    return old if days else old.none()


def people_without_purpose():
    """Never verified, never judged, and no word that they want no mail."""
    return Person.objects.filter(verified_at=None, standing="", no_mail=False, created_at__lt=_before(TRACES))


def mutes_that_ended():
    """Judged, not verified, and the time is over by thirty days."""
    return Person.objects.filter(verified_at=None, no_mail=False, until__lt=_before(TRACES))


# Where things came from


def _traced(model, moment):
    return lambda: model.objects.filter(**{f"{moment}__lt": _before(TRACES)}).exclude(sender="")


def senders_at_rest():
    """Neither counted nor barred."""
    return Sender.objects.filter(window_start__lt=_before(TRACES)).exclude(barred_until__gt=timezone.now())


def older_lessons():
    newest = list(Learned.objects.values_list("pk", flat=True)[:3])
    return Learned.objects.exclude(pk__in=newest)


# What is done with them


def _delete(things):
    things.delete()


def _without_sender(things):
    things.update(sender="")


RULES = [
    Rule("comments that were spam or refused deleted", unanswered_and_over, _delete),
    Rule("comments that were spam or refused, and answered, emptied", answered_and_over, _empty),
    Rule("settled flags deleted", settled_flags, _delete),
    Rule("addresses nobody verified dropped", unverified_addresses, lambda found: found.update(email="", notify=False)),
    Rule("people without purpose dropped", people_without_purpose, _delete),
    Rule("people whose mute has ended dropped", mutes_that_ended, _delete),
    # Where things came from
    Rule("traces of comments dropped", _traced(Comment, "created_at"), _without_sender),
    Rule("traces of flags dropped", _traced(Flag, "created_at"), _without_sender),
    Rule("traces of preview readings dropped", _traced(PreviewVisit, "at"), _without_sender),
    Rule("traces of senders dropped", senders_at_rest, _delete),
    Rule("salts dropped", lambda: Salt.objects.filter(created_at__lt=_before(TRACES)), _delete),
    # What has been overtaken
    Rule("digests forgotten", lambda: Digest.objects.filter(sent_at__lt=_before(TRACES * 3)), _delete),
    Rule("older lessons of the filter forgotten", older_lessons, _delete),
    Rule("tasks dropped that were given up", waiting.overdue, _delete),
]
