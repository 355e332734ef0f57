"""A line in the log for each question that the database took long for (SLOW_QUERY_MS): which one, never about whom."""

import logging
import re
from time import perf_counter

from django.conf import settings
from django.db import connection

from newsroom.views_by_name import view_of

log = logging.getLogger(__name__)
LONGEST = 2000  # characters
_TEXT = re.compile(r"'(?:[^']|'')*'")
_MANY = re.compile(r"%s(?:, %s){3,}")


class SlowQueries:
    """The middleware. The id of the request is in the line as in all others; what the values were is in none."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.seconds = settings.SLOW_QUERY_MS / 1000

    def __call__(self, request):
        with connection.execute_wrapper(lambda *question: self.watch(request, *question)):
            return self.get_response(request)

    def watch(self, request, execute, sql, params, many, context):
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = perf_counter() - began
            if took >= self.seconds:
                known = {"duration_ms": round(took * 1000, 1), "view": view_of(request), "request": request}
                log.warning("Slow query: %s", without_values(sql), extra=known)


def without_values(sql):
    """ "SELECT  1 WHERE a = 'x' AND b IN (%s, %s, %s, %s)" -> "SELECT 1 WHERE a = '…' AND b IN (%s, …)"."""
    text = _MANY.sub("%s, …", _TEXT.sub("'…'", " ".join(str(sql).split())))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
