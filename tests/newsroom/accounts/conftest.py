"""People with passwords, and what a phone or a mail gives them."""

import threading
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

PASSWORD = "une phrase de passe assez longue"
LOGIN = "/accounts/login/"


@pytest.fixture
def ann(editor):
    """An editor with a password and an address."""
    editor.set_password(PASSWORD)
    editor.email = "ann@example.org"
    editor.save()
    return editor


@pytest.fixture
def phone(ann, rf):
    """ann has set up an app: phone() is what it shows, phone(-1) what it showed before."""
    secret = generate_totp_secret()
    TOTP.activate(ann, secret)
    return lambda step=0: shown_by(secret, step)


def shown_by(secret, step=0):
    """What an app with this secret shows now, or showed `step` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def log_in(client, name="editor", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": name, "password": password, **extra})


def stranger(number=1):
    """A browser somewhere else each time."""
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def is_in(client):
    return client.get("/admin/").status_code == 200


def posted():
    """The mails, those that are still being sent included."""
    for thread in threading.enumerate():
        if thread.name == "newsroom-mail":
            thread.join()
    return mail.outbox
