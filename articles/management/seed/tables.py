"""Rows on their way into their tables: by COPY into tables without indexes on PostgreSQL, by INSERT on SQLite."""

from contextlib import contextmanager
from itertools import batched

from django.core.management.color import no_style
from django.db import connection

AT_ONCE = 5_000
INDEXES = """
    SELECT pg_get_indexdef(indexrelid), format('DROP INDEX %%s', indexrelid::regclass), indexrelid::regclass::text
    FROM pg_index WHERE indrelid = %s::regclass AND NOT indisprimary AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p', 'x'))
    ORDER BY indexrelid
"""
KEYS = """
    SELECT format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
        format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), conname
    FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""
# For this transaction alone.
OURS = (
    *("SET LOCAL synchronous_commit = off", "SET LOCAL maintenance_work_mem = '1GB'", "SET LOCAL work_mem = '256MB'"),
    *("SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0", "SET LOCAL jit = off"),
    *("SET LOCAL idle_in_transaction_session_timeout = 0", "SET CONSTRAINTS ALL IMMEDIATE"),
)


class Table:
    """A table and those of its columns that are filled: Table(Byline, "story author position")."""

    def __init__(self, model, fields, besides=()):
        self.name = model._meta.db_table
        self.columns = [model._meta.get_field(name).column for name in fields.split()] + list(besides)
        self.model = model

    def write(self, cursor, rows):
        """Tuples in the order of the columns: plain values, moments as `raw.stamp` gives them."""
        columns = ", ".join(map(connection.ops.quote_name, self.columns))
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(self.columns))
        for some in batched(rows, AT_ONCE):
            cursor.executemany(f"INSERT INTO {self.name} ({columns}) VALUES ({places})", some)


@contextmanager
def bare(cursor, tables, say):
    """Without their indexes and foreign keys meanwhile: laid again at the end, whole, they take a tenth of the time.

    The caller holds the transaction: when it fails, everything is as it was.
    """
    if connection.vendor != "postgresql":
        yield
        return
    for statement in OURS:
        cursor.execute(statement)
    taken = {question: _taken(cursor, question, tables) for question in (KEYS, INDEXES)}
    yield
    # The planner that checks the keys has to know what lies there.
    steps = [("ANALYZE " + ", ".join(table.name for table in tables), "statistics")]
    steps[:0] = [(laid, name) for laid, name in taken[INDEXES]]
    steps += [(laid, name) for laid, name in taken[KEYS]]
    for number, (statement, name) in enumerate(steps, start=1):
        say(f"Index {number} of {len(steps)}: {name}", again=True)
        cursor.execute(statement)


def _taken(cursor, question, tables):
    """[(the statement that lays it again, its name)] of what was dropped."""
    found = []
    for table in tables:
        cursor.execute(question, [table.name])
        found += cursor.fetchall()
    for _laid, drop, _name in found:
        cursor.execute(drop)
    return [(laid, name) for laid, _drop, name in found]


def next_key(model):
    """The first key that is free, and those after it are."""
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def go_on_counting(cursor, models):
    """Keys were given, not drawn: the next ones come after them."""
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)
