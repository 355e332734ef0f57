"""A wrong or weak setting stops the start with a sentence that names it; a good one arrives as the settings need it."""

import os
import re
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom import environment

ROOT = Path(settings.BASE_DIR)
STRONG = "abcdefghijklmnopqrstuvwxyz0123456789" * 2


def refused(variable, function, *arguments):
    with pytest.raises(ImproperlyConfigured, match=variable) as caught:
        function(*arguments)
    assert " " in str(caught.value)


def start(**variables):
    """Reads the settings as a server does, in a folder and an environment with nothing else in it."""
    return subprocess.run(
        [sys.executable, "-c", "import newsroom.settings"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": "/nonexistent", "SECRET_KEY": STRONG} | variables,
        capture_output=True,
        text=True,
    )


# Each one by itself


@pytest.mark.parametrize("text", ["", "short", "a" * 80, "changeme" * 10, "django-insecure-" + STRONG])
def test_a_weak_secret_key_is_refused(text):
    refused("SECRET_KEY", environment.secret_key, text)


def test_a_weak_secret_key_is_not_repeated_in_the_log():
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.secret_key("hunter2")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "news.example.org", "https://", "ftp://x.org", "https://x.org/news", "https://x.org?a=1"),
        *("https://x.org#a", "https://me:pw@x.org", "https://x.org:port", "https://x.org:99999", "https://x y.org"),
    ],
)
def test_a_site_url_that_is_no_address_is_refused(text):
    refused("SITE_URL", environment.site_url, text)


@pytest.mark.parametrize("text", ["https://news.example.org/", " HTTPS://News.example.org"])
def test_a_site_url_is_written_in_one_way(text):
    assert environment.site_url(text).geturl() == "https://news.example.org"


@pytest.mark.parametrize("text", ["", "news", "mysql://u:p@host/news", "postgres://u:p@h:x/news", "postgres://"])
def test_a_database_that_is_not_tested_is_refused(text):
    refused("DATABASE_URL", environment.database, text, 8)


def test_sqlite_is_durable_and_takes_its_lock_at_once():
    config = environment.database("sqlite:////srv/news.sqlite3", 8)
    assert config["NAME"] == "/srv/news.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL; PRAGMA synchronous=FULL" in config["OPTIONS"]["init_command"]


def test_postgresql_has_a_pool_and_keeps_what_the_address_says():
    config = environment.database("postgres://u:p%40@db:5432/news?sslmode=require", 5)
    assert (config["HOST"], config["NAME"], config["PASSWORD"], config["CONN_MAX_AGE"]) == ("db", "news", "p@", 0)
    assert config["OPTIONS"]["pool"]["max_size"] == 5
    assert config["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("item", ["*", "proxy", "10.0.0.300", "10.0.0.1/8", "10.0.0.0/40", "0.0.0.0/0", "::/0"])
def test_a_proxy_that_is_no_network_is_refused(item):
    refused("TRUSTED_PROXIES", environment.networks, ["127.0.0.1", item], "TRUSTED_PROXIES", ": nobody.")


def test_proxies_are_addresses_and_networks():
    expected = [ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    assert environment.networks(["127.0.0.1", " 10.0.0.0/8", "", "fd00::/8"], "TRUSTED_PROXIES", "") == expected


@pytest.mark.parametrize("name", ["", "Paris", "GMT+25", "../../etc/passwd", "/etc/passwd"])
def test_an_unknown_time_zone_is_refused(name):
    refused("TIME_ZONE", environment.time_zone, name)


@pytest.mark.parametrize("codes", [[], [""], ["xx"], ["fr", "FR"], ["fr", "en", "fr"]])
def test_an_unknown_or_repeated_language_is_refused(codes):
    refused("LANGUAGES", environment.languages, codes)


def test_the_first_language_stays_the_first():
    assert environment.languages(["uk", "fr"]) == [("uk", "Українська"), ("fr", "Français")]


@pytest.mark.parametrize("url", ["", "mail.example.org", "imap://host", "smtp://host:many"])
def test_mail_that_nobody_understands_is_refused(url):
    refused("EMAIL_URL", environment.mailers, url)


@pytest.mark.parametrize("url", ["file:///srv/mail", "file:////srv/mail"])
def test_mail_into_files_goes_where_the_path_says(url):
    assert environment.mailers(url)["default"]["OPTIONS"] == {"file_path": "/srv/mail"}


def test_mail_goes_over_tls_with_a_time_limit():
    options = environment.mailers("smtp://me:pw@mail.example.org:587/?tls=True")["default"]["OPTIONS"]
    assert options == {
        "host": "mail.example.org",
        "port": 587,
        "username": "me",
        "password": "pw",
        "use_tls": True,
        "timeout": 10,
    }


@pytest.mark.parametrize(
    "item", ["example.org", "http://example.org/", "mailto:nobody", "a@b.org\nExpires: never", "<a@b.org>"]
)
def test_a_contact_nobody_can_reach_is_refused(item):
    refused("SECURITY_CONTACT", environment.contacts, [item])


def test_contacts_are_mailboxes_and_pages():
    given = ["security@example.org ", "", "mailto:a@b.org", "https://example.org/x", "tel:+33-1-23"]
    told = ["mailto:security@example.org", "mailto:a@b.org", "https://example.org/x", "tel:+33-1-23"]
    assert environment.contacts(given) == told


@pytest.mark.parametrize("item", ["*", "GPT Bot", "A\nAllow: /", "Bot/1.0"])
def test_what_is_no_name_of_a_robot_is_refused(item):
    refused("ROBOTS_REFUSED", environment.robots, [item])


def test_robots_are_called_as_they_call_themselves():
    assert environment.robots([" GPTBot", "", "Claude-Web"]) == ["GPTBot", "Claude-Web"]


# The whole file


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", "weak"),
        ("SITE_URL", "news.example.org"),
        ("DATABASE_URL", "mysql://host/news"),
        ("DATABASE_POOL", "many"),
        ("DATABASE_POOL", "0"),
        ("COMMENT_INTERVAL", "-1"),
        ("COMMENT_ATTEMPTS", "0"),
        ("DEBUG", "perhaps"),
        ("TIME_ZONE", "Mars"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_stops_the_start(variable, value):
    done = start(**{variable: value})
    assert done.returncode != 0
    assert variable in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_without_a_secret_key_nothing_starts(tmp_path):
    done = start(SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_a_strong_secret_key_is_all_that_is_needed():
    assert start().returncode == 0, start().stderr


def test_every_variable_is_explained():
    """.env.example names what settings.py and the kit of nginx ask for, and nothing else."""
    asked = r"""(?:env\.\w+|required)\(\s*"([A-Z_]+)\""""
    wanted = set(re.findall(asked, (ROOT / "newsroom" / "settings.py").read_text("utf-8")))
    wanted |= set(re.findall(r"[\"'](NGINX_[A-Z_]+)[\"']", (ROOT / "deploy" / "kit.py").read_text("utf-8")))
    explained = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(explained) == sorted(wanted)


def test_the_database_is_the_one_that_was_asked_for():
    """A run meant for PostgreSQL must not quietly pass on SQLite."""
    scheme = urlsplit(os.environ["DATABASE_URL"]).scheme
    assert connection.vendor == {"postgres": "postgresql"}.get(scheme, scheme)


@pytest.mark.parametrize("said", [b"", b"goodbye"])
def test_a_pooled_connection_is_asked_only_when_the_database_has_said_something(said, monkeypatch):
    """What it says without being asked is that it goes; silence costs no round trip."""
    asked = []
    monkeypatch.setattr(environment.ConnectionPool, "check_connection", asked.append)
    reading, writing = os.pipe()
    os.write(writing, said)
    with open(reading, "rb") as connection:
        environment.still_there(connection)
        assert asked == ([connection] if said else [])
    os.close(writing)
