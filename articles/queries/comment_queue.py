"""What waits for a moderator: held comments, flagged ones and appeals, as one list, the longest waiting first."""

import re
from dataclasses import dataclass, replace

from django.db.models import Case, Count, DateTimeField, F, Min, OuterRef, Q, Subquery, TextField, When
from django.db.models.functions import Cast

from articles.models import Appeal, Comment, Flag, Language, Region, StoryRegion

Status = Comment.Status
NONE = "none"
MOST = 1_000  # as many of one queue are walked through in one go
OPEN, WAITING, FLAGGED, APPEALS, ALL = "open", "waiting", "flagged", "appeals", "all"
QUEUES = (OPEN, WAITING, FLAGGED, APPEALS)
DECIDED = (Status.APPROVED, Status.REFUSED, Status.SPAM, Status.WITHDRAWN)
STATES = (*QUEUES, *DECIDED, ALL)


@dataclass(frozen=True)
class Asked:
    """What the filters of an address say; '' for what they do not say."""

    state: str = OPEN
    region: str = ""  # the primary one of the story; 'none'
    story: str = ""
    language: str = ""  # of the story
    reason: str = ""  # a code of lib/defences


def asked(params):
    """{'state': 'spam', 'region': '3', 'q': 'x'} -> Asked('spam', '3'). What no filter offers counts as not said."""
    state = params.get("state", "")
    region, story = (params.get(name, "") for name in ("region", "story"))
    language, reason = (params.get(name, "") for name in ("language", "reason"))
    return Asked(
        state=state if state in STATES else OPEN,
        region=region if region == NONE or _is_key(region) else "",
        story=story if _is_key(story) else "",
        language=language if language in Language.values else "",
        reason=reason if re.fullmatch(r"[a-z_]{1,30}", reason) else "",
    )


def _is_key(value):
    return value.isascii() and value.isdecimal() and len(value) < 19


# The list


def open_appeals():
    """The keys of the comments with an open appeal: a list, which both databases look up by index. One query."""
    return list(Appeal.objects.filter(outcome="").order_by("pk").values_list("comment", flat=True)[:MOST])


def conditions(appeals):
    """{state: what it asks of a comment}. `appeals`: what `open_appeals` gave."""
    waiting, appealed = Q(status=Status.PENDING), Q(pk__in=appeals)
    flagged = Q(flagged__gt=0) & ~Q(status=Status.WITHDRAWN)
    queues = {OPEN: waiting | flagged | appealed, WAITING: waiting, FLAGGED: flagged, APPEALS: appealed}
    return queues | {status: Q(status=status) for status in DECIDED} | {ALL: Q()}


def listed(comments, asked, appeals, tree):
    """The comments of the list in their order: a queue by how long it waits, anything else the newest first."""
    found = narrowed(comments, asked, tree).filter(conditions(appeals)[asked.state])
    if asked.state not in QUEUES:
        return found.order_by("-created_at", "-pk")
    return found.annotate(since=since()).order_by("since", "pk")


def since():
    """The moment from which a comment waits: sent, flagged or appealed."""
    flags = Flag.objects.filter(comment=OuterRef("pk"), settled_at=None).order_by().values("comment")
    appeal = Appeal.objects.filter(comment=OuterRef("pk")).values("created_at")
    return Case(
        When(status=Status.PENDING, then=F("created_at")),
        When(flagged__gt=0, then=Subquery(flags.annotate(first=Min("created_at")).values("first"))),
        default=Subquery(appeal),
        output_field=DateTimeField(),
    )


def narrowed(comments, asked, tree):
    """By everything but the state. No query."""
    if asked.story:
        comments = comments.filter(story=asked.story)
    if asked.language:
        comments = comments.filter(story__language=asked.language)
    if asked.reason:
        comments = comments.annotate(held=Cast("reasons", TextField())).filter(held__contains=f'["{asked.reason}"')
    return _in_region(comments, asked.region, tree)


def _in_region(comments, region, tree):
    """Of stories filed under this region or a place inside it."""
    if not region:
        return comments
    filed = StoryRegion.objects.filter(primary=True)
    if region == NONE:
        return comments.exclude(story__in=filed.values("story"))
    place = tree.by_id.get(int(region))
    return comments.filter(story__in=filed.filter(region__in=tree.ids_within(place) if place else []).values("story"))


def in_order(comments):
    """The keys of a list, at most a thousand: what one walks through comment by comment. One query."""
    return list(comments.values_list("pk", flat=True)[:MOST])


# The numbers beside the filters


def counts(comments, asked, appeals, tree):
    """{filter: {value: number}}: how many wait behind each choice. Four queries; what is decided is not counted."""
    rules = conditions(appeals)
    waiting = comments.filter(rules[asked.state if asked.state in QUEUES else OPEN])
    found = narrowed(comments.filter(rules[OPEN]), asked, tree)
    numbers = found.order_by().aggregate(**{name: Count("pk", filter=rules[name]) for name in QUEUES})
    return {
        "state": numbers,
        "region": _regions(narrowed(waiting, replace(asked, region=""), tree), tree),
        "language": _grouped(narrowed(waiting, replace(asked, language=""), tree), "story__language"),
        "story": _grouped(narrowed(waiting, replace(asked, story=""), tree), "story"),
    }


def _grouped(comments, column):
    rows = comments.order_by().values_list(column).annotate(number=Count("pk"))
    return {str(value): number for value, number in rows}


def _regions(comments, tree):
    """Each region with the places inside it."""
    filed = StoryRegion.objects.filter(primary=True, story=OuterRef("story")).values("region")[:1]
    rows = comments.order_by().annotate(place=Subquery(filed)).values_list("place").annotate(number=Count("pk"))
    direct = dict(rows)
    found = {str(region.pk): sum(direct.get(key, 0) for key in tree.ids_within(region)) for region in tree.regions}
    return found | {NONE: direct.get(None, 0)}


def regions():
    """The tree of regions. One query."""
    return Region.objects.tree()
