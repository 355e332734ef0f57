"""The second factor: asked for where it is required, never passed by, and not to be guessed."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import AuditEntry, Story
from articles.workflow.guesses import MOST
from newsroom.accounts.forms import AddPasskeyForm
from newsroom.accounts.middleware import RequireSecondFactor
from tests.factories import StoryFactory
from tests.newsroom.accounts.conftest import LOGIN, PASSWORD, is_in, log_in, shown_by, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECOND = "/accounts/2fa/authenticate/"
SETUP = "/accounts/2fa/"
APP = "/accounts/2fa/app/"


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def set_up_app(client, code=None):
    """Through the pages, as a person would; gives back the answer to the code."""
    form = client.get(APP).context["form"]
    return client.post(APP, {"code": code or shown_by(form.secret)})


class TestRequired:
    def test_without_one_every_page_of_the_admin_leads_to_the_setup(self, required, ann):
        client = Client()
        assert log_in(client).url == "/admin/"
        for address in ("/admin/", "/admin/articles/story/", "/admin/articles/story/add/", "/admin/nothing/"):
            response = client.get(address)
            assert (response.status_code, response.url) == (302, SETUP)
        assert client.get(SETUP).status_code == 200

    def test_nothing_can_be_done_by_a_crafted_post_either(self, required, ann, at_work):
        client = at_work(ann)
        response = client.post("/admin/articles/story/add/", {"headline": "Un titre", "slug": "un-titre"})
        assert (response.status_code, response.url) == (302, SETUP)
        assert Story.objects.count() == 0

    def test_elsewhere_the_account_is_nobody(self, required, ann, at_work, rf):
        request = rf.get("/preview/1/")
        request.user = ann
        RequireSecondFactor(lambda request: None)(request)
        assert request.user == AnonymousUser()
        Authenticator.objects.create(user=ann, type="totp", data={})
        request.user = ann
        RequireSecondFactor(lambda request: None)(request)
        assert request.user == ann

    def test_recovery_codes_alone_are_none(self, required, ann, at_work):
        Authenticator.objects.create(user=ann, type="recovery_codes", data={})
        assert not is_in(at_work(ann))

    def test_with_one_the_desk_is_open(self, required, ann, phone, at_work):
        assert is_in(at_work(ann))

    def test_after_the_setup_the_desk_is_open(self, required, ann):
        client = Client()
        log_in(client)
        assert set_up_app(client).url == "/accounts/2fa/codes/"
        codes = client.get("/accounts/2fa/codes/").context["unused_codes"]
        assert len(set(codes)) == 10
        assert client.get("/accounts/2fa/codes/").context["unused_codes"] == ["****"] * 10
        assert is_in(client)

    def test_the_one_who_removes_it_is_out_again(self, required, ann):
        client = Client()
        log_in(client)
        set_up_app(client)
        assert client.post("/accounts/2fa/app/remove/").status_code == 302
        assert not is_in(client)

    def test_the_way_out_stays_open(self, required, ann, at_work):
        assert at_work(ann).post("/admin/logout/").status_code == 200

    def test_readers_pages_are_still_the_same_for_everybody(self, required, reader):
        story = StoryFactory(public=True)
        for address in ("/", story.get_absolute_url()):
            response = reader.get(address)
            assert "Cookie" not in response.headers.get("Vary", "")
            assert response.headers["Cache-Control"].startswith("public")

    def test_where_it_is_not_required_nobody_is_asked(self, settings, ann):
        settings.MFA_REQUIRED = False
        client = Client()
        log_in(client)
        assert is_in(client)


class TestTheSecondStep:
    def test_the_password_alone_opens_nothing(self, ann, phone):
        client = Client()
        assert log_in(client).url == SECOND
        assert not is_in(client)
        assert client.post(SECOND, {"code": phone()}).url == "/admin/"
        assert is_in(client)

    @pytest.mark.parametrize("code", ["", "000000", "abcdef", "0" * 500, "١٢٣٤٥٦", "1\x002", "-1"])
    def test_wrong_codes(self, ann, phone, code):
        client = Client()
        log_in(client)
        assert client.post(SECOND, {"code": code}).status_code == 200
        assert not is_in(client)

    def test_the_code_just_before_and_after_will_do_older_ones_not(self, ann, phone):
        for step, good in ((-1, True), (1, True), (-3, False)):
            client = Client()
            log_in(client)
            client.post(SECOND, {"code": phone(step)})
            assert is_in(client) == good

    def test_a_code_works_once_whatever_process_answers(self, ann, phone):
        """allauth remembers used codes in the memory of one process: another would take them again."""
        code = phone()
        for spelled, good in ((code, True), (code, False), (f" {code[:3]} {code[3:]}", False)):
            cache.clear()
            client = Client()
            log_in(client)
            client.post(SECOND, {"code": spelled})
            assert is_in(client) == good

    def test_ten_wrong_codes_and_the_right_one_is_refused(self, ann, phone):
        client = stranger()
        log_in(client)
        for number in range(MOST):
            client.post(SECOND, {"code": f"00000{number}"})
        client.post(SECOND, {"code": phone()})
        assert not is_in(client)

    def test_a_device_of_hers_still_opens(self, ann, phone):
        hers = Client()
        log_in(hers)
        hers.post(SECOND, {"code": phone(-1)})
        hers.post("/admin/logout/")
        thief = stranger()
        log_in(thief)
        for number in range(MOST + 1):
            thief.post(SECOND, {"code": f"00000{number}"})
        log_in(hers)
        hers.post(SECOND, {"code": phone()})
        assert is_in(hers)

    def test_the_password_alone_makes_no_device_of_hers(self, ann, phone, settings):
        client = stranger()
        log_in(client)
        assert settings.DEVICE_COOKIE_NAME not in client.cookies

    def test_a_recovery_code_works_once(self, ann):
        client = Client()
        log_in(client)
        set_up_app(client)
        code = client.get("/accounts/2fa/codes/").context["unused_codes"][0]
        for good in (True, False):
            other = Client()
            log_in(other)
            other.post(SECOND, {"code": code})
            assert is_in(other) == good

    def test_without_a_password_there_is_no_second_step(self, ann, phone):
        client = Client()
        assert client.get(SECOND).url == "/accounts/login/"
        assert client.post(SECOND, {"code": phone()}).url == "/accounts/login/"
        assert not is_in(client)


class TestSettingUp:
    def test_it_is_asked_who_is_there_unless_they_just_came(self, ann, at_work):
        late = at_work(ann)
        for address in (APP, "/accounts/2fa/passkeys/add/"):
            assert late.get(address).url.startswith("/accounts/reauthenticate/")
        assert late.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": APP}).url == APP
        assert late.get(APP).status_code == 200
        fresh = Client()
        log_in(fresh)
        assert fresh.get(APP).status_code == 200

    def test_after_five_minutes_it_is_asked_again(self, ann):
        client = Client()
        log_in(client)
        session = client.session
        session["account_authentication_methods"][0]["at"] -= 301
        session.save()
        assert client.get(APP).url.startswith("/accounts/reauthenticate/")

    def test_a_wrong_code_sets_up_nothing(self, ann):
        client = Client()
        log_in(client)
        assert set_up_app(client, code="12345").status_code == 200
        assert Authenticator.objects.count() == 0

    def test_the_code_of_the_setup_opens_nothing(self, ann):
        client = Client()
        log_in(client)
        code = shown_by(client.get(APP).context["form"].secret)
        client.post(APP, {"code": code})
        other = Client()
        log_in(other)
        other.post(SECOND, {"code": code})
        assert not is_in(other)

    def test_the_picture_needs_one_page_s_own_policy_and_no_other_has_it(self, ann):
        client = Client()
        log_in(client)
        allowed = client.get(APP).headers["Content-Security-Policy"]
        assert "img-src 'self' data:" in allowed
        assert "script-src 'self';" in allowed
        for address in ("/accounts/login/", SETUP, "/accounts/2fa/passkeys/add/", "/accounts/sessions/", "/admin/"):
            assert "data:" not in client.get(address).headers["Content-Security-Policy"]

    def test_it_is_written_down(self, ann, django_capture_on_commit_callbacks):
        client = Client()
        with django_capture_on_commit_callbacks(execute=True):
            log_in(client)
            set_up_app(client)
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/accounts/2fa/codes/new/")
        client.post("/accounts/2fa/app/remove/")
        wanted = ["account.mfa_add", "account.mfa_add", "account.mfa_codes", "account.mfa_remove", "account.mfa_remove"]
        assert [action for action in actions() if "mfa" in action] == wanted

    def test_secrets_are_not_in_the_database_to_be_read(self, ann):
        client = Client()
        log_in(client)
        secret = client.get(APP).context["form"].secret
        set_up_app(client)
        codes = client.get("/accounts/2fa/codes/").context["unused_codes"]
        stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in stored
        assert not any(code in stored for code in codes)

    def test_under_another_key_nothing_fits_and_nothing_breaks(self, ann, phone, settings):
        """Recovery codes made from an empty secret would be the same everywhere."""
        client = Client()
        log_in(client)
        client.post(SECOND, {"code": phone(-1)})
        client.get("/accounts/2fa/codes/new/")
        client.post("/accounts/2fa/codes/new/")
        settings.SECRET_KEY = "another " * 10
        client = Client()
        log_in(client)
        for code in (phone(), "00000000"):
            assert client.post(SECOND, {"code": code}).status_code == 200
        codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
        assert codes.generate_codes() != codes.generate_codes()


class TestPasskeysOfStrangers:
    """What a browser would never send."""

    CREDENTIALS = [
        "",
        "null",
        "[]",
        "1",
        '"x"',
        "{}",
        '{"id": 1}',
        "[" * 2000,
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": null}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": 1}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "authenticatorData": '
        '"AA", "signature": "AA", "userHandle": "enp6enp6enp6enp6enp6enp6enp6enp6"}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": '
        '"AA", "signature": "AA", "userHandle": "MQ"}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", '
        '"attestationObject": "oA"}}',
        '{"id": "\\u0000", "x": "' + "y" * 30_000 + '"}',
        "[" * 100_000,
        "[" * 19_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        '{"a":' * 3_000 + "1" + "}" * 3_000,
        "9" * 5_000,
        '{"id": ' + "9" * 5_000 + "}",
        '{"id": NaN}',
        '{"id": "\\ud800"}',
    ]

    @pytest.mark.parametrize("credential", CREDENTIALS)
    def test_they_open_nothing_and_break_nothing(self, ann, credential):
        client = Client()
        client.get("/accounts/2fa/passkeys/login/", headers={"Accept": "application/json"})
        assert client.post("/accounts/2fa/passkeys/login/", {"credential": credential}).status_code == 302
        assert not is_in(client)

    @pytest.mark.parametrize("credential", CREDENTIALS)
    def test_none_is_added(self, ann, credential):
        client = Client()
        log_in(client)
        client.get("/accounts/2fa/passkeys/add/")
        response = client.post("/accounts/2fa/passkeys/add/", {"name": "x\x00" * 99, "credential": credential})
        assert response.status_code == 200
        assert Authenticator.objects.count() == 0

    @pytest.mark.parametrize("credential", CREDENTIALS)
    def test_nor_is_one_a_second_factor(self, ann, phone, credential):
        client = Client()
        log_in(client)
        assert client.post(SECOND, {"credential": credential}).status_code == 200
        assert not is_in(client)

    @pytest.mark.parametrize("credential", CREDENTIALS)
    def test_none_shows_who_is_there(self, ann, phone, at_work, credential):
        Authenticator.objects.create(user=ann, type="webauthn", data={"name": "x", "credential": {}})
        client = at_work(ann)
        answer = client.post("/accounts/2fa/passkeys/reauthenticate/", {"credential": credential})
        assert (answer.status_code, answer.url) == (302, LOGIN)
        assert client.get(APP).url.startswith("/accounts/reauthenticate/")

    @pytest.mark.parametrize(
        ("credential", "taken"),
        [
            ({"id": "AA"}, True),
            ({"id": float("nan")}, False),
            ({"id": "\ud800"}, False),
            ({"id": "\0"}, False),
            ({"\0": 1}, False),
            ({"id": "A" * 20_000}, False),
            (["AA"], False),
        ],
    )
    def test_what_is_stored_is_short_and_has_no_nul(self, ann, credential, taken):
        """PostgreSQL stores no NUL in JSON; and the whole answer is kept."""
        form = AddPasskeyForm({}, user=ann)
        form.cleaned_data = {"credential": credential}
        if taken:
            assert form.clean_credential() == credential
        else:
            with pytest.raises(ValidationError):
                form.clean_credential()

    def test_nobody_removes_another_s(self, ann, reporter, at_work):
        theirs = Authenticator.objects.create(user=reporter, type="webauthn", data={"name": "x", "credential": {}})
        client = Client()
        log_in(client)
        for address in ("remove", "rename"):
            assert client.post(f"/accounts/2fa/passkeys/{theirs.pk}/{address}/", {"name": "y"}).status_code == 404
        assert client.post(f"/accounts/2fa/passkeys/{10**30}/remove/").status_code == 404
        theirs.refresh_from_db()
        assert theirs.data["name"] == "x"
