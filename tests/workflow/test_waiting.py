"""Work that waits for a worker: written down with its cause, tried again when it fails, gone when it is done."""

import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.management.worker import LastingWorker
from articles.models import Image
from articles.tasks import send_mails
from articles.workflow import outbox, retention, waiting
from tests.workflow.test_pictures import add

Status = waiting.Status
LINK = "https://news.example.org/key"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_a_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def one_connection():
    """The worker lets go of its connection between two tasks; here it is the test's, with its transaction."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
        yield


@pytest.fixture
def dead_server(monkeypatch):
    monkeypatch.setattr("articles.tasks.MailMessage.send", broken(ConnectionRefusedError(111, "Connection refused")))


def broken(error):
    def send(self):
        raise error

    return send


def post(*addresses):
    context = {"user": "Ann", "by": "Bob", "url": LINK}
    outbox.post("invitation", context, addresses or ["ann@example.org"])


def work(name="w1"):
    """A worker comes, does what waits and goes."""
    LastingWorker(name, 0).work_off()


def later():
    """So much time passes for what waits."""
    DBTaskResult.objects.filter(run_after__lt=waiting.get_date_max()).update(run_after=timezone.now() - timedelta(1))


def the_task():
    return DBTaskResult.objects.get()


class TestWhatIsWrittenDown:
    def test_a_mail_goes_with_the_worker_and_leaves_nothing_behind(self):
        post()
        assert (mail.outbox, the_task().status) == ([], Status.READY)
        work()
        assert [message.to for message in mail.outbox] == [["ann@example.org"]]
        assert not DBTaskResult.objects.exists()

    def test_what_is_undone_sends_no_mail(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            post()
            assert DBTaskResult.objects.count() == 1
            raise ZeroDivisionError
        assert not DBTaskResult.objects.exists()

    def test_each_address_has_a_task_of_its_own(self):
        post("ann@example.org", "bob@example.org")
        assert DBTaskResult.objects.count() == 2

    def test_a_picture_shows_its_sizes_when_the_worker_has_been_there(self, editor):
        image = add(editor)
        assert image.widths == []
        work()
        assert Image.objects.get().widths != []

    def test_mails_go_before_pictures(self, editor):
        add(editor)
        post()
        assert [task.task_path for task in DBTaskResult.objects.ready()] == [
            "articles.tasks.send_mails",
            "articles.workflow.pictures.draw",
        ]


class TestWhatFails:
    def test_it_is_tried_again_later_each_time_and_then_given_up(self, dead_server, caplog):
        post()
        for turn, pause in enumerate(waiting.PAUSES, start=1):
            begun = timezone.now()
            work()
            work()  # not before its time
            task = the_task()
            assert (task.status, len(task.worker_ids)) == (Status.READY, turn)
            assert pause <= task.run_after - begun < pause + timedelta(minutes=1)
            later()
        work()
        assert the_task().status == Status.FAILED
        assert "MailNotSent: A mail could not be sent" in the_task().traceback
        assert "given up" in caplog.text and "ann@example.org" not in caplog.text
        later()
        work()
        assert len(the_task().worker_ids) == len(waiting.PAUSES) + 1

    def test_it_goes_when_the_mail_server_is_back(self, dead_server, monkeypatch):
        post()
        work()
        monkeypatch.undo()
        later()
        work()
        assert len(mail.outbox) == 1 and not DBTaskResult.objects.exists()

    def test_an_address_that_does_not_exist_is_not_tried_again(self, monkeypatch, caplog):
        refused = smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such user")})
        monkeypatch.setattr("articles.tasks.MailMessage.send", broken(refused))
        post()
        work()
        assert not DBTaskResult.objects.exists()
        assert "refused for ever" in caplog.text

    def test_one_whose_mailbox_is_full_for_now_is(self, monkeypatch):
        full = smtplib.SMTPRecipientsRefused({"ann@example.org": (452, b"mailbox full")})
        monkeypatch.setattr("articles.tasks.MailMessage.send", broken(full))
        post()
        work()
        assert the_task().status == Status.READY

    def test_a_task_of_newer_code_waits_until_the_worker_is_as_new(self):
        post()
        DBTaskResult.objects.update(task_path="articles.tasks.of_tomorrow")
        work()
        assert (the_task().status, len(the_task().worker_ids)) == (Status.READY, 1)


class TestAWorkerThatDied:
    def claimed(self, name="w1", ago=timedelta()):
        post()
        the_task().claim(name)
        DBTaskResult.objects.update(started_at=timezone.now() - ago)

    def test_under_the_same_name_it_takes_up_at_once_what_it_was_at(self):
        self.claimed("w1")
        assert waiting.take_back("w1") == 1
        later()
        work("w1")
        assert len(mail.outbox) == 1

    def test_others_wait_until_it_cannot_be_alive(self):
        self.claimed("w1", ago=waiting.LEASE - timedelta(minutes=1))
        assert waiting.take_back("w2") == 0
        DBTaskResult.objects.update(started_at=timezone.now() - waiting.LEASE)
        assert waiting.take_back("w2") == 1

    def test_a_task_that_kills_each_worker_is_given_up(self):
        post()
        for _turn in range(len(waiting.PAUSES) + 1):
            the_task().claim("w1")
            waiting.take_back("w1")
        assert (the_task().status, the_task().traceback) == (Status.FAILED, waiting.DIED)

    def test_what_was_not_begun_does_not_count(self):
        self.claimed("w1")
        waiting.give_back("w1")
        assert (the_task().status, the_task().worker_ids) == (Status.READY, [])

    def test_who_was_faster_keeps_it(self):
        self.claimed("w1")
        left = the_task()
        the_task().claim("w2")
        waiting.put_off(left)
        assert (the_task().status, the_task().worker_ids) == (Status.RUNNING, ["w1", "w2"])


class TestWhoRunsTheSite:
    def given_up(self):
        post()
        DBTaskResult.objects.update(
            status=Status.FAILED, finished_at=timezone.now(), worker_ids=["w"] * 6, traceback="x\nOSError: away\n"
        )

    def told(self, *options):
        out = StringIO()
        call_command("tasks", *options, stdout=out)
        return out.getvalue()

    def test_sees_what_was_given_up_and_why_and_no_address(self):
        self.given_up()
        said = self.told()
        assert "     0  wait\n" in said and "     1  given up\n" in said
        assert "articles.tasks.send_mails  OSError: away" in said and "@" not in said

    def test_has_it_tried_again(self):
        self.given_up()
        assert self.told("--again") == "1 tasks wait again.\n"
        work()
        assert len(mail.outbox) == 1

    def test_drops_it(self):
        self.given_up()
        assert self.told("--drop") == "1 tasks deleted.\n"
        assert not DBTaskResult.objects.exists()

    def test_sees_what_will_be_tried_again(self, dead_server):
        post()
        work()
        assert "     1  failed, and are tried again later\n" in self.told()

    def test_a_fortnight_later_it_is_forgotten(self):
        self.given_up()
        rule = next(rule for rule in retention.RULES if rule.words == "tasks dropped that were given up")
        assert retention.apply(rule) == 0
        DBTaskResult.objects.update(finished_at=timezone.now() - waiting.KEPT)
        assert retention.apply(rule) == 1

    def test_starts_no_worker_that_would_have_nothing_to_do(self, settings):
        settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
        with pytest.raises(CommandError, match="TASKS=worker"):
            call_command("worker", "--once")

    def test_works_off_what_waits_and_ends(self):
        post()
        call_command("worker", "--once")
        assert len(mail.outbox) == 1


def test_without_a_worker_a_failing_mail_is_an_error_in_the_log_and_stops_nobody(settings, dead_server, caplog):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    send_mails.enqueue("Subject", "text", "<p>html</p>", ["ann@example.org", "bob@example.org"])
    assert "A mail could not be sent: Subject" in caplog.text
