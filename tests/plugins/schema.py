"""SQLite's tables, made by the migrations once and kept until one of them changes.

Running all migrations takes each test process as long as some three hundred tests. The empty tables they made are kept
in pytest's cache (`--cache-clear` forgets them) and poured into the next test database; `migrate` runs over it all the
same, finds its migrations applied, and lays the foundations anew. That the migrations lead from nothing to a newsroom
is asked by tests/management/test_createnewsroom.py, and on PostgreSQL by every run.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.db import connection


@pytest.fixture(scope="session")
def kept_schema(request):
    """Where the tables are kept, to be poured into a test database that is created after this; None: nowhere."""
    cache = getattr(request.config, "cache", None)
    if connection.vendor != "sqlite" or cache is None:
        yield None
        return
    kept = cache.mkdir("schema") / f"{fingerprint()}.sqlite3"
    with pytest.MonkeyPatch.context() as patch, closing(Pouring(kept)) as pouring:
        patch.setattr(connection.creation, "_create_test_db", pouring.create_test_db)
        yield kept


class Pouring:
    """Django's own creation of a test database; then the kept tables are in it."""

    def __init__(self, kept):
        self.kept, self.created, self.databases = kept, connection.creation._create_test_db, []

    def create_test_db(self, *arguments):
        name = self.created(*arguments)
        if self.kept.exists():
            database = sqlite3.connect(name, uri=name.startswith("file:"))
            self.databases.append(database)  # a database in memory is there as long as somebody is connected
            with closing(sqlite3.connect(self.kept)) as source:
                source.backup(database)
        return name

    def close(self):
        for database in self.databases:
            database.close()


def keep(path):
    """Keeps the tables of the test database for the next run, and forgets older ones."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
        empty(copy)
    unfinished.replace(path)
    for older in set(path.parent.glob("*.sqlite3")) - {path}:
        older.unlink(missing_ok=True)


def empty(database):
    """Only which migrations were applied stays: rows are code's to write, which no fingerprint below would notice."""
    with database:
        for table in connection.introspection.django_table_names(only_existing=True):
            database.execute(f'DELETE FROM "{table}"')
        database.execute("DELETE FROM sqlite_sequence WHERE name != 'django_migrations'")


def fingerprint():
    """'6e0c…': another one as soon as the tables could be others."""
    seen = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()
