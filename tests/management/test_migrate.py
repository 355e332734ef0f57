"""`manage.py migrate` while the site is used: it gives way, says to whom, and comes through in the end.

On PostgreSQL; SQLite has one writer at a time and waits for it by itself.
"""

import threading
import time
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from articles.management import patience, schema
from articles.management.patience import GaveUp, patiently

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def ours(db):
    """A connection beside the test's own, which is in a transaction; with a table that may be altered at will."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's locks")
    ours = connections.create_connection("default")
    execute(ours, "CREATE TABLE scratch (n int)")
    execute(ours, "INSERT INTO scratch SELECT generate_series(1, 1000)")
    yield ours
    execute(ours, "DROP TABLE scratch")
    ours.close()


def execute(ours, statement):
    with ours.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def connected(**options):
    asked = connection.get_connection_params()
    names = ("dbname", "host", "port", "user", "password")
    return psycopg.connect(**{name: asked[name] for name in names if asked.get(name)}, **options)


@contextmanager
def stranger():
    """Somebody else's connection, with a transaction that has read the table."""
    with connected() as other:
        other.execute("SELECT count(*) FROM scratch")
        yield other


def altering(ours):
    return partial(execute, ours, "ALTER TABLE scratch ADD COLUMN IF NOT EXISTS m int")


def test_it_waits_no_longer_than_told_and_names_who_is_in_the_way(ours):
    said = []
    with stranger() as other:
        time.sleep(1.1)
        begun = time.monotonic()
        with pytest.raises(GaveUp, match="No lock in 2 tries"):
            patiently(ours, altering(ours), wait=0.1, tries=2, say=said.append)
        assert time.monotonic() - begun < 10
        who = f"{other.info.backend_pid} ({other.info.user}, —, idle in transaction for 1 s)"
        assert said[0].startswith("A table is in use: no lock within 0.1 s. In the way: ") and who in said[0]
    assert execute(ours, "SHOW lock_timeout") == [("0",)]


def test_it_comes_through_once_the_reader_has_gone(ours):
    said = []
    with stranger() as other:
        patiently(ours, altering(ours), wait=0.1, tries=20, say=lambda words: said.append(words) or other.rollback())
    assert len(said) == 2
    assert execute(ours, "SELECT count(m) FROM scratch") == [(0,)]


def test_a_migration_without_a_transaction_goes_on_where_a_lock_was_refused(ours):
    """Done again from its beginning, it would find its own columns."""
    said = []

    def migrate():
        execute(ours, "ALTER TABLE elsewhere ADD COLUMN m int")
        execute(ours, "ALTER TABLE scratch ADD COLUMN m int")

    execute(ours, "CREATE TABLE elsewhere (n int)")
    with stranger() as other:
        patiently(ours, migrate, wait=0.1, tries=20, say=lambda words: said.append(words) or other.rollback())
    execute(ours, "DROP TABLE elsewhere")
    assert len(said) == 2
    assert execute(ours, "SELECT count(m) FROM scratch") == [(0,)]


def test_one_in_a_transaction_is_done_again_from_its_beginning(ours):
    said, begun = [], []

    def migrate():
        execute(ours, "BEGIN")
        begun.append(1)
        ours.in_atomic_block = True
        try:
            execute(ours, "ALTER TABLE scratch ADD COLUMN m int")
            execute(ours, "ALTER TABLE elsewhere ADD COLUMN m int")
        finally:
            ours.in_atomic_block = False
            execute(ours, "COMMIT")

    execute(ours, "CREATE TABLE elsewhere (n int)")
    with connected() as other:
        other.execute("SELECT count(*) FROM elsewhere")
        patiently(ours, migrate, wait=0.1, tries=20, say=lambda words: said.append(words) or other.rollback())
    execute(ours, "DROP TABLE elsewhere")
    assert (len(begun), len(said)) == (2, 2)
    assert execute(ours, "SELECT count(m) FROM scratch") == [(0,)]


def test_readers_that_come_while_it_waits_are_held_up_no_longer_than_told(ours):
    waits, going = [], threading.Event()

    def read():
        with connected(autocommit=True) as reader:
            while not going.is_set():
                begun = time.monotonic()
                reader.execute("SELECT count(*) FROM scratch")
                waits.append(time.monotonic() - begun)
                time.sleep(0.01)

    thread = threading.Thread(target=read)
    with stranger():
        thread.start()
        with pytest.raises(GaveUp):
            patiently(ours, altering(ours), wait=0.3, tries=2, say=lambda words: None)
    going.set()
    thread.join()
    assert max(waits) > 0.2, "nobody was ever held up: this test proves nothing"
    assert max(waits) < 5, "the reader in front lasts longer than that: without a limit all would wait for it"


def test_another_error_is_no_reason_to_try_again(ours):
    calls = []

    def migrate():
        calls.append(1)
        execute(ours, "SELECT pg_sleep(1), set_config('statement_timeout', '10ms', false)")
        execute(ours, "SELECT pg_sleep(1)")

    with pytest.raises(OperationalError):
        patiently(ours, migrate, wait=1, tries=5, say=print)
    execute(ours, "SET statement_timeout = 0")
    assert calls == [1]


def test_one_machine_migrates_at_a_time(ours, monkeypatch):
    monkeypatch.setattr(patience.time, "sleep", lambda seconds: None)
    said = []
    with stranger() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [patience.ALONE])
        other.commit()
        with pytest.raises(GaveUp, match="Another machine"):
            patiently(ours, altering(ours), wait=1, tries=1, say=said.append)
        other.execute("SELECT pg_advisory_unlock_all()")
        other.commit()
        patiently(ours, altering(ours), wait=1, tries=1, say=said.append)
    assert said == ["Another machine is migrating: waiting for it."]


class TestBesideTheTraffic:
    MAKE = 'CREATE INDEX CONCURRENTLY "scratch_n" ON scratch (n)'

    def make(self, ours):
        patiently(ours, partial(execute, ours, self.MAKE), wait=0.1, tries=1, say=print)

    def index(self, ours):
        return execute(ours, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'scratch_n'::regclass")

    def test_it_waits_as_long_as_it_must(self, ours):
        with stranger() as other:
            other.rollback()
            other.execute("UPDATE scratch SET n = n")
            threading.Timer(1, other.commit).start()
            self.make(ours)
        assert self.index(ours) == [(True,)]

    def test_what_an_interrupted_run_left_is_made_anew(self, ours):
        with stranger() as other:
            other.rollback()
            other.execute("UPDATE scratch SET n = n")
            execute(ours, "SET lock_timeout = '100ms'")
            with pytest.raises(OperationalError):
                execute(ours, self.MAKE)
            execute(ours, "SET lock_timeout = 0")
            assert self.index(ours) == [(False,)]
            other.commit()
        self.make(ours)
        assert self.index(ours) == [(True,)]

    def test_a_whole_one_stays(self, ours):
        self.make(ours)
        before = execute(ours, "SELECT 'scratch_n'::regclass::oid")
        self.make(ours)
        assert execute(ours, "SELECT 'scratch_n'::regclass::oid") == before


def test_the_command_says_so_in_words(ours):
    with stranger() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [patience.ALONE])
        other.commit()
        with pytest.raises(CommandError, match="Another machine is still migrating"):
            call_command("migrate", tries=0, verbosity=0)
    call_command("migrate", verbosity=0)
    assert schema.pending(connection) == []
