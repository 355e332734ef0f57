"""The kept tables: those of the migrations, empty, and others as soon as a migration is another."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.plugins import schema

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's tables are made by every run"),
]
ROWS = "SELECT count(*) FROM {}"


@pytest.fixture
def kept(tmp_path):
    """Tables kept from a database in which somebody has been at work."""
    (tmp_path / "older.sqlite3").touch()
    with closing(sqlite3.connect(":memory:")) as lived_in:
        lived_in.executescript("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)")
        lived_in.executescript("CREATE TABLE auth_group (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)")
        lived_in.execute("INSERT INTO django_migrations (name) VALUES ('0001_initial')")
        lived_in.execute("INSERT INTO auth_group (name) VALUES ('reporter')")
        lived_in.commit()
        tables = SimpleNamespace(django_table_names=lambda only_existing: ["auth_group"])
        ours = SimpleNamespace(ensure_connection=lambda: None, connection=lived_in, introspection=tables)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "connection", ours)
            schema.keep(tmp_path / "new.sqlite3")
    return tmp_path / "new.sqlite3"


def test_it_keeps_which_migrations_were_applied_and_no_row_beside(kept):
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute(ROWS.format("django_migrations")).fetchone() == (1,)
        assert database.execute(ROWS.format("auth_group")).fetchone() == (0,)
        assert database.execute("SELECT name FROM sqlite_sequence").fetchall() == [("django_migrations",)]


def test_older_ones_are_forgotten(kept):
    assert [path.name for path in kept.parent.iterdir()] == ["new.sqlite3"]


def test_a_database_made_of_them_lacks_no_migration_and_has_its_foundations():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert Group.objects.filter(name="editor").exists()


def test_another_word_in_a_migration_gives_another_name(tmp_path, monkeypatch):
    (tmp_path / "migrations").mkdir()
    app = SimpleNamespace(label="x", path=tmp_path)
    monkeypatch.setattr(schema, "apps", SimpleNamespace(get_app_configs=lambda: [app]))
    names = []
    for text in ("a", "a", "b"):
        (tmp_path / "migrations" / "0001_initial.py").write_text(text)
        names.append(schema.fingerprint())
    assert names[0] == names[1] != names[2]
