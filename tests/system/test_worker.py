"""The worker as operators run it: told to end, killed, several at once, its database restarted: no mail is lost."""

import re
import signal
import time
from collections import Counter
from dataclasses import dataclass

import psycopg
import pytest

from tests.system import programs
from tests.system.mailbox import mailbox
from tests.system.site import folder_for_all

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
POST = """
from articles.tasks import send_mails
for n in range({many}):
    send_mails.enqueue(f"Mail {{n}} of {name}", "text", "<p>html</p>", ["ann@example.org"])
"""


@dataclass
class Office:
    folder: object
    environment: dict
    database: object
    box: object

    def post(self, name, many=1):
        programs.manage(self.environment, "manage.py", "shell", "--no-imports", "-c", POST.format(many=many, name=name))

    def worker(self, name):
        made = programs.worker(self.folder, self.environment, "--name", name)
        made.log_file = self.folder / f"{name}.log"
        return made

    def ask(self, statement):
        with psycopg.connect(self.database.url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def states(self):
        return Counter(state for (state,) in self.ask("SELECT status FROM django_tasks_database_dbtaskresult"))

    def at_once(self):
        """What was to wait for a minute has waited."""
        self.ask("UPDATE django_tasks_database_dbtaskresult SET run_after = now() WHERE run_after < '9000-01-01'")

    def subjects(self, name):
        found = re.findall(rf"Subject: (Mail \d+ of {name})", "".join(self.box.received))
        return Counter(found)


@pytest.fixture(scope="module")
def office():
    with folder_for_all() as folder, programs.postgres(folder / "postgres") as database, mailbox() as box:
        ours = {"DATABASE_URL": database.url, "TASKS": "worker", "EMAIL_URL": f"smtp://127.0.0.1:{box.port}"}
        environment = programs.site_environment(folder, ours)
        programs.manage(environment, "manage.py", "migrate", "--verbosity", "0")
        yield Office(folder, environment, database, box)


def wait_for(condition, seconds=40):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not come about."
        time.sleep(0.05)


def test_told_to_end_it_finishes_its_task_and_begins_no_other(office):
    office.box.open.clear()
    office.post("end", many=2)
    with office.worker("ends") as worker:
        assert office.box.held.acquire(timeout=30)
        worker.signal(signal.SIGTERM)
        time.sleep(0.5)
        assert worker.is_running
        office.box.open.set()
        assert worker.process.wait(30) == 0
    assert (sum(office.subjects("end").values()), office.states()) == (1, {"READY": 1})
    with office.worker("goes on"):
        wait_for(lambda: not office.states())
    assert office.subjects("end") == {"Mail 0 of end": 1, "Mail 1 of end": 1}


def test_killed_in_the_middle_its_mail_goes_with_the_next_of_its_name(office):
    office.box.open.clear()
    office.post("kill")
    with office.worker("killed") as worker:
        wait_for(lambda: office.states() == {"RUNNING": 1})
        worker.kill()
        assert office.states() == {"RUNNING": 1}, "nobody else may take it while it could be alive"
        office.box.open.set()
        worker.start()
        wait_for(lambda: office.states() == {"READY": 1})
        office.at_once()
        wait_for(lambda: not office.states())
    # Whether the first one had gone out when the worker died, nobody can know: twice is better than never.
    assert office.subjects("kill").keys() == {"Mail 0 of kill"}


def test_three_of_them_send_each_mail_once(office):
    office.post("many", many=150)
    with office.worker("a"), office.worker("b"), office.worker("c"):
        wait_for(lambda: not office.states())
    assert office.subjects("many") == {f"Mail {n} of many": 1 for n in range(150)}


def test_it_outlives_its_database_in_the_middle_of_a_task(office):
    while office.box.held.acquire(timeout=0.1):  # the mails of before
        pass
    office.box.open.clear()
    office.post("away")
    with office.worker("lasting") as worker:
        pid = worker.pid
        assert office.box.held.acquire(timeout=30)
        office.database.stop()
        office.box.open.set()
        time.sleep(2)
        office.database.start()
        wait_for(lambda: office.states() in ({}, {"READY": 1}))
        office.at_once()
        wait_for(lambda: not office.states())
        assert (worker.pid, worker.is_running) == (pid, True)
    assert office.subjects("away").keys() == {"Mail 0 of away"}
