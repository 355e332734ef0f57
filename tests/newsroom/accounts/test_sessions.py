"""Where somebody is logged in, and how that ends."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from articles.models import AuditEntry
from newsroom.accounts.agents import browser_and_system
from tests.newsroom.accounts.conftest import PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db
SESSIONS = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def two(user):
    """Two browsers of the same person."""
    clients = Client(headers={"User-Agent": FIREFOX}), Client(headers={"User-Agent": "<b>x</b>"})
    for client in clients:
        log_in(client, user.username)
    return clients


def test_they_are_listed_without_an_address(ann):
    one, _other = two(ann)
    page = one.get(SESSIONS)
    assert [each.device for each in page.context["sessions"]] == ["Firefox, Linux", "<b>x</b>"]
    assert "<b>x</b>" not in page.content.decode()
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}


def test_one_is_ended(ann):
    one, other = two(ann)
    key = UserSession.objects.get(session_key=other.session.session_key).pk
    one.post(SESSIONS, {"session": key})
    assert (is_in(one), is_in(other)) == (True, False)
    assert AuditEntry.objects.filter(action="account.logout_elsewhere").count() == 1


def test_all_others_are_ended(ann):
    one, other = two(ann)
    one.post(SESSIONS)
    assert (is_in(one), is_in(other)) == (True, False)


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 40, "١"])
def test_what_is_no_session(ann, key):
    one, other = two(ann)
    assert one.post(SESSIONS, {"session": key}).status_code == 302
    assert (is_in(one), is_in(other)) == (True, True)


def test_nobody_ends_another_s(ann, reporter):
    reporter.set_password(PASSWORD)
    reporter.save()
    theirs, _ = two(reporter)
    mine, _ = two(ann)
    mine.post(SESSIONS, {"session": UserSession.objects.get(session_key=theirs.session.session_key).pk})
    mine.post(SESSIONS)
    assert is_in(theirs)


def test_a_stranger_sees_nothing(ann):
    two(ann)
    for method in ("get", "post"):
        assert getattr(Client(), method)(SESSIONS).url.startswith("/accounts/login/")
    assert Session.objects.count() == 2


def test_a_new_password_ends_the_others(ann):
    one, other = two(ann)
    new = "encore une phrase de passe"
    one.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(one), is_in(other)) == (True, False)


def test_django_s_own_page_for_it_leads_to_ours(ann, at_work):
    assert at_work(ann).get("/admin/password_change/").url == "/accounts/password/change/"


def test_a_disabled_account_is_out_at_once(ann):
    one, other = two(ann)
    assert is_in(one)
    ann.is_active = False
    ann.save()
    for client in (one, other):
        assert client.get("/admin/").status_code == 302
        assert client.get("/accounts/2fa/").url.startswith("/accounts/login/")


def test_who_is_no_staff_any_more_is_out_of_the_admin_at_once(ann):
    one, _ = two(ann)
    ann.is_staff = False
    ann.save()
    for address in ("/admin/", "/admin/articles/story/"):
        assert one.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", "curl/8"),
        ("", "?"),
    ],
)
def test_what_a_browser_is_called(agent, words):
    assert browser_and_system(agent) == words
