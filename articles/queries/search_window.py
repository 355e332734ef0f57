"""How far back PostgreSQL looks for the newest matches: the more common the words, the less far.

A word of a third of all stories has its newest 2,000 in the last few months: to gather and sort all of them would take
a hundred times as long. The statistics that PostgreSQL keeps of the column say how many matches there are; the months
of the index (marks of lib/search_entry.py) say where they are looked for. A window that held too few is widened.
"""

import json
from datetime import UTC, datetime

from django.db import connection

from articles.lib.kept import Kept
from articles.lib.search_entry import month_mark, year_mark

WHOLE = 4_000  # so many matches are gathered and sorted at once: PostgreSQL sorts them in its 4 MB
SPARE = 1.5  # the estimate is one
WIDER = 6
SECONDS = 60


def windows(query, conditions, values, language, wanted):
    """The marks of the months to look through, tuple after tuple, each wider; at last (): everywhere."""
    expected = _expected(query, conditions, [*values])
    if expected > WHOLE:
        share = wanted * SPARE / expected
        while share < 0.5 and (since := _since(share)):
            yield marks_since(since, datetime.now(UTC), language)
            share *= WIDER
    yield ()


def _expected(query, conditions, values):
    sql = "SELECT FROM articles_searchentry entry WHERE entry.words @@ %s::tsquery AND "
    return expected_rows(sql + conditions, [query, *values])


def expected_rows(sql, values):
    """How many rows PostgreSQL thinks a question will give: nothing is read but its statistics."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        plan = cursor.fetchone()[0]
    return (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]


def _read_ages():
    """Moments that part the entries into equal shares, the oldest first; [] before the first ANALYZE."""
    sql = (
        "SELECT histogram_bounds::text::timestamptz[] FROM pg_stats WHERE tablename = 'articles_searchentry' "
        "AND attname = 'published_at' AND schemaname = ANY (current_schemas(false))"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return list(row[0]) if row and row[0] else []


_ages = Kept(_read_ages, SECONDS)


def _since(share):
    """The moment since which this share of the entries was published, or None where nobody knows."""
    ages = [age for age in _ages() if age <= datetime.now(UTC)]
    if len(ages) < 2:
        return None
    place = (1 - share) * (len(ages) - 1)
    before = ages[int(place)]
    return before + (ages[min(int(place) + 1, len(ages) - 1)] - before) * (place - int(place))


def marks_since(since, now, language):
    """(November 2024, January 2026, 'fr') -> ('#fr202411', '#fr202412', '#fr2025', '#fr2026')."""
    since = since.astimezone(UTC)
    first = [month_mark(language, since.year, month) for month in range(since.month, 13)]
    if since.month == 1:
        first = [year_mark(language, since.year)]
    return (*first, *(year_mark(language, year) for year in range(since.year + 1, now.year + 1)))
