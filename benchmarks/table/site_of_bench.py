"""The site that is measured: a thousand stories of twenty comments, behind PostgreSQL, and once more on SQLite."""

import json
import sys
from contextlib import ExitStack, contextmanager
from functools import cached_property

from tests.system import programs
from tests.system.site import folder_for_all, whole_site
from tests.with_postgres import DURABLE

STORIES = 1_000
# As a site is served, but for what its log says of each request: nginx keeps that one.
SETTINGS = {"WORKERS": "2", "THREADS": "16", "COMMENT_CLOSE_DAYS": "36500"}


class Bench:
    """Starts what a row asks for, when it asks, and ends all of it. `folder`: of this run."""

    def __init__(self, rounds, seconds):
        self.rounds, self.seconds, self.stack = rounds, seconds, ExitStack()

    def __enter__(self):
        self.folder = self.stack.enter_context(folder_for_all())
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    @cached_property
    def site(self):
        """PostgreSQL, the app, nginx: tests.system.site.Site, filled."""
        database = programs.postgres(self.folder / "postgres", DURABLE)
        try:
            site = self.stack.enter_context(whole_site(SETTINGS, database=database))
        except AssertionError as error:  # every row would say the same
            sys.exit(f"There is nothing to measure: {error}")
        self.known = fill(site.environment)
        return site

    @cached_property
    def stories(self):
        return self.site and self.known["stories"]

    @cached_property
    def lists(self):
        return self.site and self.known["lists"]

    @contextmanager
    def app(self, name, **settings):
        """Another app on the same database, alone: gives its Program."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        environment = self.site.environment | {"VAR_DIR": str(folder / "var")} | settings
        with programs.app(folder, environment) as server:
            yield server

    @contextmanager
    def app_on_sqlite(self, name, **settings):
        """The same stories in the database that a peer has: gives (Program, addresses)."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        address = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "VAR_DIR": str(folder / "var")}
        environment = programs.site_environment(folder, SETTINGS | address | settings)
        environment["SITE_URL"] = "http://127.0.0.1"
        programs.manage(environment, "manage.py", "migrate", "--verbosity", "0")
        known = fill(environment)
        with programs.app(folder, environment) as server:
            yield server, known["stories"]


def fill(environment):
    return json.loads(programs.manage(environment, "-m", "benchmarks.newspaper", STORIES))
