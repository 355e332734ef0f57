"""What the defences of the comments go by, read together and kept in the memory of each process for a few seconds."""

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings

from articles.lib import bayes
from articles.lib.defences import listed
from articles.models import DiscussionRule, Learned, Region, WordList

RULES_SECONDS = 5


@dataclass(frozen=True)
class Rulebook:
    """`rules`: {('story', key) or ('region', key): DiscussionRule}; `around`: {a region: the one around it}."""

    listed: listed.Listed
    learned: bayes.Filter | None = None
    rules: dict = field(default_factory=dict)
    around: dict = field(default_factory=dict)

    @property
    def most_links(self):
        return settings.COMMENT_LINKS


class _Shelf:
    """The newest rulebook; and the parsed lists and the weights, dear to make, with what they were made of."""

    def __init__(self):
        self.lock = threading.Lock()
        self.empty()

    def empty(self):
        self.book, self.until = None, 0.0
        self.listed = self.learned = ("never read", None)

    def read(self):
        """Three queries, one more for each of: rules of regions, lists that changed, a filter that learned."""
        rules = {_of(rule): rule for rule in DiscussionRule.objects.all()}
        by_region = any(kind == "region" for kind, _ in rules)
        around = dict(Region.objects.values_list("pk", "parent")) if by_region else {}
        self.listed = _kept(self.listed, _lists(), _parse)
        self.learned = _kept(self.learned, Learned.objects.values_list("pk", "created_at").first(), _filter)
        return Rulebook(self.listed[1], self.learned[1], rules, around)


def rulebook():
    """The rules as they were at most RULES_SECONDS ago. Queries only when they are older."""
    book = _shelf.book
    if book and time.monotonic() < _shelf.until:
        return book
    # One thread reads; the others go on with what was true a moment ago, and wait only where there is nothing yet.
    if not _shelf.lock.acquire(blocking=book is None):
        return book
    try:
        if _shelf.book is None or time.monotonic() >= _shelf.until:
            _shelf.book, _shelf.until = _shelf.read(), time.monotonic() + RULES_SECONDS
        return _shelf.book
    finally:
        _shelf.lock.release()


def forget():
    """The next one who asks reads anew. Other processes notice within RULES_SECONDS."""
    with _shelf.lock:
        _shelf.empty()


def _of(rule):
    return ("story", rule.story_id) if rule.story_id else ("region", rule.region_id)


def _kept(had, stamp, make):
    """What was made of `stamp` stays while the stamp is the same."""
    return had if had[0] == stamp else (stamp, make(stamp))


def _lists():
    return list(WordList.objects.filter(active=True).order_by("pk").values_list("pk", "changed_at"))


def _parse(lists):
    terms = WordList.objects.filter(pk__in=[pk for pk, _ in lists]).values_list("terms", flat=True) if lists else []
    return listed.parse("\n".join([listed.BUILT_IN, *terms]))


def _filter(newest):
    weights = newest and Learned.objects.filter(pk=newest[0]).values_list("weights", flat=True).first()
    return bayes.Filter(weights) if weights else None


_shelf = _Shelf()
