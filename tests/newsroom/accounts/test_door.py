"""Who comes in, and what a stranger learns at the door."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.test import Client

from articles.workflow.guesses import MOST
from tests.newsroom.accounts.conftest import LOGIN, PASSWORD, is_in, log_in, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LOCKED = "Use your passkey"
SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|value="\w*"')


@pytest.fixture(autouse=True)
def english(settings):
    """The words are looked for as they stand in the code."""
    settings.LANGUAGE_CODE = "en"


def words(response):
    """The page without what differs each time, and without the name that was typed."""
    return SECRETS.sub("", response.content.decode())


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password, salt):
        CountingHasher.hashed += 1
        return super().encode(password, salt)


def test_the_admin_leads_to_the_door_and_back(ann):
    client = Client()
    asked = client.get("/admin/articles/story/?state=draft", follow=True)
    assert asked.redirect_chain[-1][0].startswith(f"{LOGIN}?next=%2Fadmin%2Farticles%2Fstory%2F%3Fstate%3Ddraft")
    response = log_in(client, next="/admin/articles/story/?state=draft")
    assert (response.status_code, response.url) == (302, "/admin/articles/story/?state=draft")
    assert is_in(client)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:x()"])
def test_nobody_is_led_elsewhere(ann, elsewhere):
    assert log_in(Client(), next=elsewhere).url == "/admin/"


def test_django_s_own_door_is_shut(ann):
    client = Client()
    for address in ("/admin/login/", "/admin/"):
        response = client.post(address, {"username": "editor", "password": PASSWORD})
        assert response.status_code == 302
    assert not is_in(client)


@pytest.mark.parametrize(
    "address",
    ["signup/", "signup/passkey/", "email/", "confirm-email/", "password/set/", "login/code/", "3rdparty/", "social/"],
)
def test_what_is_not_there(at_work, ann, address):
    for client in (Client(), at_work(ann)):
        assert client.get(f"/accounts/{address}").status_code == 404
        assert client.post(f"/accounts/{address}", {"email": "x@example.org"}).status_code == 404


def test_unknown_wrong_closed_and_no_staff_are_all_told_the_same(ann, reporter, moderator):
    for user, change in ((reporter, {"is_active": False}), (moderator, {"is_staff": False})):
        user.set_password(PASSWORD)
        for name, value in change.items():
            setattr(user, name, value)
        user.save()
    wrong = words(log_in(Client(), password="ce n’est pas lui"))
    assert "do not belong together" in wrong
    for name in ("nobody", "reporter", "moderator"):
        assert words(log_in(Client(), name)) == wrong


@pytest.mark.parametrize("name", ["editor", "nobody", "Editor"])
def test_a_wrong_guess_costs_the_same_whoever_it_is_about(ann, settings, name):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.hashed = 0
    log_in(Client(), name, "ce n’est pas lui")
    assert CountingHasher.hashed == 1


def test_names_are_taken_as_they_are_written(ann):
    """PostgreSQL and SQLite do not agree on small and capital letters: no spelling gets guesses of its own."""
    for name in ("Editor", "EDITOR", "edıtor"):
        assert "do not belong together" in words(log_in(Client(), name))


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "é" * 151, " ", "\u202e"])
def test_hostile_names(db, name):
    assert log_in(Client(), name).status_code == 200


def test_the_session_gets_a_new_name(ann):
    client = Client()
    client.get("/accounts/2fa/passkeys/login/", headers={"Accept": "application/json"})
    before = client.session.session_key
    log_in(client)
    assert before
    assert client.session.session_key != before


class TestGuessing:
    def test_ten_wrong_ones_from_ten_addresses_and_the_right_one_is_refused(self, ann):
        for number in range(MOST):
            assert "do not belong together" in words(log_in(stranger(number), password="faux"))
        right = log_in(stranger(99))
        assert LOCKED in words(right)
        assert words(right) == words(log_in(stranger(98), password="faux"))
        assert not is_in(stranger(99))

    def test_a_name_nobody_has_is_locked_alike(self, ann):
        for number in range(MOST):
            log_in(stranger(number), "nobody", "faux")
            log_in(stranger(number), password="faux")
        assert words(log_in(stranger(50), "nobody")) == words(log_in(stranger(50)))

    @pytest.mark.parametrize("other", [str.lower, str.upper, str.swapcase])
    def test_another_spelling_does_not_tell_which_of_two_names_exists(self, ann, other):
        ann.username = "Editor"
        ann.save()
        for number in range(MOST):
            log_in(stranger(number), "Editor", "faux")
            log_in(stranger(number), "Ghostwriter", "faux")
        known, unknown = (log_in(stranger(50), other(name), "faux") for name in ("Editor", "Ghostwriter"))
        assert words(known) == words(unknown)
        assert LOCKED in words(log_in(stranger(51), "Editor")) and LOCKED in words(log_in(stranger(51), "Ghostwriter"))

    def test_a_device_of_hers_still_opens(self, ann):
        hers = Client()
        log_in(hers)
        hers.post("/admin/logout/")
        for number in range(MOST):
            log_in(stranger(number), password="faux")
        assert LOCKED in words(log_in(stranger(99)))
        log_in(hers)
        assert is_in(hers)

    def test_and_has_ten_guesses_of_its_own_no_more(self, ann):
        hers = Client()
        log_in(hers)
        hers.post("/admin/logout/")
        for _ in range(MOST):
            assert "do not belong together" in words(log_in(hers, password="faux"))
        assert LOCKED in words(log_in(hers))
        other = stranger(7)
        log_in(other)
        assert is_in(other)

    def test_right_ones_are_not_counted(self, ann):
        for _ in range(MOST + 2):
            client = stranger(3)
            log_in(client)
            assert is_in(client)

    def test_another_account_is_not_touched(self, ann, reporter):
        reporter.set_password(PASSWORD)
        reporter.save()
        for number in range(MOST + 1):
            log_in(stranger(number), password="faux")
        client = Client()
        log_in(client, "reporter")
        assert is_in(client)

    def test_present_passwords_are_guesses_too(self, ann, at_work):
        """A session that was left open, or stolen, is no place to try them in peace."""
        client = at_work(ann)
        new = {"password1": "encore une phrase de passe", "password2": "encore une phrase de passe"}
        doors = [("/accounts/password/change/", "oldpassword"), ("/accounts/reauthenticate/", "password")]
        for address, field in doors * (MOST // 2):
            assert client.post(address, {field: "faux", **new}).status_code == 200
        refused = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
        assert LOCKED in words(refused)
        ann.refresh_from_db()
        assert ann.check_password(PASSWORD)

    def test_strangers_do_not_keep_her_from_her_own_account(self, ann, at_work):
        client = at_work(ann)
        for number in range(MOST + 1):
            log_in(stranger(number), password="faux")
        assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


class TestDevices:
    def test_the_cookie(self, ann, settings):
        client = Client()
        log_in(client)
        cookie = client.cookies[settings.DEVICE_COOKIE_NAME]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
        assert ann.password not in cookie.value

    @pytest.mark.parametrize("value", ["", "x", "e30:1:x", "eyIxIjpbXX0:1vN:abc", "é", "." * 5000])
    def test_a_made_up_one_is_none(self, ann, settings, value):
        client = Client()
        client.cookies[settings.DEVICE_COOKIE_NAME] = value
        for number in range(MOST):
            log_in(stranger(number), password="faux")
        assert LOCKED in words(log_in(client))

    def test_one_of_another_account_is_none(self, ann, reporter):
        reporter.set_password(PASSWORD)
        reporter.save()
        client = Client()
        log_in(client, "reporter")
        client.post("/admin/logout/")
        for number in range(MOST):
            log_in(stranger(number), password="faux")
        assert LOCKED in words(log_in(client))

    def test_a_new_password_makes_strangers_of_the_old_devices(self, ann):
        hers = Client()
        log_in(hers)
        hers.post("/admin/logout/")
        ann.set_password("encore une phrase de passe")
        ann.save()
        for number in range(MOST):
            log_in(stranger(number), password="faux")
        assert LOCKED in words(log_in(hers, password="encore une phrase de passe"))

    def test_logging_in_again_gives_no_new_guesses(self, ann):
        hers = Client()
        for _ in range(3):
            log_in(hers)
            hers.post("/admin/logout/")
            for _ in range(3):
                log_in(hers, password="faux")
        log_in(hers, password="faux")
        assert LOCKED in words(log_in(hers))

    def test_several_people_at_one_browser(self, ann, reporter):
        reporter.set_password(PASSWORD)
        reporter.save()
        client = Client()
        for name in ("editor", "reporter"):
            log_in(client, name)
            client.post("/admin/logout/")
        for number in range(MOST):
            log_in(stranger(number), password="faux")
        log_in(client)
        assert is_in(client)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
def test_of_thirty_at_once_ten_are_looked_at(ann, settings):
    looked_at = []

    def note(**kwargs):
        looked_at.append(1)

    def guess(number):
        try:
            return log_in(stranger(number), password="faux").status_code
        finally:
            connection.close()

    user_login_failed.connect(note)
    try:
        with ThreadPoolExecutor(30) as threads:
            assert set(threads.map(guess, range(30))) == {200}
    finally:
        user_login_failed.disconnect(note)
    assert len(looked_at) == MOST
