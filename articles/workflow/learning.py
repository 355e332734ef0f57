"""The filter learns from what moderators decided, and from nothing else (docs/decisions/0006)."""

import sys
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Substr
from django.tasks import task

from articles.lib import bayes
from articles.lib.defences.text import read
from articles.models import Comment, Learned
from articles.queries import rulebook

NEWEST = 5000  # decisions of each kind
DUE, SHARE = 50, 50  # so many decisions since it last learned, or a fiftieth of what it knows
BEGINNING = 2000  # letters of each are read: nobody fills the memory with floods
KEPT = 2  # a worker may still be reading the one before
FIFTH = 5  # every fifth comment is kept back for the trial


@dataclass(frozen=True)
class Lesson:
    """How many comments of each kind it was shown, and how many words it kept: 0, there is too little to learn from."""

    spam: int
    ham: int
    words: int


@task
def learn_if_due():
    """Learns anew after enough decisions. Enqueued by workflow/moderation.py when one was taken."""
    newest = Learned.objects.only("spam", "ham", "created_at").first()
    since = _decided().filter(decided_at__gt=newest.created_at) if newest else _decided()
    enough = max(DUE, (newest.spam + newest.ham) // SHARE) if newest else DUE
    if since.order_by("decided_at").values("pk")[enough - 1 : enough].exists():
        learn()


def learn(keep=True):
    """Learns from the newest decisions; stores nothing where there is too little of either kind."""
    spam, ham = _shown(Comment.Status.SPAM), _shown(Comment.Status.APPROVED)
    weights = bayes.learn(spam, ham)
    if weights and keep:
        _store(Learned(spam=len(spam), ham=len(ham), weights=weights))
    return Lesson(len(spam), len(ham), len(weights))


def trial():
    """What share of the spam, and of the approved comments, a filter holds that has seen the other four fifths.

    (0.93, 0.004), or None where there is too little.
    """
    kinds = [_shown(status) for status in (Comment.Status.SPAM, Comment.Status.APPROVED)]
    weights = bayes.learn(*([one for n, one in enumerate(kind) if n % FIFTH] for kind in kinds))
    return tuple(_held(bayes.Filter(weights), kind[::FIFTH]) for kind in kinds) if weights else None


@transaction.atomic
def _store(learned):
    learned.save()
    Learned.objects.exclude(pk__in=Learned.objects.values_list("pk", flat=True)[:KEPT]).delete()
    transaction.on_commit(rulebook.forget)


def _decided():
    """Only people teach: what a trap or a rule filed away, and what nobody looked at, says nothing."""
    taught = [Comment.Status.SPAM, Comment.Status.APPROVED]
    return Comment.objects.filter(decided_by__isnull=False, status__in=taught).exclude(body="")


def _shown(status):
    """(who, the traits) of the newest decisions; who is only counted, and kept nowhere."""
    newest = _decided().filter(status=status).order_by("-decided_at", "-pk")
    found = newest.values_list("email", "sender", "pk", Substr("body", 1, BEGINNING))[:NEWEST]
    return [(email.lower() or sender or pk, _traits(body)) for email, sender, pk, body in found.iterator()]


def _traits(body):
    """Each word once in memory, however many comments it is in."""
    return frozenset(map(sys.intern, bayes.traits(read({"body": body}))))


def _held(judge, comments):
    return sum(judge.holds(traits) for _, traits in comments) / len(comments)
