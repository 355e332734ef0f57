"""Links in mails: an invitation, a forgotten password; and what mails tell the owner of an account."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from articles.models import AuditEntry
from articles.workflow import accounts
from newsroom import logs
from tests.newsroom.accounts.conftest import PASSWORD, is_in, log_in, posted, stranger

pytestmark = pytest.mark.django_db
NEW = "encore une phrase de passe"
LINK = re.compile(r"http://testserver(/accounts/(?:invitation|password/reset/key)/\S+/)")
RESET = "/accounts/password/reset/"


def link():
    return LINK.search(posted()[-1].body)[1]


def both(name, password=NEW):
    return {f"{name}1": password, f"{name}2": password}


@pytest.fixture
def guest(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return accounts.invite(admin, "guest@example.org", "guest", [Group.objects.get(name="reporter")])


class TestInvitation:
    def test_she_chooses_a_password_and_is_in(self, guest):
        client = Client()
        page = client.get(link())
        assert page.status_code == 200
        assert "<strong>guest</strong>" in page.content.decode()
        assert client.post(link(), both("new_password")).url == "/admin/"
        assert is_in(client)
        again = stranger()
        log_in(again, "guest", NEW)
        assert is_in(again)

    def test_where_it_is_required_she_is_led_to_the_second_factor(self, guest, settings):
        settings.MFA_REQUIRED = True
        client = Client()
        assert client.post(link(), both("new_password")).url == "/accounts/2fa/"
        assert not is_in(client)
        assert client.get("/accounts/2fa/app/").status_code == 200

    def test_looking_at_the_link_does_not_use_it(self, guest):
        for _ in range(3):
            assert stranger().get(link()).status_code == 200
            assert stranger().head(link()).status_code == 200

    @pytest.mark.parametrize("password", ["", "court", "motdepasse", "guest@example.org"])
    def test_a_poor_password_is_refused(self, guest, password):
        client = Client()
        assert client.post(link(), both("new_password", password)).status_code == 200
        assert not is_in(client)
        guest.refresh_from_db()
        assert not guest.has_usable_password()

    def test_used_it_is_over(self, guest):
        address = link()
        Client().post(address, both("new_password"))
        for client in (Client(), stranger()):
            assert client.get(address).status_code == 410
            assert client.post(address, both("new_password", PASSWORD)).status_code == 410
        guest.refresh_from_db()
        assert guest.check_password(NEW)

    def test_taken_back_it_is_over(self, guest, admin):
        accounts.take_back(guest, admin)
        assert Client().post(link(), both("new_password")).status_code == 410
        assert not is_in(Client())

    @pytest.mark.parametrize("address", ["x/y", "MQ/abc-def", "%00/%00", "Mg/" + "a" * 2000])
    def test_made_up_links(self, guest, address):
        assert Client().get(f"/accounts/invitation/{address}/").status_code == 410

    def test_it_resets_no_password_and_a_reset_opens_no_invitation(self, guest, ann):
        key = link().removeprefix("/accounts/invitation/").strip("/").replace("/", "-", 1)
        page = Client().get(f"{RESET}key/{key}/", follow=True)
        assert page.status_code == 404 or page.context["token_fail"]
        Client().post(RESET, {"email": "guest@example.org"})
        assert len(posted()) == 1

    def test_the_language_of_who_looks_at_it(self, guest):
        assert 'lang="uk"' in Client(headers={"Accept-Language": "uk"}).get(link()).content.decode()


class TestForgotten:
    def test_the_same_answer_whether_there_is_an_account_or_not(self, ann, guest, reporter):
        reporter.email, reporter.is_active = "rep@example.org", False
        reporter.save()
        pages = []
        for address in ("ann@example.org", "nobody@example.org", "guest@example.org", "rep@example.org"):
            response = stranger().post(RESET, {"email": address}, follow=True)
            assert response.redirect_chain == [("/accounts/password/reset/done/", 302)]
            pages.append(re.sub(r'value="\w+"', "", response.content.decode()))
        assert len(set(pages)) == 1
        assert [message.to for message in posted()[1:]] == [["ann@example.org"]]

    def test_the_answer_does_not_wait_for_the_mail(self, ann, monkeypatch):
        """How long it takes would tell that there is somebody."""
        import threading

        gate, arrived = threading.Event(), []
        monkeypatch.setattr("newsroom.accounts.adapter._send", lambda *parts: arrived.append(gate.wait(10)))
        response = Client().post(RESET, {"email": "ann@example.org"})
        assert (response.status_code, arrived) == (302, [])
        gate.set()
        posted()
        assert arrived == [True]

    def test_it_goes_to_the_address_of_the_account(self, ann):
        Client().post(RESET, {"email": "ANN@example.org"})
        assert posted()[0].to == ["ann@example.org"]

    @pytest.mark.parametrize("email", ["", "x", "a@b\r\nBcc: c@example.org", "a\x00@x.org", "x" * 9000 + "@x.org"])
    def test_what_is_no_address(self, ann, email):
        assert Client().post(RESET, {"email": email}).status_code == 200
        assert posted() == []

    def test_nobody_fills_her_mailbox(self, ann):
        for number in range(9):
            stranger(number).post(RESET, {"email": "ann@example.org"})
        assert len(posted()) == 5

    def test_a_new_password_by_mail(self, ann, at_work):
        inside = at_work(ann)
        Client().post(RESET, {"email": "ann@example.org"})
        client = stranger()
        page = client.get(link(), follow=True)
        address = page.redirect_chain[-1][0]
        assert address.endswith("-set-password/")
        client.post(address, both("password"))
        ann.refresh_from_db()
        assert ann.check_password(NEW)
        assert is_in(client)
        assert not is_in(inside)
        assert stranger().get(LINK.search(posted()[0].body)[1], follow=True).context["token_fail"]
        assert AuditEntry.objects.filter(action="account.password").count() == 1
        assert "password was reset" in posted()[-1].body or "mot de passe" in posted()[-1].body

    def test_it_is_a_way_in_when_strangers_have_used_up_the_guesses(self, ann):
        for number in range(11):
            log_in(stranger(number), password="faux")
        Client().post(RESET, {"email": "ann@example.org"})
        client = stranger(77)
        client.post(client.get(link(), follow=True).redirect_chain[-1][0], both("password"))
        assert is_in(client)

    def test_it_does_not_pass_by_the_second_factor(self, ann, phone):
        Client().post(RESET, {"email": "ann@example.org"})
        client = stranger()
        response = client.post(client.get(link(), follow=True).redirect_chain[-1][0], both("password"))
        assert response.url == "/accounts/2fa/authenticate/"
        assert not is_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": phone()})
        assert is_in(client)

    @pytest.mark.parametrize("flag", ["is_active", "is_staff"])
    def test_a_closed_account_s_link_opens_nothing_and_sets_no_password(self, ann, flag):
        Client().post(RESET, {"email": "ann@example.org"})
        setattr(ann, flag, False)
        ann.save()
        client = stranger()
        page = client.get(link(), follow=True)
        client.post(page.redirect_chain[-1][0] if page.redirect_chain else link(), both("password"))
        assert page.context["token_fail"]
        assert not is_in(client)
        ann.refresh_from_db()
        assert ann.check_password(PASSWORD)

    def test_nor_when_it_is_closed_while_she_chooses_one(self, ann):
        Client().post(RESET, {"email": "ann@example.org"})
        client = stranger()
        address = client.get(link(), follow=True).redirect_chain[-1][0]
        ann.is_active = False
        ann.save()
        assert client.post(address, both("password")).context["token_fail"]
        ann.refresh_from_db()
        assert ann.check_password(PASSWORD)

    def test_the_link_leads_to_us_whatever_host_was_asked(self, ann, settings):
        """Of several names of ours one may have gone to somebody else."""
        settings.ALLOWED_HOSTS = ["testserver", "old.example.org"]
        Client(headers={"Host": "old.example.org"}).post(RESET, {"email": "ann@example.org"})
        (mail,) = posted()
        assert re.findall(r"https?://[^/\s]+/accounts/password", mail.body) == ["http://testserver/accounts/password"]
        assert "old.example.org" not in mail.body + mail.alternatives[0].content


def test_changes_are_mailed_to_the_owner(ann):
    client = Client()
    log_in(client)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **both("password")})
    assert [message.to for message in posted()] == [["ann@example.org"]]
    assert NEW not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/accounts/invitation/MQ/d1-abc/", "/accounts/invitation/MQ/…/"),
        ("/accounts/password/reset/key/1-d1-abc/", "/accounts/password/reset/key/…/"),
        ("/accounts/login/", "/accounts/login/"),
    ],
)
def test_no_key_is_written_to_the_log(address, shown):
    assert logs.blacked_out(f"GET {address}") == f"GET {shown}"
