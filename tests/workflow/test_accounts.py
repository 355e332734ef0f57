"""Accounts by invitation: nobody gives what they do not have, and a link is good once."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils.http import urlsafe_base64_encode

from articles.models import AuditEntry
from articles.workflow import accounts
from articles.workflow.errors import Refused
from tests.factories import UserFactory

LINK = re.compile(r"http://testserver/accounts/invitation/([\w-]+)/([\w-]+)/")
PASSWORD = "une phrase de passe assez longue"

pytestmark = pytest.mark.django_db


def role(name):
    return Group.objects.get(name=name)


def actions():
    """What was done; not who came in."""
    done = AuditEntry.objects.exclude(action="account.login").order_by("pk")
    return list(done.values_list("action", flat=True))


def link():
    """The two halves of the link in the newest mail."""
    return LINK.search(mail.outbox[-1].body).groups()


@pytest.fixture
def desk_head(db):
    """An editor who may open accounts, and is no superuser."""
    user = UserFactory(username="desk_head", role="editor")
    user.user_permissions.add(Permission.objects.get(codename="add_user"))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def guest(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return accounts.invite(admin, "guest@example.org", "guest", [role("reporter")], first_name="Anne")


class TestInviting:
    def test_who_may_not_open_accounts_invites_nobody(self, editor):
        with pytest.raises(Refused):
            accounts.invite(editor, "guest@example.org", "guest", [])
        assert not User.objects.filter(username="guest").exists()

    def test_nobody_gives_a_role_with_rights_they_lack(self, desk_head):
        with pytest.raises(Refused):
            accounts.invite(desk_head, "guest@example.org", "guest", [role("editor"), role("moderator")])
        assert not User.objects.filter(username="guest").exists()
        assert mail.outbox == []

    def test_roles_on_offer(self, desk_head, admin):
        assert [group.name for group in accounts.roles_for(desk_head)] == ["editor", "reporter"]
        assert {"editor", "moderator", "reporter"} <= {group.name for group in accounts.roles_for(admin)}

    def test_the_account_is_no_superuser_and_has_no_password(self, guest):
        guest.refresh_from_db()
        assert (guest.is_superuser, guest.is_staff, guest.is_active) == (False, True, True)
        assert not guest.has_usable_password()
        assert [group.name for group in guest.groups.all()] == ["reporter"]
        assert actions() == ["account.invite"]

    def test_the_mail(self, guest):
        message = mail.outbox[0]
        assert message.to == ["guest@example.org"]
        assert "guest" in message.body
        assert LINK.search(message.alternatives[0].content)

    def test_a_site_name_writes_no_header(self, settings, admin, django_capture_on_commit_callbacks):
        settings.SITE_NAME = "News\r\nBcc: everybody@example.org"
        with django_capture_on_commit_callbacks(execute=True):
            accounts.invite(admin, "guest@example.org", "guest", [])
        assert "\n" not in mail.outbox[0].subject
        assert mail.outbox[0].recipients() == ["guest@example.org"]

    def test_names_made_from_addresses(self, db):
        assert accounts.free_name("Ann.Lee@example.org") == "ann.lee"
        UserFactory(username="ann.lee")
        UserFactory(username="Ann.Lee2")
        UserFactory(username="ann.lee2")
        assert accounts.free_name("ann.lee@example.org") == "ann.lee3"
        assert accounts.free_name('"a b"@example.org') == "redaction"


class TestTheLink:
    def test_it_names_the_account(self, guest):
        assert accounts.invited(*link()) == guest

    @pytest.mark.parametrize("uid", ["", "x", "!!!!", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "LTE", "MA"])
    def test_made_up_ones(self, guest, uid):
        assert accounts.invited(uid, link()[1]) is None

    def test_another_account_s_or_an_altered_token(self, guest, reporter):
        uid, token = link()
        assert accounts.invited(urlsafe_base64_encode(str(reporter.pk).encode()), token) is None
        assert accounts.invited(uid, token[:-1] + ("a" if token[-1] != "a" else "b")) is None

    def test_it_is_good_once(self, guest):
        uid, token = link()
        accounts.join(guest, token, PASSWORD)
        guest.refresh_from_db()
        assert guest.check_password(PASSWORD)
        assert accounts.invited(uid, token) is None
        with pytest.raises(Refused):
            accounts.join(guest, token, "une autre phrase de passe")
        guest.refresh_from_db()
        assert guest.check_password(PASSWORD)
        assert actions() == ["account.invite", "account.join"]

    @pytest.mark.parametrize(("days", "good"), [(2.99, True), (3.01, False)])
    def test_it_is_good_for_three_days(self, guest, monkeypatch, days, good):
        monkeypatch.setattr(accounts.tokens, "_now", lambda: datetime.now() + timedelta(days=days))
        assert (accounts.invited(*link()) is not None) == good

    def test_sent_again_the_old_one_is_dead(self, guest, admin, django_capture_on_commit_callbacks):
        old = link()
        with django_capture_on_commit_callbacks(execute=True):
            accounts.invite_again(guest, admin)
        assert accounts.invited(*old) is None
        assert accounts.invited(*link()) == guest

    def test_taken_back_it_is_dead(self, guest, admin):
        accounts.take_back(guest, admin)
        assert accounts.invited(*link()) is None
        with pytest.raises(Refused):
            accounts.join(guest, link()[1], PASSWORD)
        with pytest.raises(Refused):
            accounts.invite_again(guest, admin)
        assert actions() == ["account.invite", "account.revoke"]

    def test_an_account_in_use_is_not_taken_back(self, guest, admin):
        accounts.join(guest, link()[1], PASSWORD)
        with pytest.raises(Refused):
            accounts.take_back(guest, admin)
        guest.refresh_from_db()
        assert guest.is_active


class TestManaging:
    def test_who_may_manage_whom(self, admin, editor, reporter, moderator):
        assert accounts.may_manage(admin, editor)
        assert accounts.may_manage(editor, reporter)
        assert not accounts.may_manage(reporter, editor)
        assert not accounts.may_manage(editor, moderator)
        assert not accounts.may_manage(editor, admin)

    def test_a_closed_account_keeps_its_rank(self, admin, editor, moderator):
        """Opened again, with another address, it would be theirs."""
        for user in (admin, moderator):
            user.is_active = False
            user.save()
            assert not accounts.may_manage(editor, User.objects.get(pk=user.pk))

    def test_sessions_are_ended_and_nobody_else_s(self, editor, reporter, admin, at_work):
        theirs, others = [at_work(editor), at_work(editor)], at_work(reporter)
        assert accounts.end_sessions(editor, admin) == 2
        assert [client.get("/admin/").status_code for client in theirs] == [302, 302]
        assert others.get("/admin/").status_code == 200
        assert Session.objects.count() == 1
        assert actions()[-1] == "account.logout_everywhere"

    def test_the_second_factor_is_forgotten(self, editor, reporter, admin):
        for user in (editor, reporter):
            Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
        assert accounts.drop_second_factor(editor, admin) == 1
        assert Authenticator.objects.get().user == reporter
        assert actions() == ["account.mfa_reset"]
