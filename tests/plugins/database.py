"""One database for each test process, on SQLite or PostgreSQL, that a live server can use too.

`--database-tests-only` leaves out what is the same on every database, for the second of two runs: the tests of the
floor `lib`, which knows no model (`make lint` holds it), and what is marked `any_database`: looks and scripts.
`--every-test` after it takes that back.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.plugins.schema import keep

STRANGERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid != %s"
LIB = Path(__file__).parents[1] / "lib"


def pytest_addoption(parser):
    parser.addoption("--database-tests-only", action="store_true", help="not what is the same on every database")
    parser.addoption("--every-test", action="store_false", dest="database_tests_only", help="takes that back")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database-tests-only"):
        same = {item for item in items if is_same_on_every_database(item)}
        config.hook.pytest_deselected(items=list(same))
        items[:] = [item for item in items if item not in same]


def is_same_on_every_database(item):
    return item.get_closest_marker("any_database") or (LIB in item.path.parents and not uses_one(item))


def uses_one(item):
    fixtures = {"db", "transactional_db", "live_server"}.intersection(item.fixturenames)
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_report_header():
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request, tmp_path_factory):
    """With a live server, SQLite's database is a file: an in-memory one is a single connection, which the threads
    of the server would share, each running into the other's transactions."""
    database = settings.DATABASES["default"]
    served = any("live_server" in getattr(item, "fixturenames", ()) for item in request.session.items)
    if served and database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "news.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(kept_schema, django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that somebody uses; a thread that ended with its test may still hold it."""
    if kept_schema and not kept_schema.exists():
        with django_db_blocker.unblock():
            keep(kept_schema)
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        cursor.execute(STRANGERS, cursor.fetchone())
    connection.close()


@pytest.fixture(autouse=True)
def content_types(request):
    """Known before a test begins: a process asks for them once, and whoever counts queries must not be the first."""
    if uses_one(request.node):
        request.getfixturevalue("_django_db_helper")
        ContentType.objects.get_for_models(*apps.get_models())
