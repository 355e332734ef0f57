"""What a moderator has to know about a comment: who wrote it, what they wrote before, what it answers to."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch

from articles.models import Comment, Flag, Person

Status = Comment.Status
COUNTED = (Status.APPROVED, Status.REFUSED, Status.SPAM)
LAST = 10
ANSWERS = 20


@dataclass
class Record:
    """How many comments of one person, or from one address, were approved, refused, or spam."""

    approved: int = 0
    refused: int = 0
    spam: int = 0

    @property
    def total(self):
        return self.approved + self.refused + self.spam


@dataclass
class Context:
    """What stands around a comment."""

    parent: Comment | None
    answers: list = field(default_factory=list)
    before: list = field(default_factory=list)  # by the same person
    nearby: list = field(default_factory=list)  # others from the same address


def with_everything(comments):
    """Comments as the desk shows them. Two queries more, whatever their number."""
    flags = Prefetch("flags", Flag.objects.filter(settled_at=None), to_attr="open_flags")
    joined = comments.select_related("story", "parent", "person", "by", "decided_by", "appeal__decided_by")
    return joined.prefetch_related(flags, Prefetch("story__story_regions"))


def records(comments):
    """({e-mail: Record}, {hash of an address: Record}, {e-mail: Person}). Three queries."""
    emails = {spelled for comment in comments if comment.email for spelled in (comment.email, comment.email.lower())}
    senders = {comment.sender for comment in comments if comment.sender}
    people = Person.objects.filter(email__in={email.lower() for email in emails})
    return _records("email", emails), _records("sender", senders), {person.email: person for person in people}


def _records(column, values):
    found = Comment.objects.filter(**{f"{column}__in": values}, status__in=COUNTED).order_by()
    sums = {}
    for value, status, number in found.values_list(column, "status").annotate(number=Count("pk")):
        sums.setdefault(value.lower(), Counter())[status] += number
    return {value: Record(*(counted[status] for status in COUNTED)) for value, counted in sums.items()}


def context_of(comment):
    """At most four queries."""
    rows = Comment.objects.select_related("story", "decided_by")
    answers = rows.filter(parent=comment).order_by("created_at", "pk")[:ANSWERS]
    emails = {comment.email, comment.email.lower()} - {""}
    before = rows.filter(email__in=emails).exclude(pk=comment.pk).order_by("-created_at", "-pk")[:LAST]
    nearby = []
    if comment.sender:
        others = rows.filter(sender=comment.sender).exclude(email__in=[comment.email]).exclude(pk=comment.pk)
        nearby = list(others.order_by("-created_at", "-pk")[:LAST])
    return Context(comment.parent, list(answers), list(before), nearby)
