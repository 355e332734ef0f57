"""`make serve` starts when everything is in order, and otherwise says what is not."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.management import house as houses

SERVE = [sys.executable, "deploy/serve.py"]
HTTPS = {"SITE_URL": "https://news.example.org", "EMAIL_URL": "smtp://mail.example.org", "TRUSTED_PROXIES": "127.0.0.1"}
pytestmark = [pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(scope="module")
def house(tmp_path_factory, worker_id):
    """Ready to be served; its static files are only claimed to be there, because making them takes a while."""
    house = houses.build(tmp_path_factory.mktemp("served") / "var", f"served_{worker_id}")
    house.succeeds("migrate", "--verbosity=0")
    code = "import sys; sys.path += ['deploy', '.']; import prepare; print(prepare.fingerprint(), end='')"
    (house.folder / "static-files").write_text(house.run([sys.executable, "-c", code]).stdout)
    (house.folder / "static").mkdir()
    (house.folder / "static" / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    yield house
    houses.drop(house)


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@contextmanager
def served(house, port, **variables):
    environment = house.environment({"PORT": port, "WORKERS": "1", "LOG_FORMAT": "json"} | variables)
    with open(house.folder / "log", "w") as log:
        process = subprocess.Popen(SERVE, cwd=houses.ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: get(port, "/livez") == 200)
        yield process
    finally:
        process.terminate()
        assert process.wait(timeout=40) == 0


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not come about."
        time.sleep(0.1)


def get(port, path):
    """The status, or 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def workers(house):
    return (house.folder / "log").read_text().count("Spawning worker")


def test_it_serves_and_reloads_without_refusing_anybody(house, port):
    with served(house, port) as process:
        pid_file = house.folder / f"newsroom-{port}.pid"
        assert int(pid_file.read_text()) == process.pid
        assert get(port, "/readyz") == 200
        process.send_signal(signal.SIGHUP)
        answers = []
        wait_for(lambda: answers.append(get(port, "/livez")) or '"Stopped old worker-1"' in read(house))
        assert set(answers) == {200}
        assert workers(house) == 2
    assert not pid_file.exists()


def read(house):
    return (house.folder / "log").read_text()


def test_its_log_is_json_from_the_first_line_of_the_server_on(house, port):
    with served(house, port):
        get(port, "/readyz?secret=1")
        get(port, "/no-such-picture.jpg")
    lines = [json.loads(line) for line in read(house).splitlines() if not line.startswith("·")]
    paths = [line["path"] for line in lines if line["logger"] == "newsroom.requests"]
    assert paths == ["/no-such-picture.jpg"]
    assert "secret" not in read(house) and "127.0.0.1:" not in json.dumps(paths)


def test_a_second_one_on_the_same_port_says_so(house, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(port)))
        taken.listen()
        assert f"Port {port} is in use" in refusal(house, PORT=port)


def refusal(house, **variables):
    done = house.run(SERVE, CHECK="0" if "PORT" in variables else "1", **variables)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SECRET_KEY": "weak"}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"WORKERS": "0"}, "WORKERS"),
        ({"THREADS": "many"}, "THREADS"),
        ({"PORT": "70000"}, "PORT"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"MIN_FREE_MB": "-1"}, "MIN_FREE_MB"),
        (HTTPS | {"HSTS_SECONDS": "0"}, "security.W004"),
        (HTTPS | {"DEBUG": "1"}, "security.W018"),
        (HTTPS | {"EMAIL_URL": "console:"}, "mail.E001"),
        (HTTPS | {"TRUSTED_PROXIES": ""}, "TRUSTED_PROXIES"),
        ({"HOST": "203.0.113.1", "PORT": "8471"}, "no such address"),
        ({"DATABASE_URL": "sqlite:////nowhere/news.sqlite3"}, "The database cannot be used"),
    ],
)
def test_what_is_not_in_order_is_said(house, variables, words):
    assert words in refusal(house, **variables)


def test_an_https_site_in_order(house):
    assert house.run(SERVE, CHECK="1", **HTTPS).stdout.endswith("Everything is in order\n")


def test_a_database_behind_the_code_or_ahead_of_it(house, tmp_path, worker_id):
    other = house.copy(tmp_path / "var", f"served_{worker_id}_other")
    try:
        other.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        assert "manage.py migrate" in refusal(other)
        other.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('articles', '0999_x', '2030-01-01')")
        assert "newer version" in refusal(other)
    finally:
        houses.drop(other)


@pytest.mark.skipif(os.environ["DATABASE_URL"].startswith("postgres"), reason="about SQLite's file")
def test_a_damaged_database_file(house, tmp_path, worker_id):
    other = house.copy(tmp_path / "var", "")
    (other.folder / "news.sqlite3").write_bytes(b"not a database" * 1000)
    assert "The database cannot be used" in refusal(other)
