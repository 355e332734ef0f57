"""Migrations while the site is used: they give way, where Django's would hold up everybody.

A table is changed under a lock that waits for every transaction that reads it, and behind a lock that waits all new
readers wait too. So on PostgreSQL each statement asks for its lock for a short while only; what it had begun is undone,
the readers pass, and it is tried again. What PostgreSQL does beside the traffic (CONCURRENTLY) waits as long as it
likes: nobody waits behind it.
"""

import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import OperationalError
from psycopg import errors

ALONE = 4_706_113_002  # the number of the lock that whoever migrates holds
BESIDE = re.compile(
    r"^\s*(CREATE (?:UNIQUE )?|DROP )INDEX CONCURRENTLY\b(?:\s+IF (?:NOT )?EXISTS)?\s+\"?(\w+)\"?", re.I
)
# NULL: there is none of this name; false: a try that was interrupted left it half made.
IS_WHOLE = """
    SELECT (
        SELECT indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relname = %s AND pg_table_is_visible(pg_class.oid)
    )
"""
IN_THE_WAY = """
    SELECT pid, usename, application_name, state, extract(epoch FROM now() - xact_start)::int
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < now() - interval '1 second'
    ORDER BY xact_start LIMIT 5
"""


class GaveUp(Exception):
    """`str(error)` says in words who was in the way."""


def patiently(connection, migrate, wait, tries, say):
    """Calls `migrate()` until no lock was refused to it. `wait`: seconds for each lock. Raises GaveUp.

    What was migrated before a lock was refused stays so: the next try goes on behind it.
    """
    if connection.vendor != "postgresql":
        return migrate()
    turns = Turns(connection, wait, tries, say)
    with alone(connection, tries, say), _waiting(connection, wait), connection.execute_wrapper(partial(beside, turns)):
        return turns.until_done(migrate)


@dataclass
class Turns:
    connection: object
    wait: float
    tries: int
    say: Callable[[str], object]

    def until_done(self, do):
        for turn in range(1, self.tries + 1):
            try:
                return do()
            except OperationalError as error:
                if not isinstance(error.__cause__, errors.LockNotAvailable) or self.connection.in_atomic_block:
                    raise
                self.say(f"A table is in use: no lock within {self.wait} s. {in_the_way(self.connection)}")
            if turn < self.tries:
                self.say(f"  The readers go first; try {turn + 1} of {self.tries} follows.")
                time.sleep(min(turn, 5))
        raise GaveUp(
            f"No lock in {self.tries} tries: what was done so far stays, the rest is as it was. End the transaction "
            "that is in the way, or ask again at a quieter hour."
        )


@contextmanager
def _waiting(connection, seconds):
    _set(connection, f"{int(seconds * 1000)}ms")
    try:
        yield
    finally:
        if connection.connection and not connection.connection.closed:
            _set(connection, "0")


def _set(connection, text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [text])


@contextmanager
def alone(connection, tries, say):
    """Of several machines that come up at once one migrates, the others wait until it is done.

    They ask again and again: a question that waited would hold up the indexes that are made beside the traffic.
    """
    for turn in range(tries * 10):
        if _first(connection, "SELECT pg_try_advisory_lock(%s)", ALONE):
            break
        if not turn:
            say("Another machine is migrating: waiting for it.")
        time.sleep(1)
    else:
        raise GaveUp("Another machine is still migrating. Look after it there, then run this again.")
    try:
        yield
    finally:
        if connection.connection and not connection.connection.closed:
            _first(connection, "SELECT pg_advisory_unlock(%s)", ALONE)


def beside(turns, execute, statement, parameters, many, context):
    """Outside of a transaction nothing of what was done before is undone: there each statement has its own tries."""
    again = partial(execute, statement, parameters, many, context)
    if context["connection"].in_atomic_block:
        return again()
    found = BESIDE.match(statement) if isinstance(statement, str) else None
    return turns.until_done(partial(_index_beside, context["connection"], *found.groups(), again) if found else again)


def _index_beside(connection, what, name, make):
    """Made or dropped beside the traffic, it waits as long as it must.

    One that is there already is a try's before, which did not come to the end of its migration: a whole one stays,
    one half made is taken away and made anew.
    """
    with _unhurried(connection):
        there = _first(connection, IS_WHOLE, name) if what.upper().startswith("CREATE") else None
        if there:
            return None
        if there is False:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP INDEX CONCURRENTLY "{name}"')
        return make()


@contextmanager
def _unhurried(connection):
    before = _first(connection, "SELECT current_setting('lock_timeout')")
    _set(connection, "0")
    try:
        yield
    finally:
        _set(connection, before)


def in_the_way(connection):
    """'In the way: 4711 (news, psql, idle in transaction for 93 s).' or '' when nothing has been open for a second."""
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_WAY)
        found = [f"{pid} ({who}, {what or '—'}, {state} for {age} s)" for pid, who, what, state, age in cursor]
    return f"In the way: {'; '.join(found)}." if found else ""


def _first(connection, question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
