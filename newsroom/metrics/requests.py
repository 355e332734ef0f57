"""Counts each request that Django answers: by view, method and status, with its time and its queries."""

from importlib import import_module
from time import perf_counter

from django.db import connection

from newsroom.views_by_name import view_of

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
# newsroom.metrics.door leaves a list in the request: whoever gets this far was not answered by a kept page.
MARK = "newsroom.reached"


class Requests:
    def __init__(self, get_response):
        self.get_response = get_response
        # Only now: Django's checks read this module in every command, and `counts` begins files for its process.
        self.counts = import_module("newsroom.metrics.counts")

    def __call__(self, request):
        began, asked = perf_counter(), Queries()
        if (reached := request.META.get(MARK)) is not None:
            reached.append(True)
        with connection.execute_wrapper(asked):
            response = self.get_response(request)
        view = view_of(request)
        method = request.method if request.method in METHODS else "other"
        self.counts.of_answer(view, method, response.status_code).inc()
        duration, queries, seconds = self.counts.of_view(view)
        duration.observe(perf_counter() - began)
        if asked.number:
            queries.inc(asked.number)
            seconds.inc(asked.seconds)
        return response


class Queries:
    """How many questions the database was asked in one request, and how long it took for them."""

    def __init__(self):
        self.number, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.number += 1
            self.seconds += perf_counter() - began
