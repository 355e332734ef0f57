"""The site for its readers: `make serve` runs this inside .venv.

It looks whether everything is in order, says in words what is not, and then becomes the server (granian): the process
id stays the same, so SIGTERM stops it, and SIGHUP (kill -HUP) brings in new code and settings, one worker at a time,
without refusing anybody. (At a terminal it stays beside the server, for the sake of Ctrl+C.)
Everything it asks for comes from the environment or .env: see .env.example. CHECK=1 only looks and prepares, and ends:
what to do before a reload.
"""

import json
import os
import sys
from io import StringIO

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from prepare import ROOT, check_port, collect_static, run_apart, step

SEE = "docs/operators.md says more."
# granian's own few lines (a worker that died, a reload) in the format of all others.
LOGGERS = {"_granian": {"handlers": ["console"], "propagate": False}}


def main():
    given = dict(os.environ)  # before .env is read: a reload must see .env as it is then
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.conf import settings

    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    check_settings(settings)
    check_database()
    collect_static(settings.STATIC_ROOT, settings.VAR_DIR / "static-files", keep=True)
    if given.get("CHECK") == "1":
        return step("Everything is in order")
    check_port(settings.SERVER["host"], settings.SERVER["port"], "make serve")
    become_the_server(settings, given)


def check_settings(settings):
    """A site on https must have every security setting right; on http (behind a door, in a trial) it only says so."""
    secure = settings.SITE_URL.startswith("https://")
    step(f"Checking the settings for {settings.SITE_URL}")
    if secure:
        call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO())
    else:
        call_command("check", stdout=StringIO())
        step("SITE_URL is http: passwords and comments travel unprotected. For a public site give an https address")
    if secure and not settings.TRUSTED_PROXIES:
        sys.exit(
            "SITE_URL is https, but TRUSTED_PROXIES is empty: this server speaks http, so a proxy must speak https "
            f"for it, and be believed. Behind one on this machine: TRUSTED_PROXIES=127.0.0.1\n{SEE}"
        )


def check_database():
    from articles.management import schema
    from articles.workflow import leftovers

    step("Checking the database")
    newer = schema.ahead(schema.applied(connection))
    if newer:
        sys.exit(
            f"The database was written by a newer version of Newsroom ({newer[-1]} is not in this one). Go back to "
            f"that version, or restore a backup of this one.\n{SEE}"
        )
    missing = schema.pending(connection)
    if missing:
        sys.exit(
            f"The database lacks {len(missing)} migrations, the last one {missing[-1]}. Make a backup (make backup), "
            "then run: .venv/bin/python manage.py migrate\n"
            "A new site is set up with: .venv/bin/python manage.py createnewsroom"
        )
    leftovers.clear()  # pictures taken away just before the machine died
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def become_the_server(settings, environment):
    asked = settings.SERVER
    pid_file = settings.VAR_DIR / f"newsroom-{asked['port']}.pid"
    pid_file.unlink(missing_ok=True)  # nobody holds the port, so whoever wrote it is gone
    log_file = settings.VAR_DIR / "granian-log.json"
    log_file.write_text(json.dumps(settings.LOGGING | {"loggers": LOGGERS}))
    options = ["--interface", "wsgi", "--host", asked["host"], "--port", str(asked["port"]), "--no-ws"]
    options += ["--workers", str(asked["workers"]), "--blocking-threads", str(asked["threads"])]
    options += ["--respawn-failed-workers", "--workers-kill-timeout", "30", "--pid-file", str(pid_file)]
    options += ["--log-level", "info", "--log-config", str(log_file), "--working-dir", str(ROOT)]
    step(f"Serving {settings.SITE_URL} on {asked['host']}:{asked['port']} (kill -HUP $(cat {pid_file}) reloads)")
    command = [sys.executable, "-m", "granian", *options, "newsroom.wsgi:application"]
    if sys.stdin.isatty():
        sys.exit(run_apart(command, environment))
    os.execve(sys.executable, command, environment)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    except (ImproperlyConfigured, ValueError) as error:  # environs' own errors are ValueErrors
        sys.exit(f"The settings are not right. {error}\n.env.example explains each of them.")
    except SystemCheckError as error:
        sys.exit(f"The site does not start like this:\n{error}\n{SEE}")
    except DatabaseError as error:
        sys.exit(f"The database cannot be used: {error}\nIs DATABASE_URL right, and does the database run?")
    except OSError as error:
        sys.exit(f"{error.filename or 'A file'} cannot be used: {error.strerror}.")
