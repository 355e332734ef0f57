"""What was saved comes back whole; what is damaged, foreign or too new is refused before anything is touched."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from articles.management.backup import archive
from articles.management.backup.archive import verify
from tests.management import house as houses
from tests.management.test_backup_archive import remake

pytestmark = pytest.mark.slow  # starts sites of its own
ON_POSTGRESQL = os.environ["DATABASE_URL"].startswith("postgres")
DATABASE = archive.DATABASES["postgresql" if ON_POSTGRESQL else "sqlite"]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory, worker_id):
    """A house with stories and pictures, and one good backup. Nobody lives in it: each test gets a copy."""
    folder = tmp_path_factory.mktemp("houses") / "var"
    house = houses.build(folder, f"house_{worker_id}_first").fill()
    house.succeeds("backup")
    yield house
    houses.drop(house)


@pytest.fixture
def house(furnished, tmp_path, worker_id):
    house = furnished.copy(tmp_path / "var", f"house_{worker_id}")
    yield house
    houses.drop(house)


@pytest.fixture
def saved(house):
    return house.backups[0]


# Coming back


def test_everything_comes_back(house, saved):
    before = house.state()
    house.execute("UPDATE articles_story SET headline = 'Après'")
    house.execute("CREATE TABLE articles_later (id integer PRIMARY KEY)")
    (house.folder / "media/images/a.jpg").unlink()
    (house.folder / "media/images/neu.jpg").write_bytes(b"new")
    said = house.succeeds("restore", "--yes", str(saved))
    assert house.state()[:3] == before[:3]
    aside = [name for name in house.names() if ".before-" in name]
    assert len(aside) == 2 and "media.before-" in " ".join(aside)
    assert all(name in said for name in aside)
    with pytest.raises(Exception, match="articles_later"):
        house.execute("SELECT * FROM articles_later")
    house.succeeds("check", "--database", "default")


@pytest.mark.skipif(ON_POSTGRESQL, reason="about SQLite's file")
def test_it_comes_back_where_the_database_is_damaged(house, saved):
    before = house.state()
    (house.folder / "news.sqlite3").write_bytes(b"\xff" * 100_000)
    house.succeeds("restore", "--yes", str(saved))
    assert house.state()[:3] == before[:3]


def test_it_comes_back_on_a_new_machine(house, saved, tmp_path, worker_id):
    new = houses.build(tmp_path / "new" / "var", f"house_{worker_id}_new")
    if not ON_POSTGRESQL:
        new.folder.rmdir()
    try:
        new.succeeds("restore", "--yes", str(saved))
        assert new.execute("SELECT headline FROM articles_story") == house.execute(
            "SELECT headline FROM articles_story"
        )
        assert {Path(name).name for name in new.media()} == {Path(name).name for name in house.media()}
    finally:
        houses.drop(new)


def test_a_backup_of_an_older_version_is_brought_up_to_date(house):
    """As before the last migration of the sessions' app: here only its table and its entry are gone."""
    house.execute("DROP TABLE django_session")
    house.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    house.succeeds("backup", str(house.folder / "old"))
    [old] = (house.folder / "old").glob("*.tar")
    house.succeeds("restore", "--yes", str(old))
    assert house.execute("SELECT COUNT(*) FROM django_session") == [(0,)]


def test_a_backup_tells_what_it_is_and_is_for_nobody_else(house, saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert stat.S_IMODE(saved.parent.stat().st_mode) == 0o700
    manifest = verify(saved)
    assert manifest["counts"]["articles.Story"] == 3
    assert manifest["counts"]["auth.User"] >= 1
    assert manifest["engine"] == ("postgresql" if ON_POSTGRESQL else "sqlite")
    assert "articles.0001_initial" in manifest["migrations"]
    expected = {DATABASE, *(f"media/{name}" for name in houses.PICTURES)}
    assert manifest["members"].keys() == expected
    with tarfile.open(saved) as tar:
        assert tar.getnames()[0] == DATABASE and tar.getnames()[-1] == "manifest.json"


def test_without_a_word_of_consent_nothing_happens(house, saved):
    before = house.state()
    assert "--yes" in house.fails("restore", str(saved))
    assert house.state() == before


# Refused


def test_a_newer_backup_is_refused(house):
    house.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('articles', '0999_later', '2030-01-01')")
    house.succeeds("backup", str(house.folder / "new"))
    house.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
    [newer] = (house.folder / "new").glob("*.tar")
    before = house.state()
    assert "newer version" in house.fails("restore", "--yes", str(newer))
    assert house.state() == before


def test_another_kind_of_database_is_refused(house, saved):
    other = next(name for name in archive.DATABASES.values() if name != DATABASE)

    def change(member, data):
        member.name = other if member.name == DATABASE else member.name
        return [(member, data)]

    before = house.state()
    assert "of another kind" in house.fails("restore", "--yes", str(remake(saved, change)))
    assert house.state() == before


def test_a_database_that_is_damaged_inside_is_refused(house, saved):
    """The checksums fit: it was damaged before it was saved, or somebody was at it."""

    def change(member, data):
        if member.name == DATABASE:
            data = data[: len(data) // 2] + b"\xff" * (len(data) - len(data) // 2)
        elif member.name == "manifest.json":
            manifest = json.loads(data)
            manifest["members"][DATABASE] = changed
            data = json.dumps(manifest).encode()
        if member.name == DATABASE:
            changed["sha256"], changed["size"] = archive.hashlib.sha256(data).hexdigest(), len(data)
        return [(member, data)]

    changed = {}
    before = house.state()
    assert "Nothing was restored" in house.fails("restore", "--yes", str(remake(saved, change)))
    assert house.state() == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "a picture", "nothing"])
def test_a_damaged_or_foreign_file_is_refused(house, saved, damage):
    data = saved.read_bytes()
    middle = data.index(b"jpegjpeg")
    saved.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "flipped": data[:middle] + b"J" + data[middle + 1 :],
            "a picture": b"\x89PNG" + b"x" * 5000,
            "nothing": b"",
        }[damage]
    )
    before = house.state()
    assert "Nothing was restored" in house.fails("restore", "--yes", str(saved))
    assert house.state() == before


# Things going wrong on the way


def small_files_only():
    """As on a full disk: no file may grow beyond 40 kB (SQLite needs 32 kB to read alone)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_a_full_disk_leaves_no_half_backup(house):
    target = house.folder / "full"
    assert "No backup was made" in house.fails("backup", str(target), preexec=small_files_only)
    assert list(target.iterdir()) == []


def test_a_full_disk_leaves_everything_as_it_was(house, saved):
    before = house.state()
    assert "everything is as it was" in house.fails("restore", "--yes", str(saved), preexec=small_files_only)
    assert house.state() == before


INTERRUPTED = """
from articles.management.backup import bring_back
def stopped(*arguments, **more):
    raise {error}
bring_back.call_command = stopped
"""


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "OSError(28, 'No space left on device')"])
def test_broken_off_at_the_worst_moment_everything_comes_back(house, saved, error):
    """Database and pictures are both in their places already when it happens."""
    house.execute("UPDATE articles_story SET headline = 'Après'")
    (house.folder / "media/images/neu.jpg").write_bytes(b"new")
    before = house.state()
    said = house.fails("restore", "--yes", str(saved), before=INTERRUPTED.format(error=error))
    assert "everything is as it was" in said
    assert house.state() == before


def test_asked_to_stop_a_backup_leaves_nothing_behind(house):
    """Two gigabytes (of nothing: they take no room here) leave the time to ask."""
    with open(house.folder / "media" / "big.bin", "wb") as file:
        file.truncate(2**31)
    target = house.folder / "stopped"
    command = [sys.executable, "manage.py", "backup", str(target)]
    process = subprocess.Popen(
        command, cwd=houses.ROOT, env=house.environment({}), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while not list(target.glob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "no backup was made" in said.decode()
    assert list(target.iterdir()) == []


def test_the_media_folder_is_no_place_for_backups(house):
    assert "shows to everybody" in house.fails("backup", str(house.folder / "media" / "images"))


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite needs no programs beside Python")
class TestPrograms:
    def test_without_pg_dump_it_says_what_to_install(self, house):
        said = house.fails("backup", PATH=str(Path(sys.executable).parent))
        assert "pg_dump is not on PATH" in said

    def test_an_older_pg_dump_is_refused(self, house, tmp_path):
        old = tmp_path / "bin" / "pg_dump"
        old.parent.mkdir()
        old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
        old.chmod(0o755)
        said = house.fails("backup", PATH=f"{old.parent}:{houses.tools()}:{os.environ['PATH']}")
        assert "pg_dump is of version 9" in said

    def test_the_password_is_in_no_argument(self, house):
        """Other users of the machine can read them."""
        before = (
            "import subprocess; run = subprocess.run\n"
            "def loud(command, **more):\n"
            "    print(command)\n"
            "    return run(command, **more)\n"
            "subprocess.run = loud"
        )
        secret = house.address.replace("postgres:@", "postgres:hunter2@")
        said = house.succeeds("backup", before=before, DATABASE_URL=secret)
        assert "pg_dump" in said and "hunter2" not in said
