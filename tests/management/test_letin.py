"""The operator's way in for somebody who has lost everything but the password."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import AuditEntry
from articles.workflow import guesses
from tests.newsroom.accounts.conftest import PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked_out(admin, at_work):
    """The last administrator: phone gone, guesses used up by strangers, a session open on a stolen laptop."""
    admin.set_password(PASSWORD)
    admin.save()
    admin.authenticator_set.create(type="totp", data={"secret": "x"})
    for _ in range(guesses.MOST):
        guesses.Guess("password", admin).claim()
    return admin


def test_after_it_the_password_leads_to_the_setup(locked_out, at_work, settings, capsys):
    settings.MFA_REQUIRED = True
    stolen = at_work(locked_out)
    assert is_in(stolen)
    call_command("letin", "admin")
    assert "Sessions ended: 1" in capsys.readouterr().out
    assert not is_in(stolen)
    client = Client()
    assert log_in(client, "admin").url == "/admin/"
    assert client.get("/admin/").url == "/accounts/2fa/"
    done = AuditEntry.objects.filter(by=None, key=locked_out.pk).order_by("pk").values_list("action", flat=True)
    assert list(done) == ["account.mfa_reset", "account.unlock", "account.logout_everywhere"]


def test_unknown_and_closed_accounts(locked_out):
    with pytest.raises(CommandError, match="no account"):
        call_command("letin", "nobody")
    locked_out.is_active = False
    locked_out.save()
    with pytest.raises(CommandError, match="closed"):
        call_command("letin", "admin")
    assert locked_out.authenticator_set.count() == 1
    assert guesses.is_locked(locked_out)
