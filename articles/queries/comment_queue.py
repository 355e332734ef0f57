"""What waits for a moderator: held comments, flagged ones and appeals, as one list, the longest waiting first."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, DateTimeField, Exists, F, Min, OuterRef, Q, Subquery, TextField, When
from django.db.models.functions import Cast

from articles.lib.keys import is_key
from articles.models import Appeal, Comment, Flag, Language, Region, Story, StoryRegion

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
        region=region if region == NONE or is_key(region) else "",
        story=story if is_key(story) else "",
        language=language if language in Language.values else "",
        reason=reason if re.fullmatch(r"[a-z_]{1,30}", reason) else "",
    )


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
    if asked.state == ALL:  # the one list that no index of moments serves; the keys are given in the same order
        return found.order_by("-pk")
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
        # Asked of each comment: a join would have SQLite begin with the stories, and read all their comments.
        comments = comments.filter(Exists(Story.objects.filter(pk=OuterRef("story"), language=asked.language)))
    if asked.reason:
        comments = comments.alias(held=Cast("reasons", TextField())).filter(held__contains=f'["{asked.reason}"')
    return _in_region(comments, asked.region, tree)


def _in_region(comments, region, tree):
    """Of stories filed under this region or a place inside it."""
    if not region:
        return comments
    filed = StoryRegion.objects.filter(primary=True, story=OuterRef("story"))
    if region == NONE:
        return comments.filter(~Exists(filed))
    return comments.filter(Exists(filed.filter(region__in=_inside(region, tree))))


def in_order(comments):
    """The keys of a list, at most a thousand: what one walks through comment by comment. One query."""
    return list(comments.values_list("pk", flat=True)[:MOST])


# The numbers beside the filters


def counts(comments, asked, appeals, tree):
    """{filter: {value: number}}: how many wait behind each choice. Three queries; what is decided is not counted.

    Comments are counted by story alone, which reads an index; where it belongs is looked up once a story.
    """
    rules = conditions(appeals)
    waiting = comments.filter(rules[asked.state if asked.state in QUEUES else OPEN])
    found = narrowed(comments.filter(rules[OPEN]), asked, tree)
    numbers = found.order_by().aggregate(**{name: Count("pk", filter=rules[name]) for name in QUEUES})
    rows = narrowed(waiting, Asked(reason=asked.reason), tree).order_by().values_list("story")
    by_story = dict(rows.annotate(number=Count("pk")))
    return {"state": numbers} | _facets(by_story, asked, tree)


def _facets(by_story, asked, tree):
    """Each filter counts what the two others leave. One query."""
    places, languages, stories = Counter(), Counter(), {}
    inside = _inside(asked.region, tree)
    filed = StoryRegion.objects.filter(primary=True, story=OuterRef("pk")).order_by().values("region")
    belongs = Story.objects.only("language").annotate(place=Subquery(filed)).in_bulk(list(by_story))
    for key, number in by_story.items():
        story = belongs[key]
        in_region = not asked.region or story.place in inside
        in_language = asked.language in ("", story.language)
        in_story = not asked.story or key == int(asked.story)
        places[story.place] += number * (in_language and in_story)
        languages[story.language] += number * (in_region and in_story)
        if in_region and in_language:
            stories[str(key)] = number
    found = {str(region.pk): sum(places[key] for key in tree.ids_within(region)) for region in tree.regions}
    return {"region": found | {NONE: places[None]}, "language": languages, "story": stories}


def _inside(region, tree):
    """The keys of a region and of the places in it; {None} for stories of no region."""
    if region == NONE:
        return {None}
    place = tree.by_id.get(int(region)) if region else None
    return set(tree.ids_within(place)) if place else set()


def regions():
    """The tree of regions. One query."""
    return Region.objects.tree()
