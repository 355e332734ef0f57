"""Accounts at the desk: who may invite, change and help whom."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import AuditEntry
from articles.workflow import accounts, guesses
from articles.workflow.guesses import MOST, Guess
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/auth/user/"
INVITE = "/admin/auth/user/invite/"
ADD = "/admin/auth/user/add/"


def change(user):
    return reverse("admin:auth_user_change", args=[user.pk])


def act(user, name):
    return reverse("admin:auth_user_act", args=[user.pk, name])


def actions():
    """What was done; not who came in, and what they were denied."""
    done = AuditEntry.objects.exclude(action__in=["account.login", "account.denied"]).order_by("pk")
    return list(done.values_list("action", flat=True))


@pytest.fixture
def head(db):
    """Runs the desk: an editor who opens and changes accounts, and is no superuser."""
    user = UserFactory(username="head", role="editor")
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_user", "change_user", "view_user"]))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def guest(admin):
    return accounts.invite(admin, "guest@example.org", "guest", [Group.objects.get(name="reporter")])


def whole_form(user, **changes):
    data = {"username": user.username, "email": user.email, "is_active": "on", "is_staff": "on"}
    return data | {"groups": [group.pk for group in user.groups.all()]} | changes


class TestInvite:
    DATA = {"email": "neu@example.org", "first_name": "Neu"}

    def test_denied(self, at_work, editor, reporter, moderator):
        for client in (at_work(editor), at_work(reporter), at_work(moderator)):
            assert client.get(INVITE).status_code == 403
            assert client.post(INVITE, self.DATA).status_code == 403
        assert Client().post(INVITE, self.DATA).status_code == 302
        assert not User.objects.filter(email="neu@example.org").exists()

    def test_invited(self, at_work, head, django_capture_on_commit_callbacks):
        role = Group.objects.get(name="reporter")
        with django_capture_on_commit_callbacks(execute=True):
            response = at_work(head).post(INVITE, self.DATA | {"groups": [role.pk]})
        assert (response.status_code, response.url) == (302, "/admin/")
        user = User.objects.get(username="neu")
        assert list(user.groups.all()) == [role]
        assert [message.to for message in mail.outbox] == [["neu@example.org"]]
        assert actions() == ["account.invite"]

    def test_roles_are_called_as_people_call_them_and_keep_their_name(self, at_work, admin, reporter):
        client = at_work(admin)
        account = f"/admin/auth/user/{reporter.pk}/change/"
        invitation = client.get(INVITE).context["form"].fields["groups"]
        page = client.get(account).context["adminform"].form.fields["groups"]
        for field in (invitation, page):
            assert {label for _key, label in field.choices} == {"rédacteur", "modérateur", "reporter"}
        assert set(Group.objects.values_list("name", flat=True)) == {"editor", "moderator", "reporter"}

    def test_a_role_beyond_one_s_own_is_not_offered_and_not_taken(self, at_work, head):
        client = at_work(head)
        offered = client.get(INVITE).context["form"].fields["groups"].queryset
        assert [group.name for group in offered] == ["editor", "reporter"]
        moderators = Group.objects.get(name="moderator")
        assert client.post(INVITE, self.DATA | {"groups": [moderators.pk]}).status_code == 422
        assert client.post(INVITE, self.DATA | {"groups": ["x"]}).status_code == 422
        assert not User.objects.filter(email="neu@example.org").exists()

    def test_nobody_becomes_superuser_by_an_extra_field(self, at_work, head):
        at_work(head).post(INVITE, self.DATA | {"is_superuser": "on", "user_permissions": ["1"], "password": "x"})
        user = User.objects.get(username="neu")
        assert (user.is_superuser, user.user_permissions.count(), user.has_usable_password()) == (False, 0, False)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": "GUEST@example.org"},
            {"username": "Guest"},
            {"username": "a b"},
            {"username": "x" * 151},
            {"email": "a@b\r\nBcc: c@example.org"},
            {"first_name": "\x00"},
            {"email": ""},
        ],
    )
    def test_mistakes(self, at_work, admin, guest, wrong):
        before = User.objects.count()
        assert at_work(admin).post(INVITE, self.DATA | wrong).status_code == 422
        assert User.objects.count() == before

    def test_the_link_to_it(self, at_work, head, admin):
        for client in (at_work(head), at_work(admin)):
            assert INVITE in client.get(LIST).content.decode()

    def test_with_a_password_at_once_only_superusers(self, at_work, head, admin):
        assert at_work(head).get(ADD).status_code == 403
        assert at_work(head).post(ADD, {"username": "x", "password1": "a", "password2": "a"}).status_code == 403
        assert at_work(admin).get(ADD).status_code == 200


class TestChange:
    def test_nobody_changes_whoever_may_do_more(self, at_work, head, admin, moderator):
        for user in (admin, moderator):
            client = at_work(head)
            for address in (change(user), f"{LIST}{user.pk}/password/"):
                data = {"password1": "une phrase tres longue", "password2": "une phrase tres longue"}
                assert client.post(address, whole_form(user, email="head@example.org", **data)).status_code == 403
            before = user.password
            user.refresh_from_db()
            assert (user.email, user.password) == ("", before)

    def test_rights_are_given_by_superusers_only(self, at_work, head, reporter):
        wanted = {"is_superuser": "on", "groups": [Group.objects.get(name="moderator").pk], "user_permissions": ["1"]}
        data = whole_form(reporter, first_name="Rep", **wanted)
        assert at_work(head).post(change(reporter), data).status_code == 302
        reporter.refresh_from_db()
        assert (reporter.first_name, reporter.is_superuser, reporter.is_staff) == ("Rep", False, True)
        assert [group.name for group in reporter.groups.all()] == ["reporter"]
        assert reporter.user_permissions.count() == 0

    def test_nor_to_oneself(self, at_work, head):
        at_work(head).post(change(head), whole_form(head, is_superuser="on"))
        head.refresh_from_db()
        assert not head.is_superuser

    def test_a_superuser_does(self, at_work, admin, reporter):
        role = Group.objects.get(name="editor")
        at_work(admin).post(change(reporter), whole_form(reporter, groups=[role.pk]))
        assert list(reporter.groups.all()) == [role]

    @pytest.mark.parametrize("flag", ["is_active", "is_staff"])
    def test_whoever_is_let_go_and_let_in_again_has_to_log_in(self, at_work, admin, reporter, editor, flag):
        theirs, others = at_work(reporter), at_work(editor)
        at_work(admin).post(change(reporter), whole_form(reporter, **{flag: ""}))
        assert not getattr(User.objects.get(pk=reporter.pk), flag)
        assert actions() == ["account.rights", "account.logout_everywhere"]
        at_work(admin).post(change(reporter), whole_form(reporter))
        assert getattr(User.objects.get(pk=reporter.pk), flag)
        assert theirs.get("/admin/").status_code == 302
        assert others.get("/admin/").status_code == 200
        assert actions() == ["account.rights", "account.logout_everywhere", "account.rights"]

    def test_the_head_of_the_desk_lets_somebody_go(self, at_work, head, reporter):
        theirs = at_work(reporter)
        at_work(head).post(change(reporter), whole_form(reporter, is_active=""))
        User.objects.filter(pk=reporter.pk).update(is_active=True)
        assert theirs.get("/admin/").status_code == 302

    def test_any_other_change_ends_no_session(self, at_work, admin, reporter):
        theirs = at_work(reporter)
        at_work(admin).post(change(reporter), whole_form(reporter, first_name="Rep"))
        assert theirs.get("/admin/").status_code == 200

    def test_nobody_is_deleted(self, at_work, admin, reporter):
        assert at_work(admin).post(f"{LIST}{reporter.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_the_list_costs_the_same_for_many(self, at_work, admin):
        client = at_work(admin)
        client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        UserFactory.create_batch(30)
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(few) == len(many)

    @pytest.mark.parametrize("query", ["password__startswith=a", "password__regex=.", "is_active__exact=%00"])
    def test_no_digging_for_hashes(self, at_work, admin, query):
        assert at_work(admin).get(f"{LIST}?{query}").status_code in (302, 400)


class TestSecrets:
    @pytest.mark.parametrize("path", ["mfa/authenticator/", "usersessions/usersession/", "account/emailaddress/"])
    def test_no_list_shows_what_second_factors_are_made_from(self, at_work, admin, path):
        assert at_work(admin).get(f"/admin/{path}").status_code == 404


class TestHelp:
    def lock(self, user):
        for _ in range(MOST):
            Guess("password", user).claim()

    def test_the_lock_is_lifted(self, at_work, head, reporter):
        client = at_work(head)
        assert "unlock" not in client.get(change(reporter)).context["acts"]
        self.lock(reporter)
        assert "unlock" in client.get(change(reporter)).context["acts"]
        assert client.get(act(reporter, "unlock")).status_code == 405
        assert guesses.is_locked(reporter)
        assert client.post(act(reporter, "unlock")).status_code == 302
        assert not guesses.is_locked(reporter)
        assert actions() == ["account.unlock"]

    def test_by_whom_it_is_not(self, at_work, editor, reporter, moderator, head, admin):
        for user in (reporter, admin):
            self.lock(user)
        for client in (at_work(editor), at_work(reporter), at_work(moderator)):
            assert client.post(act(reporter, "unlock")).status_code == 403
        assert at_work(head).post(act(admin, "unlock")).status_code == 403
        assert Client().post(act(reporter, "unlock")).status_code == 302
        assert guesses.is_locked(reporter)
        assert guesses.is_locked(admin)

    def test_sessions_and_second_factors_are_for_superusers(self, at_work, head, admin, reporter):
        theirs = at_work(reporter)
        reporter.authenticator_set.create(type="totp", data={})
        for name in ("end_sessions", "drop_factor"):
            assert at_work(head).post(act(reporter, name)).status_code == 403
        assert theirs.get("/admin/").status_code == 200
        assert reporter.authenticator_set.count() == 1
        for name in ("end_sessions", "drop_factor"):
            assert at_work(admin).post(act(reporter, name)).status_code == 302
        assert theirs.get("/admin/").status_code == 302
        assert reporter.authenticator_set.count() == 0

    def test_an_invitation_is_sent_again_and_taken_back(self, at_work, admin, guest):
        client = at_work(admin)
        assert set(client.get(change(guest)).context["acts"]) == {"resend", "revoke"}
        client.post(act(guest, "resend"))
        client.post(act(guest, "revoke"))
        guest.refresh_from_db()
        assert not guest.is_active
        assert client.post(act(guest, "resend")).status_code == 403
        assert actions() == ["account.invite", "account.invite", "account.revoke"]

    def test_unknown_ones(self, at_work, admin, reporter):
        assert at_work(admin).post(act(reporter, "delete")).status_code == 404
        assert at_work(admin).post(f"{LIST}99999/act/unlock/").status_code == 404
        assert at_work(admin).post(f"{LIST}{'9' * 30}/act/unlock/").status_code == 404
