"""The demo served for the audit alone: a port of its own, a folder of its own, its content kept from run to run."""

import hashlib
import io
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "audit"
KEPT = FOLDER / "site"
# What decides on the files served, and on what the demo stores: when it changes, they are made anew.
STATIC = ("static", "requirements.txt", "newsroom/static.py")
STORED = (
    *("articles/management/demo", "articles/migrations", "articles/lib", "articles/workflow"),
    *("templates/components/figure.html", "templates/components/picture.html", "requirements.txt"),
)
SECONDS_TO_START = 30


@contextmanager
def demo_site(database):
    """Gives (address, password of admin) while the server runs. `database`: the file that this run may write to."""
    port, password = free_port(), secrets.token_urlsafe(12)
    prepare(port, password, Path(database))
    with open(FOLDER / "server.log", "wb") as log, serving(port, log):
        yield f"http://127.0.0.1:{port}", password


def prepare(port, password, database):
    """Environment, static files, pictures and the database: a copy of its own, so that no run sees another's traces."""
    KEPT.mkdir(parents=True, exist_ok=True)
    os.environ.update(settings(port, password, database))
    django.setup()  # reads the settings, and they read the environment laid out above
    unless_kept("static", STATIC, lambda: call_command("collectstatic", verbosity=0, interactive=False, clear=True))
    loaded = KEPT / "loaded.sqlite3"
    unless_kept("demo", STORED, lambda: load(loaded))
    copy_database(loaded, database)
    call_command("demo", stdout=io.StringIO())  # nothing to load: it gives the accounts this run's password


def settings(port, password, database):
    """The demo's environment, whatever the shell or a .env for a real site says; nobody waits between two comments."""
    return {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_NAME": "Cinq Régions",
        "SITE_TAGLINE": "Donetsk, Louhansk, Zaporijjia, Kherson, Crimée",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DEMO_PASSWORD": password,
        "VAR_DIR": str(KEPT),
        "DATABASE_URL": f"sqlite:///{database}",
        "COMMENT_INTERVAL": "0",
        "COMMENT_ATTEMPTS": "1000",
        "LANGUAGES": "fr,en,uk",
        "TIME_ZONE": "Europe/Paris",
        "EMAIL_URL": "console:",
    } | {"DEBUG": "0", "DEMO": "1", "SERVE_MEDIA": "1", "ALLOWED_HOSTS": "", "TRUSTED_PROXIES": ""}


def unless_kept(name, sources, work):
    """Does the work, unless it was done to its end for exactly these sources: a stamp in the folder remembers."""
    stamp, checksum = KEPT / f"{name}.stamp", checksum_of(sources)
    if stamp.exists() and stamp.read_text() == checksum:
        return
    print(f"· Preparing the {name}", flush=True)
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(checksum)


def load(target):
    """The demo's stories and pictures, into this run's database and from there into the one that is kept."""
    shutil.rmtree(KEPT / "media", ignore_errors=True)
    call_command("migrate", verbosity=0)
    call_command("demo", stdout=io.StringIO())
    connection.close()
    copy_database(connection.settings_dict["NAME"], target)


def withdrawn_story():
    """The address of a story that was taken back: the demo itself has none."""
    from tests.factories import StoryFactory

    return StoryFactory(withdrawn=True).get_absolute_url()


def checksum_of(names):
    """The content of these files and folders, as one hexadecimal number."""
    paths = {path for name in names for path in (ROOT / name, *(ROOT / name).rglob("*"))}
    found = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and path.suffix != ".pyc"):
        found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()


def copy_database(source, target):
    """SQLite's own copy: whole, whatever is still in the write-ahead log."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def free_port():
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


@contextmanager
def serving(port, log):
    """The server of production, until the block ends; what it has to say goes to the log."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    options += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "5"]
    command = [sys.executable, "-m", "granian", *options, "newsroom.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/sitemap.xml", server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address, server):
    for _ in range(SECONDS_TO_START * 10):
        try:
            return urlopen(address, timeout=10).close()
        except URLError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit(f"The server did not start: see {FOLDER / 'server.log'}")
