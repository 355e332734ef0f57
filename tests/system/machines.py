"""A site on several machines, each of them a program on this one, and what its readers meet when one is taken away.

python -m tests.system.machines                  a table: each machine taken away in turn, under load
python -m tests.system.machines asynchronous     the same, when the primary waits for no standby
python -m tests.system.machines app_dies         this one alone
"""

import json
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.system.crowd import Crowd
from tests.system.programs import (
    HERE,
    ROOT,
    Program,
    app,
    free_port,
    listens,
    manage,
    nginx,
    postgres,
    site_environment,
    standby,
    valkey,
)

DURABLE = "fsync = on\nsynchronous_commit = on\nmax_connections = 200\nwal_level = replica\n"
# The defences count by address; what is tried here is whether comments arrive.
OPEN = {"COMMENT_INTERVAL": "0", "COMMENT_ATTEMPTS": "100000", "KEEP_PAGES": "0", "DATABASE_POOL": "6"}
FILL = """
import json, time, django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from articles.lib.images import random_name
from articles.lib.tokens import form_token
from tests.factories import CommentFactory, StoryFactory, UserFactory
if hasattr(default_storage, "bucket"):
    default_storage.bucket.create()
stories = StoryFactory.create_batch(12, public=True)
CommentFactory.create_batch(5, story=stories[0], status="approved")
picture = default_storage.save(random_name(".jpg"), ContentFile(b"bytes of a picture" * 500))
pages = ["/", stories[0].get_absolute_url(), stories[1].get_absolute_url(), default_storage.url(picture)]
print(json.dumps({"pages": pages, "story": stories[0].pk, "token": form_token(stories[0].pk, time.time())}))
"""


def store(folder):
    """An S3 of our own (moto), in memory."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", HERE, "-p", port]
    return Program("store", command, folder=folder, port=port, ready=listens)


class Farm:
    """A primary and its standby, a shared cache, a store of pictures, two app servers, nginx before them.

    `waits`: the primary acknowledges nothing before the standby has it on its disk (synchronous replication).
    """

    def __init__(self, folder, waits=True):
        self.folder, self.waits = Path(folder), waits
        self.folder.chmod(0o755)  # PostgreSQL is another user when we are root

    def __enter__(self):
        with ExitStack() as stack:
            self.primary = stack.enter_context(postgres(self._folder("primary"), DURABLE))
            self.standby = stack.enter_context(standby(self._folder("standby"), self.primary))
            self.cache = stack.enter_context(valkey(self._folder("cache")))
            self.store = stack.enter_context(store(self._folder("store")))
            self.port = free_port()
            self.settings = self._settings()
            self._fill()
            self.apps = [app(self.folder, self.settings) for _number in (1, 2)]  # the first one collects static files
            for each in self.apps:
                stack.enter_context(each)
            in_front = {"VAR_DIR": str(self.folder / "var"), "SITE_URL": self.settings["SITE_URL"]}
            ports = [each.port for each in self.apps]
            self.nginx = stack.enter_context(nginx(self._folder("nginx"), ports, in_front, port=self.port))
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def _folder(self, name):
        folder = self.folder / name
        folder.mkdir()
        return folder

    def _settings(self):
        hosts = f"{HERE}:{self.primary.port},{HERE}:{self.standby.port}"
        return OPEN | {
            "DATABASE_URL": f"postgres://postgres@{hosts}/postgres",
            "CACHE_URL": self.cache.url,
            "MEDIA_STORE": f"s3+http://key:secret@{HERE}:{self.store.port}/pictures?region=us-east-1",
            "SITE_URL": f"http://{HERE}:{self.port}",
        }

    def _fill(self):
        environment = site_environment(self.folder, self.settings)
        (self.folder / "var").mkdir()
        manage(environment, ROOT / "manage.py", "migrate", "--verbosity", "0")
        self.filled = json.loads(manage(environment, "-c", FILL).splitlines()[-1])
        if self.waits:
            self.sql(self.primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.sql(self.primary, "SELECT pg_reload_conf()")

    def sql(self, server, statement):
        """[row, …] of one statement, asked as the operator asks."""
        with psycopg.connect(server.url, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def crowd(self):
        def rare(number):
            return f"/search/?q=mot{number}"

        return Crowd(self.port, self.filled["pages"], rare, self.filled["story"], self.filled["token"])

    def stored(self):
        """The numbers of the comments that the database has which takes writes, each as often as it is there."""
        server = self.primary if self.primary.is_running else self.standby
        rows = self.sql(server, "SELECT name FROM articles_comment WHERE name LIKE 'Passante %'")
        return Counter(int(name.split()[1]) for (name,) in rows if name.split()[1].isdigit())

    # What can happen

    def app_is_stopped(self):
        self.apps[0].stop()
        time.sleep(AWAY)
        self.apps[0].start()

    def app_dies(self):
        self.apps[1].kill()
        time.sleep(AWAY)
        self.apps[1].start()

    def cache_dies(self):
        self.cache.kill()
        time.sleep(AWAY)
        self.cache.start()

    def store_dies(self):
        """moto keeps all in memory: what it held is gone with it, and nginx has what was asked for."""
        self.store.kill()
        time.sleep(AWAY)

    def nginx_is_reloaded(self):
        self.nginx.signal(signal.SIGHUP)
        time.sleep(AWAY)

    def standby_dies(self):
        """Where the primary waits for it, nothing is written meanwhile."""
        self.standby.kill()
        time.sleep(AWAY)
        self.standby.start()

    def primary_dies(self):
        """And somebody notices, and promotes the standby."""
        self.primary.kill()
        time.sleep(NOTICED)
        self.standby.promote()
        time.sleep(2 * AWAY)


AWAY = 3.0  # seconds that a machine is away
NOTICED = 2.0  # seconds until somebody promotes the standby
TROUBLES = ("app_is_stopped", "app_dies", "cache_dies", "store_dies", "nginx_is_reloaded")
TROUBLES += ("standby_dies", "primary_dies")


@dataclass
class Trouble:
    """What readers and commenters met in it: {"cached": {"asked", "errors", "slowest", "silence", "why"}, …}."""

    name: str
    seconds: float
    met: dict


def try_all(farm, crowd, troubles=TROUBLES):
    """Each trouble in turn, with a quiet second before and two after it."""
    with crowd.at_work():
        time.sleep(2)
        return [_try(farm, crowd, name) for name in troubles]


def _try(farm, crowd, name):
    began = time.monotonic()
    time.sleep(1)
    getattr(farm, name)()
    time.sleep(2)
    ended = time.monotonic()
    met = {kind: crowd.told(began, ended, kind) for kind in ("cached", "uncached", "comment")}
    return Trouble(name, ended - began, met)


def lost_and_doubled(farm, crowd):
    """(numbers that were acknowledged and are not there, numbers that are there twice)."""
    stored = farm.stored()
    return sorted(crowd.acknowledged - stored.keys()), sorted(number for number, many in stored.items() if many > 1)


def main(waits, troubles):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the programs would outlive us
    scratch = tempfile.TemporaryDirectory(prefix="farm", dir="/tmp", ignore_cleanup_errors=True)
    with scratch as folder, Farm(folder, waits) as farm:
        crowd = farm.crowd()
        found = try_all(farm, crowd, troubles)
        lost, doubled = lost_and_doubled(farm, crowd)
    print(f"{'':20}{'kind':10}{'asked':>7}{'errors':>8}{'slowest':>9}{'silence':>9}")
    for trouble in found:
        for kind, told in trouble.met.items():
            figures = f"{told['asked']:7}{told['errors']:8}{told['slowest']:8.1f}s{told['silence']:8.1f}s"
            print(f"{trouble.name:20}{kind:10}{figures}  {' | '.join(told['why'])[:150]}")
    print(f"{len(crowd.acknowledged)} comments acknowledged, {len(lost)} of them lost, {len(doubled)} doubled")


if __name__ == "__main__":
    main("asynchronous" not in sys.argv, [name for name in TROUBLES if name in sys.argv] or TROUBLES)
