"""What the environment may say, checked before anything starts.

Each function takes the raw text of one variable and returns the value the settings use, or raises
`ImproperlyConfigured` with a sentence that says what is wrong and how to mend it.
"""

import os
import re
import secrets
import select
from contextlib import suppress
from ipaddress import ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from psycopg_pool import ConnectionPool

from articles.lib.languages import SPOKEN
from newsroom import machines

ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?")
MAILBOX = re.compile(r"[^\s@<>:,]+@[^\s@<>:,]+")
CONTACT = re.compile(rf"https://[^\s]+|mailto:{MAILBOX.pattern}|tel:[+0-9-]+")
ROBOT = re.compile(r"[A-Za-z0-9_.-]+")

SQLITE_OPTIONS = {
    # One writer at a time is announced at BEGIN, so a transaction never fails halfway on a busy database.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: an acknowledged comment survives a power cut (SECURITY: durable before acknowledged).
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
}


def secret_key(text):
    """'x' * 60 of at least 10 different characters -> itself; short or shipped with Django -> an error."""
    if len(text) < 50 or len(set(text)) < 10 or text.startswith("django-insecure"):
        raise ImproperlyConfigured(
            "SECRET_KEY is too weak: give at least 50 random characters. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    return text


def first_key(arguments):
    """`manage.py createnewsroom` runs before there is a key: it gets a fresh one, and writes it to .env."""
    if arguments[1:2] == ["createnewsroom"] and not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)


def first_folder(arguments, folder):
    """The commands that begin a site, here or on a new machine, find a place for its database."""
    if arguments[1:2] in (["createnewsroom"], ["migrate"], ["restore"]):
        with suppress(OSError):  # the command says better what is wrong
            folder.mkdir(parents=True, exist_ok=True)


def site_url(text):
    """'https://News.example.org/' -> SplitResult(scheme='https', netloc='news.example.org', …)."""
    address = text.strip().rstrip("/").lower()
    parts = urlsplit(address) if ADDRESS.fullmatch(address) else None
    if not parts or not _has_a_port(parts):
        raise ImproperlyConfigured(
            f"SITE_URL is {text!r}: give the address readers type, such as https://news.example.org, "
            "with no path, no name and no password."
        )
    return parts


def _has_a_port(parts):
    try:
        return parts.port is None or parts.port > 0
    except ValueError:  # over 65535
        return False


def database(url, pool_size):
    """'postgres://u:p@host/name' or 'sqlite:///path' -> one entry of DATABASES."""
    try:
        url, hosts = machines.database_hosts(url)
        config = dj_database_url.parse(url) | hosts
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL is not understood ({error}): give postgres://user:password@host:5432/name "
            "or sqlite:////absolute/path/news.sqlite3"
        ) from error
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS | config.get("OPTIONS", {})
    elif config["ENGINE"].endswith("postgresql") and not config["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: give postgres://user:password@host:5432/name")
    elif config["ENGINE"].endswith("postgresql"):
        config["CONN_MAX_AGE"] = 0  # the pool keeps the connections, Django must not
        # After a restart of the database no reader meets a dead connection, and the pool soon tries again.
        config["CONN_HEALTH_CHECKS"] = True
        pool = {"min_size": 1, "max_size": pool_size, "timeout": 10, "reconnect_timeout": 10, "check": still_there}
        # What articles/queries/raw.py asks again and again is planned once a connection.
        search = machines.SEARCH if hosts else {}
        config["OPTIONS"] = {"pool": pool, "prepare_threshold": 2} | search | config.get("OPTIONS", {})
    else:
        raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL or SQLite: nothing else is tested.")
    return config


def tasks(word):
    """'immediate' -> Django's TASKS that does everything at once; 'worker': a process of its own does it."""
    backends = {
        "immediate": "django.tasks.backends.immediate.ImmediateBackend",
        "worker": "django_tasks_db.DatabaseBackend",
    }
    if word not in backends:
        raise ImproperlyConfigured(f"TASKS is {word!r}: give immediate, or worker where one runs (manage.py worker).")
    return {"default": {"BACKEND": backends[word]}}


def still_there(connection):
    """Raises psycopg.OperationalError when the database has gone from this connection of the pool.

    It says so before it goes: only a connection with something to read, though nothing was asked, is looked at. To
    ask each time would cost every request a round trip.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN | select.POLLPRI)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)


def networks(items, name, everybody):
    """['10.0.0.0/8', '127.0.0.1'] -> [IPv4Network, …] of a setting; `everybody`: why it may not name them."""
    try:
        found = [ip_network(item.strip()) for item in items if item.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}. Give addresses or networks, e.g. 10.0.0.0/8") from error
    if any(network.prefixlen == 0 for network in found):
        raise ImproperlyConfigured(f"{name} names everybody{everybody}")
    return found


def time_zone(name):
    """'Europe/Paris' -> 'Europe/Paris'."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"TIME_ZONE is {name!r}: give a name such as Europe/Paris.") from error
    return name


def languages(codes):
    """['fr', 'en'] -> [('fr', 'Français'), ('en', 'English')]; the first one has the addresses without prefix."""
    unknown = [code for code in codes if code not in SPOKEN]
    if unknown or not codes or len(set(codes)) != len(codes):
        raise ImproperlyConfigured(
            f"LANGUAGES is {','.join(codes)!r}: give each of {', '.join(SPOKEN)} at most once, the main one first."
        )
    return [(code, SPOKEN[code].name) for code in codes]


def theme(folder):
    """Path('/srv/news/theme') -> the same; None for none. It must hold theme.css; logo.svg is welcome."""
    if folder and not (folder / "theme.css").is_file():
        raise ImproperlyConfigured(f"THEME_DIR is {str(folder)!r}: there is no theme.css in this folder.")
    return folder


def contacts(items):
    """['security@example.org', 'https://example.org/security'] -> ['mailto:security@example.org', 'https://…']."""
    given = [item.strip() for item in items if item.strip()]
    given = [f"mailto:{item}" if MAILBOX.fullmatch(item) else item for item in given]
    if wrong := [item for item in given if not CONTACT.fullmatch(item)]:
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT is {wrong[0]!r}: give an address of mail, or a page that begins with https://."
        )
    return given


def robots(items):
    """['GPTBot', ' CCBot '] -> ['GPTBot', 'CCBot']: names as robots give them in robots.txt, nothing else."""
    names = [item.strip() for item in items if item.strip()]
    if wrong := [name for name in names if not ROBOT.fullmatch(name)]:
        raise ImproperlyConfigured(
            f"ROBOTS_REFUSED is {wrong[0]!r}: give names of robots with commas between them, e.g. GPTBot,CCBot. "
            "To refuse all of them is not offered: close the site instead."
        )
    return names


def mailers(url):
    """'smtp://user:pw@host:587/?tls=True' -> Django's MAILERS; 'console:' prints the mail."""
    try:
        parsed = dj_email_url.parse(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL is not understood ({error}).") from error
    backend = parsed.get("EMAIL_BACKEND")
    if not backend:
        raise ImproperlyConfigured("EMAIL_URL is not understood: give smtp://user:password@host:587/?tls=True")
    if not backend.endswith("smtp.EmailBackend"):
        # 'file:///srv/mail' is a whole path, of which the parser takes the first slash away.
        path = f"/{parsed['EMAIL_FILE_PATH'].lstrip('/')}" if backend.endswith("filebased.EmailBackend") else ""
        return {"default": {"BACKEND": backend} | ({"OPTIONS": {"file_path": path}} if path else {})}
    names = {"EMAIL_HOST": "host", "EMAIL_PORT": "port", "EMAIL_HOST_USER": "username"}
    names |= {"EMAIL_HOST_PASSWORD": "password", "EMAIL_USE_TLS": "use_tls", "EMAIL_USE_SSL": "use_ssl"}
    options = {name: parsed[key] for key, name in names.items() if parsed.get(key)}
    return {"default": {"BACKEND": backend, "OPTIONS": options | {"timeout": 10}}}
