"""Coming in: a first login that ends with a second factor, a passkey, a phone that is lost, strangers who guess.

A passkey belongs to a name, never to a number: these pages are opened at http://localhost.
"""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from articles.workflow import accounts
from articles.workflow.guesses import Guess
from tests.browser.barriers import overflows, violations
from tests.browser.conftest import PASSWORD
from tests.newsroom.accounts.conftest import log_in as try_to_log_in
from tests.newsroom.accounts.conftest import posted, stranger

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(live_server, settings):
    """The address by its name, with a second factor required, as in production."""
    settings.MFA_REQUIRED = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
    settings.SITE_URL = live_server.url.replace("127.0.0.1", "localhost")
    return settings.SITE_URL


@pytest.fixture
def with_key(site, open_page):
    """with_key() -> a browser on a device that can keep passkeys."""

    def open_one(**options):
        page = open_page(**options)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        page.key = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
        page.session = session
        return page

    return open_one


def code_of(secret, step=0):
    """RFC 6238, as any app computes it: 'GEZDGNBVGY3TQOJQ…' -> '492039'."""
    moment = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def log_in(page, site, name="editor", password=PASSWORD):
    page.goto(f"{site}/admin/articles/story/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")
    page.wait_for_load_state()


def log_out(page, site):
    page.goto(f"{site}/accounts/2fa/")
    page.locator("#logout-form button").click()
    page.wait_for_load_state()


def set_up_app(page):
    page.get_by_role("link", name="Set up an app").or_(page.locator("a[href$='/2fa/app/']")).first.click()
    secret = page.locator(".account-key").inner_text()
    assert page.locator(".account-qr").evaluate("image => image.complete && image.naturalWidth > 0")
    page.locator("#id_code").fill(code_of(secret))
    page.locator("#id_code").press("Enter")
    page.wait_for_url("**/2fa/codes/")
    return secret, page.locator(".account-codes code").all_inner_texts()


def add_passkey(page, site):
    page.goto(f"{site}/accounts/2fa/passkeys/add/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(lambda address: "add" not in address)


@pytest.fixture
def returning(site, staff, with_key):
    """A browser whose editor keeps a passkey, and has logged out."""
    page = with_key()
    log_in(page, site)
    add_passkey(page, site)
    log_out(page, site)
    return page


def test_the_first_login_leads_to_a_second_factor_and_then_to_the_desk(site, staff, with_key):
    page = with_key()
    log_in(page, site)
    assert page.url == f"{site}/accounts/2fa/"
    page.goto(f"{site}/admin/articles/story/add/")
    assert page.url == f"{site}/accounts/2fa/"
    _secret, codes = set_up_app(page)
    assert len(codes) == 10
    page.goto(f"{site}/admin/articles/story/")
    assert page.url == f"{site}/admin/articles/story/"


def test_the_code_of_the_app_and_when_the_phone_is_lost_a_recovery_code(site, staff, with_key):
    page = with_key()
    log_in(page, site)
    secret, codes = set_up_app(page)
    for code in (code_of(secret, 1), codes[0]):
        log_out(page, site)
        log_in(page, site)
        assert page.url.endswith("/2fa/authenticate/")
        page.locator("#id_code").fill(code)
        page.locator("#id_code").press("Enter")
        page.wait_for_url(f"{site}/admin/articles/story/")


def test_a_passkey_opens_the_desk_with_one_press_and_without_a_mouse(site, returning):
    returning.goto(f"{site}/admin/articles/story/?state=draft")
    button = returning.locator("form[data-passkey] button")
    for _ in range(20):
        returning.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    returning.keyboard.press("Enter")
    returning.wait_for_url(f"{site}/admin/articles/story/?state=draft")


def test_strangers_who_guess_keep_nobody_out_who_has_a_passkey(site, returning):
    returning.context.clear_cookies()  # not a device that is known
    for number in range(11):
        try_to_log_in(stranger(number), password="faux")
    log_in(returning, site)
    expect(returning.locator(".errorlist.nonfield")).to_be_visible()
    returning.locator("form[data-passkey] button").click()
    returning.wait_for_url(f"{site}/admin/articles/story/")


def test_a_passkey_as_second_step_and_to_show_who_is_there(site, returning):
    log_in(returning, site)
    assert returning.url.endswith("/2fa/authenticate/")
    returning.locator("form[data-passkey] button").click()
    returning.wait_for_url(f"{site}/admin/articles/story/")
    returning.goto(f"{site}/accounts/2fa/passkeys/reauthenticate/?next=/accounts/sessions/")
    returning.locator("form[data-passkey] button").click()
    returning.wait_for_url(f"{site}/accounts/sessions/")


@pytest.mark.any_database
def test_a_key_that_does_not_know_its_owner_is_told_so(site, returning):
    returning.session.send("WebAuthn.setUserVerified", {"authenticatorId": returning.key, "isUserVerified": False})
    returning.goto(f"{site}/accounts/login/")
    returning.locator("form[data-passkey] button").click()
    expect(returning.locator("[data-passkey-failed]")).to_be_visible()
    assert returning.url == f"{site}/accounts/login/"


def test_a_passkey_taken_back_opens_nothing(site, staff, returning):
    accounts.drop_second_factor(staff["editor"], None)
    returning.goto(f"{site}/accounts/login/")
    returning.locator("form[data-passkey] button").click()
    expect(returning.locator(".messagelist .error")).to_be_visible()
    assert returning.url.startswith(f"{site}/accounts/login/")


def test_invited_she_opens_her_account_on_her_phone(site, staff, with_key):
    guest = accounts.invite(staff["admin"], "guest@example.org", "guest", [Group.objects.get(name="reporter")])
    page = with_key(viewport={"width": 360, "height": 740})
    page.goto(next(word for word in posted()[-1].body.split() if word.startswith(f"{site}/accounts/invitation/")))
    expect(page.get_by_text(guest.username, exact=True)).to_be_visible()
    for field in ("#id_new_password1", "#id_new_password2"):
        page.locator(field).fill("une phrase de passe assez longue")
    page.locator("#id_new_password2").press("Enter")
    page.wait_for_url(f"{site}/accounts/2fa/")
    add_passkey(page, site)
    page.goto(f"{site}/admin/")
    assert page.url == f"{site}/admin/"


@pytest.mark.any_database
def test_without_javascript_the_password_and_a_code_will_do(site, staff, page_without_javascript, with_key):
    page = with_key()
    log_in(page, site)
    secret, _codes = set_up_app(page)
    plain = page_without_javascript
    log_in(plain, site)
    assert plain.locator("form[data-passkey] button").count() == 1
    assert not plain.locator("form[data-passkey] button").is_visible()
    plain.locator("#id_code").fill(code_of(secret, 1))
    plain.locator("#id_code").press("Enter")
    plain.wait_for_url(f"{site}/admin/articles/story/")


@pytest.mark.any_database
@pytest.mark.parametrize("width", [360, 1300])
def test_the_pages_of_the_door_are_for_everybody(site, staff, with_key, width):
    page = with_key(viewport={"width": width, "height": 900})
    page.expected_errors += ["410", "404"]

    def look(path):
        page.goto(f"{site}{path}")
        assert violations(page) == [], path
        assert not overflows(page), path

    for path in ("login/", "password/reset/", "password/reset/done/", "invitation/x/y/", "inactive/"):
        look(f"/accounts/{path}")
    log_in(page, site, password="faux")
    assert violations(page) == []
    log_in(page, site, "admin")
    look("/accounts/2fa/")
    look("/accounts/2fa/app/")
    page.goto(f"{site}/accounts/2fa/")
    set_up_app(page)
    assert violations(page) == []
    add_passkey(page, site)
    editor = staff["editor"].pk
    key = staff["admin"].authenticator_set.get(type="webauthn").pk
    for path in ("2fa/", "2fa/app/remove/", "2fa/codes/new/", "2fa/passkeys/", f"2fa/passkeys/{key}/remove/"):
        look(f"/accounts/{path}")
    for path in (
        f"2fa/passkeys/{key}/rename/",
        "2fa/reauthenticate/",
        "password/change/",
        "reauthenticate/",
        "sessions/",
    ):
        look(f"/accounts/{path}")
    for _ in range(10):
        Guess("password", staff["editor"]).claim()
    for path in ("invite/", f"{editor}/change/", ""):
        look(f"/admin/auth/user/{path}")
