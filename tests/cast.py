"""The same people everywhere: one writes, one must not see it, one decides, one moderates, one reads."""

import pytest
from django.test import Client

from tests.factories import UserFactory


@pytest.fixture
def reporter(db):
    return UserFactory(username="reporter", role="reporter")


@pytest.fixture
def other_reporter(db):
    return UserFactory(username="other_reporter", role="reporter")


@pytest.fixture
def editor(db):
    return UserFactory(username="editor", role="editor")


@pytest.fixture
def moderator(db):
    return UserFactory(username="moderator", role="moderator")


@pytest.fixture
def admin(db):
    return UserFactory(username="admin", is_superuser=True)


@pytest.fixture
def reader():
    """Somebody without an account: a browser, as the server sees it."""
    return Client()


@pytest.fixture
def at_work():
    """at_work(editor) -> a browser in which this person has logged in."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in
