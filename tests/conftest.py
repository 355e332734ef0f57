import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = ["tests.plugins.database", "tests.plugins.server", "tests.plugins.browser", "tests.cast"]


@pytest.fixture(autouse=True)
def main_language():
    """A request leaves its language behind in the thread: the next test begins in the main one all the same."""
    translation.activate(settings.LANGUAGE_CODE)
