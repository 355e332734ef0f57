"""Pages of long lists by where they begin: each costs what the first one costs, and new stories move none of them.

'?before=<moment>-<key>' is the page after the story of that moment and key. The first page has no query at all,
'?before=end' leads to the last one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet, TextField, Value

from articles.queries import raw

PAGE_SIZE = 20
END = "end"
START = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"([0-9a-z]{1,11})-([0-9a-z]{1,12})")


class NoSuchPage(ValueError):
    """The list has no page there. `instead`: the query of one it has: '' for the first."""

    def __init__(self, instead=""):
        super().__init__(instead)
        self.instead = instead


@dataclass
class ListPage:
    """`newer`, `older`: queries of the neighbours ('' is the first page), None where there is none."""

    items: list
    query: str = ""
    newer: str | None = None
    older: str | None = None

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    @property
    def is_first(self):
        return not self.query


@dataclass
class Place:
    """Where a page begins: after the story of this moment and key."""

    moment: datetime
    key: int

    def older(self, rows, key="pk", by="published_at"):
        # The first condition is what the index is read by; the second one parts the stories of one moment.
        first, last = _spellings(self.moment)
        return rows.filter(Q((f"{by}__lte", last))).filter(Q((f"{by}__lt", first)) | Q((f"{key}__lt", self.key)))

    def newer(self, rows, key="pk", by="published_at"):
        """The story of the moment and key itself is the last one of them."""
        first, last = _spellings(self.moment)
        return rows.filter(Q((f"{by}__gte", first))).filter(Q((f"{by}__gt", last)) | Q((f"{key}__gte", self.key)))


@dataclass
class Rows:
    """A query, the newest first, as `list_page` reads it. `by`: the moment that the rows have."""

    query: object
    by: str = "published_at"

    def first(self, number):
        return list(self.query[:number])

    def older(self, place, number):
        return list(place.older(self.query, by=self.by)[:number])

    def nearest(self, number, place=None):
        """The last of all, or those just before a place, the nearest first; without the long columns and the cards."""
        query = place.newer(self.query, by=self.by) if place else self.query
        lean = query.select_related(None).prefetch_related(None).only(self.by)
        return list(lean.order_by(self.by, "pk")[:number])


def list_page(stories, before="", size=PAGE_SIZE, by="published_at", on_first=0):
    """The page of these stories (newest first, not yet cut) that begins after `before`. `by`: the moment they have.

    `stories`: a query, or what reads as Rows does (queries/ties.py). `on_first`: how many the first page shows, when
    it is not `size`.
    One query for the first page, two for any other. Raises NoSuchPage for a `before` that is none, or beyond the end,
    and for 'end', which stands for the last page of the moment.
    """
    first, rows = max(on_first, size), Rows(stories, by) if isinstance(stories, QuerySet) else stories
    if before == END:
        raise NoSuchPage(_query(rows.nearest(first + 1), size, by, first))
    place = _read(before) if before else None
    found = rows.older(place, size + 1) if place else rows.first(size + 1)
    if before and not found:
        raise NoSuchPage
    page = ListPage(found[:size], query=f"?before={before}" if before else "")
    page.older = f"?before={cursor(page.items[-1], by)}" if len(found) > size else None
    if place:
        nearest = rows.nearest(first + 1, place)
        if not nearest:  # nothing before it: it would be the first page under another address
            raise NoSuchPage
        page.newer = _query(nearest, size, by, first)
    return page


def first_page(found, size=PAGE_SIZE):
    """The first page of stories that have been read already, the newest first: one more than `size` when it goes on."""
    older = f"?before={cursor(found[size - 1])}" if len(found) > size else None
    return ListPage(found[:size], older=older)


def cursor(story, by="published_at"):
    """Where a page ends: moment (millionths of a second) and key, in letters and digits: 'fq3k2s1a0-2s'."""
    return f"{_letters((getattr(story, by) - START) // timedelta(microseconds=1))}-{_letters(story.pk)}"


def _read(before):
    match = CURSOR.fullmatch(before)
    if not match:
        raise NoSuchPage
    try:
        return Place(START + timedelta(microseconds=int(match[1], 36)), _key(int(match[2], 36)))
    except OverflowError as error:
        raise NoSuchPage from error


def _key(number):
    """No key is larger than the database's."""
    if number >= 2**63:
        raise OverflowError
    return number


def _spellings(moment):
    """The first and the last way in which the database may have written this moment.

    SQLite compares text: its own clock writes '12:05:09.120', Python '12:05:09.120000', and '12:05:09' on the second.
    """
    if connection.vendor != "sqlite":
        return moment, moment
    second, part = str(raw.stamp(moment)).partition(".")[0], moment.microsecond
    short = "" if not part else f".{part // 1000:03}" if part % 1000 == 0 else f".{part:06}"
    return Value(f"{second}{short}", TextField()), Value(f"{second}.{part:06}", TextField())


def _query(found, size, by, first):
    """Of the page that holds the `size` nearest: it begins after the one beyond them. '': they are on the first."""
    return f"?before={cursor(found[size], by)}" if len(found) > first else ""


def _letters(number):
    """36 -> '10'."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text or "0"
