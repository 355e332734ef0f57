import pytest
from django.conf import settings
from django.utils import translation

from articles.lib import kept
from articles.queries import rulebook
from articles.queries.map import recent
from articles.queries.navigation import navigation

pytest_plugins = [
    "tests.plugins.schema",
    "tests.plugins.database",
    "tests.plugins.server",
    "tests.plugins.browser",
    "tests.plugins.pace",
    "tests.plugins.system",
    "tests.cast",
]


@pytest.fixture(autouse=True)
def main_language():
    """A request leaves its language behind in the thread: the next test begins in the main one all the same."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a process keeps for some seconds is not what the next test's database says."""
    kept.forget_all()
    rulebook.forget()


@pytest.fixture(autouse=True)
def navigation_is_fresh(monkeypatch):
    """A test that makes a region sees it at once; readers wait a second for it."""
    monkeypatch.setattr(navigation, "seconds", 0)
    monkeypatch.setattr(recent, "seconds", 0)


@pytest.fixture
def navigation_is_kept(monkeypatch):
    """As in a process that has just answered another reader: what stands around the page costs no query."""
    monkeypatch.setattr(navigation, "seconds", 60)
    navigation()
