"""How many questions a page asks the database, counted in this process, on the demo's own content."""

from django.db import connection
from django.test import Client

from tests.audit.budgets import queries_of


def count_all(visits):
    """Notes the number in each Visit of a kind that has a limit, and blames what asks more."""
    from articles.queries.map import recent  # Django is set up by now (tests/audit/site.py)
    from articles.queries.navigation import navigation

    reader = Client(SERVER_NAME="127.0.0.1")
    for kept in (navigation, recent):
        kept.seconds = 60  # on a busy machine a page takes longer than the second they are kept
    for visit in visits:
        allowed = queries_of(visit.document.kind)
        if allowed:
            visit.queries = count(reader, visit.document.at)
            if visit.queries > allowed:
                visit.blame("queries", f"{visit.queries} of {allowed}")


def count(reader, address):
    """The second time: what each process keeps for a second is there."""
    reader.get(address)
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        reader.get(address)
    return len(asked)
