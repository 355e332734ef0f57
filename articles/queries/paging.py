"""Pages of long lists by where they begin: each costs what the first one costs, and new stories move none of them.

'?before=<moment>-<key>' is the page after the story of that moment and key. The first page has no query at all,
'?before=end' leads to the last one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

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


def list_page(stories, before="", size=PAGE_SIZE):
    """The page of these stories (newest first, not yet cut) that begins after `before`.

    One query for the first page, two for any other. Raises NoSuchPage for a `before` that is none, or beyond the end,
    and for 'end', which stands for the last page of the moment.
    """
    if before == END:
        raise NoSuchPage(_query(_reversed(stories)[: size + 1], size))
    found = list(_older(stories, *_read(before))[: size + 1] if before else stories[: size + 1])
    if before and not found:
        raise NoSuchPage
    page = ListPage(found[:size], query=f"?before={before}" if before else "")
    page.older = f"?before={cursor(page.items[-1])}" if len(found) > size else None
    if before:
        page.newer = _query(_reversed(_newer(stories, *_read(before)))[: size + 1], size)
    return page


def cursor(story):
    """Where a page ends: moment (millionths of a second) and key, in letters and digits: 'fq3k2s1a0-2s'."""
    return f"{_letters((story.published_at - START) // timedelta(microseconds=1))}-{_letters(story.pk)}"


def _read(before):
    match = CURSOR.fullmatch(before)
    if not match:
        raise NoSuchPage
    try:
        return START + timedelta(microseconds=int(match[1], 36)), _key(int(match[2], 36))
    except OverflowError as error:
        raise NoSuchPage from error


def _key(number):
    """No key is larger than the database's."""
    if number >= 2**63:
        raise OverflowError
    return number


def _older(stories, moment, key):
    # The first condition is what the index is read by; the second one parts the stories of one moment.
    return stories.filter(published_at__lte=moment).filter(Q(published_at__lt=moment) | Q(pk__lt=key))


def _newer(stories, moment, key):
    """The story of the moment and key itself is the last one of them."""
    return stories.filter(published_at__gte=moment).filter(Q(published_at__gt=moment) | Q(pk__gte=key))


def _reversed(stories):
    """The nearest first, without the long columns and what belongs to the cards."""
    return stories.select_related(None).prefetch_related(None).only("published_at").order_by("published_at", "pk")


def _query(nearest, size):
    """Of the page that holds the `size` nearest: it begins after the one beyond them."""
    found = list(nearest)
    return f"?before={cursor(found[size])}" if len(found) > size else ""


def _letters(number):
    """36 -> '10'."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text or "0"
