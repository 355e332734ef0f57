"""A whole site on loopback: PostgreSQL, some stories with comments, the app (or several), nginx before it."""

import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.system import programs
from tests.system.desk import Desk


@dataclass
class Site:
    """`told`: what tests/system/deeds.py made for it: stories, a picture, a region."""

    folder: Path
    environment: dict
    database: programs.Program
    apps: list
    nginx: programs.Program
    desk: Desk
    told: dict

    @property
    def app(self):
        return self.apps[0]

    @property
    def story(self):
        return self.told["stories"][0]


@contextmanager
def folder_for_all():
    """A folder that the users of nginx and PostgreSQL can reach too, with a short name."""
    with tempfile.TemporaryDirectory(prefix="news", dir="/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def whole_site(settings=None, apps=1, database=None, stories=5, comments=3):
    """`settings`: more of them, or others. `database`: a Program with a `url`, used instead of a new PostgreSQL."""
    with folder_for_all() as folder, ExitStack() as stack:
        database = stack.enter_context(database or programs.postgres(folder / "postgres"))
        port = programs.free_port()
        behind_nginx = {"KEEP_PAGES": "0", "SERVE_MEDIA": "0", "SITE_URL": f"http://127.0.0.1:{port}"}
        environment = programs.site_environment(
            folder, behind_nginx | {"DATABASE_URL": database.url} | (settings or {})
        )
        programs.manage(environment, "manage.py", "migrate", "--verbosity", "0")
        desk = stack.enter_context(Desk(environment))
        told = desk.fill(stories=stories, comments=comments)
        # One after the other: the first collects the static files for all.
        servers = [stack.enter_context(programs.app(folder, environment)) for _each in range(apps)]
        nginx = programs.nginx(folder, [server.port for server in servers], environment, port)
        stack.enter_context(nginx)
        yield Site(folder, environment, database, servers, nginx, desk, told)
