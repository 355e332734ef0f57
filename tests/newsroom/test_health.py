"""/livez and /readyz: right, short, and for nobody's cache."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from newsroom import health


@pytest.fixture(autouse=True)
def forgetful(monkeypatch, tmp_path, settings):
    """Each test as in a process that has just begun, with a media folder of its own."""
    monkeypatch.setattr(health, "_DONE", [])
    health._folders.cache_clear()
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    yield
    health._folders.cache_clear()


def broken(*arguments, **more):
    raise OperationalError("connection to server at 10.0.0.7 failed: password of news is wrong")


def read_only(dir):
    raise OSError(30, "Read-only file system", "/nowhere/x")


def test_alive_needs_no_database(client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready(client, db):
    answer = client.get("/readyz")
    checks = {"database": "ok", "migrations": "ok", "media": "ok", "disk": "ok"}
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "checks": checks})


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_nobody_keeps_the_answer_and_nothing_is_left_with_the_asker(client, db, address):
    for answer in (client.get(address), client.head(address)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert "Vary" not in answer.headers
    assert client.post(address).status_code == 405
    assert client.get(address, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "place", "change", "word"),
    [
        ("migrations", "newsroom.health.schema.pending", lambda connection: ["articles.0009"], "pending"),
        ("migrations", "newsroom.health.schema.pending", broken, "unknown"),
        ("media", "newsroom.health.tempfile.TemporaryFile", read_only, "not writable"),
    ],
)
def test_what_lacks_is_said_in_a_word(client, db, monkeypatch, caplog, name, place, change, word):
    monkeypatch.setattr(place, change)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert {check: state for check, state in answer.json()["checks"].items() if state != "ok"} == {name: word}
    assert "10.0.0.7" not in answer.text and "/nowhere" not in answer.text


def test_a_database_that_is_gone(client, monkeypatch):
    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=broken, vendor="postgresql"))
    monkeypatch.setattr(health.schema, "pending", broken)
    answer = client.get("/readyz")
    checks = {"database": "unreachable", "migrations": "unknown", "media": "ok", "disk": "ok"}
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "checks": checks})


def test_a_full_disk(client, db, settings):
    settings.MIN_FREE_MB = 10**9
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["disk"]) == (503, "low")


def test_migrations_are_looked_at_until_they_are_there_and_then_never_again(client, db, monkeypatch):
    asked = []

    def pending(connection):
        asked.append(connection)
        return ["articles.0002"] if len(asked) == 1 else []

    monkeypatch.setattr("newsroom.health.schema.pending", pending)
    assert [client.get("/readyz").status_code for _ in range(4)] == [503, 200, 200, 200]
    assert len(asked) == 2


def test_a_probe_from_inside_is_not_sent_to_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/livez").status_code == 200
    assert client.get("/").status_code == 301
