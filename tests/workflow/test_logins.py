"""Who came in, who was turned away, who went; and no stranger fills the disk with it."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from articles.models import AuditEntry, Sender
from articles.workflow import logins
from tests.admin.desk import LIST
from tests.factories import StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(**where):
    lines = AuditEntry.objects.filter(**where).order_by("pk")
    return list(lines.values_list("action", "by__username", "by_name", "key"))


def fail(name="editor", times=1):
    for _time in range(times):
        assert authenticate(username=name, password="wrong") is None


def test_in_and_out(editor):
    client = Client()
    client.force_login(editor)
    client.logout()
    who = ("editor", "editor", editor.pk)
    assert told() == [("account.login", *who), ("account.logout", *who)]


def test_nobody_who_goes_leaves_nothing():
    Client().logout()
    assert told() == []


def test_a_wrong_password_names_the_account_and_nobody_who_did_it(editor):
    fail()
    assert told() == [("account.login_failed", None, "editor", editor.pk)]


@pytest.mark.parametrize(
    "typed, kept", [("nobody", "nobody"), ("x" * 400, "x" * 150), ("a\x00\x1b[31mb\nc\u202e", "a[31mb c"), ("", "")]
)
def test_what_a_stranger_types_is_kept_short_and_plain(typed, kept):
    logins.failed(sender=None, credentials={"username": typed})
    assert told() == [("account.login_failed", None, kept, None)]


def test_credentials_under_another_name(editor):
    logins.failed(sender=None, credentials={"login": "editor"})
    logins.failed(sender=None, credentials={"token": "x"})
    assert [line[2] for line in told()] == ["editor", ""]


class TestAFlood:
    def test_twenty_an_hour_are_told_one_by_one_then_each_doubling(self, editor):
        fail(times=70)
        lines = AuditEntry.objects.filter(action="account.login_failed").order_by("pk")
        assert lines.count() == 20 + 2  # the 32nd and the 64th
        assert ["32" in lines[20].words, "64" in lines[21].words] == [True, True]

    def test_all_names_that_do_not_exist_are_counted_as_one(self):
        for number in range(70):
            fail(f"stranger{number}")
        assert AuditEntry.objects.count() == 22
        assert Sender.objects.count() == 1

    def test_noise_on_one_name_hides_no_guess_at_another(self, editor):
        for number in range(40):
            fail(f"stranger{number}")
        fail("editor")
        assert told(key=editor.pk) == [("account.login_failed", None, "editor", editor.pk)]

    def test_the_next_hour_begins_anew(self, editor):
        fail(times=25)
        Sender.objects.update(window_start="2020-01-01T00:00:00Z")
        fail()
        assert AuditEntry.objects.count() == 21


class TestDenied:
    def test_a_crafted_post_is_written_down_and_changes_nothing(self, moderator, at_work):
        client = at_work(moderator)
        story = StoryFactory()
        path = f"{LIST}{story.pk}/delete/"
        assert client.post(path, {"post": "yes"}).status_code == 403
        assert told(action="account.denied") == [("account.denied", "moderator", "moderator", None)]
        assert AuditEntry.objects.get(action="account.denied").words == f"POST {path}"

    def test_what_it_did_before_it_was_denied_is_undone_the_line_is_not(self, reporter, at_work, monkeypatch):
        from django.core.exceptions import PermissionDenied

        from articles.admin.taxonomy import SectionAdmin
        from articles.models import Section

        def half_done(self, request, obj, form, change):
            obj.save()
            raise PermissionDenied

        monkeypatch.setattr(SectionAdmin, "save_model", half_done)
        admin = UserFactory(username="boss", is_superuser=True)
        data = {"name_fr": "X", "slug": "x", "position": 1}
        assert at_work(admin).post("/admin/articles/section/add/", data).status_code == 403
        assert not Section.objects.exists()
        assert AuditEntry.objects.filter(action="account.denied").count() == 1

    def test_through_a_door_of_scripts_too(self, moderator, at_work):
        assert at_work(moderator).post(f"{LIST}{StoryFactory().pk}/lock/").status_code == 403
        assert len(told(action="account.denied")) == 1

    def test_looking_is_not_written_down(self, moderator, at_work):
        assert at_work(moderator).get(LIST).status_code == 403
        assert told(action="account.denied") == []
