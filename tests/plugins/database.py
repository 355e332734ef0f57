"""One database for each test process, on SQLite or PostgreSQL, that a live server can use too."""

import pytest
from django.conf import settings
from django.db import connection

STRANGERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid != %s"


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
def django_db_setup(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that somebody uses; a thread that ended with its test may still hold it."""
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        cursor.execute(STRANGERS, cursor.fetchone())
    connection.close()
