"""The newspaper on this machine: `make demo` runs this inside .venv.

It keeps its data in var/demo/ and its secrets in var/demo.env, so a real site in the same folder (var/, .env) is
never touched. Everything it asks for comes from the environment: PORT, DEMO_PASSWORD, RESET.
"""

import fcntl
import os
import secrets
import shutil
import sys

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from prepare import ROOT, check_port, collect_static, run_apart, step

DATA = ROOT / "var" / "demo"
KEPT = ROOT / "var" / "demo.env"
ACCOUNTS = ("admin", "editor", "reporter", "moderator")


def main():
    port = port_number(os.environ.get("PORT") or "8000")
    check_port("127.0.0.1", port, "make demo")
    lock = alone()  # held until the demo ends  # noqa: F841
    if os.environ.get("RESET") == "1":
        shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True, exist_ok=True)
    kept = kept_values()
    os.environ.update(kept | fixed_values(port))
    prepare()
    print(welcome(port, kept["DEMO_PASSWORD"]), flush=True)
    serve(port)


def alone():
    """One demo a folder: a second one would change the first one's password, or delete its data under it."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    lock = open(KEPT.with_suffix(".lock"), "w")  # noqa: SIM115 - closed, and so released, when the process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("A demo is running from this folder already: stop it first (Ctrl+C where it runs).")
    return lock


def port_number(text):
    """'8000' -> 8000; anything else than 1 to 65535 stops with a sentence."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is {text!r}: give a number between 1 and 65535, e.g. make demo PORT=8001")
    return int(text)


def kept_values():
    """What stays the same from run to run, read from var/demo.env or made now; a given DEMO_PASSWORD replaces it."""
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_NAME": "Cinq Régions",
        "DEMO_PASSWORD": secrets.token_urlsafe(9),
    }
    values |= read(KEPT) if KEPT.exists() else {}
    values |= {"DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or values["DEMO_PASSWORD"]}
    write(KEPT, values)
    return values


def read(path):
    """A file of NAME=value lines -> {'NAME': 'value'}; empty lines and # comments are skipped."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {name: value for name, value in pairs if value}


def write(path, values):
    """All or nothing (a new file is moved into place), and for this user's eyes only: it holds the password."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(new, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    new.replace(path)


def fixed_values(port):
    """What the demo needs, whatever the shell or a .env for a real site says."""
    return {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "0",
        "DEMO": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "",
        "TRUSTED_PROXIES": "",
        "VAR_DIR": str(DATA),
        "DATABASE_URL": f"sqlite:///{DATA / 'news.sqlite3'}",
        "LANGUAGES": "fr,en,uk",
        "TIME_ZONE": "Europe/Paris",
        "EMAIL_URL": "console:",
        "SERVE_MEDIA": "1",
    }


def prepare():
    """Database, files and stories, each only as far as something is missing; all in this one process, to be quick."""
    sys.path.insert(0, str(ROOT))
    django.setup()  # reads the settings, and they read the environment laid out above
    step("Bringing the database up to date")
    check_database()
    call_command("migrate", verbosity=0)
    collect_static(DATA / "static", DATA / "static-files")
    call_command("demo")


def check_database():
    """A database of a later version stays untouched: this one would not understand it."""
    from articles.management import schema

    if newer := schema.ahead(schema.applied(connection)):
        sys.exit(
            f"The demo's database was written by a newer version of Newsroom ({newer[-1]} is not in this one). Go back "
            "to that version, or start over with a new one: make demo RESET=1"
        )


def welcome(port, password):
    site = f"http://127.0.0.1:{port}"
    return "\n".join(
        [
            "",
            f"  The newspaper   {site}/        English {site}/en/        Українською {site}/uk/",
            f"  The newsroom    {site}/admin/",
            f"  Accounts        {', '.join(ACCOUNTS)}",
            f"  Password        {password}     (the same for all four; kept in var/demo.env)",
            "",
            "  Ctrl+C stops it. make demo keeps what was written, make demo RESET=1 starts over.",
            "",
        ]
    )


def serve(port):
    """Two processes, so that a picture being re-sized does not hold up readers; SQLite queues their writes."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    options += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "5"]
    sys.exit(run_apart([sys.executable, "-m", "granian", *options, "newsroom.wsgi:application"], os.environ))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    except PermissionError as error:
        sys.exit(f"{error.filename} cannot be written: {error.strerror}. Is this folder read-only, or somebody else's?")
    except (OSError, CommandError) as error:
        sys.exit(f"The demo could not be prepared: {error}")
    except DatabaseError as error:
        sys.exit(f"The demo's database cannot be used: {error}\nmake demo RESET=1 starts over with a new one.")
