"""Tests of the real programs (marker `system`): only asked for by name, make test-system, which gives `--system`."""

import pytest

from tests.system.site import whole_site


def pytest_addoption(parser):
    parser.addoption("--system", action="store_true", help="the real programs: nginx, PostgreSQL, granian, the worker")


def pytest_collection_modifyitems(config, items):
    system = [item for item in items if item.get_closest_marker("system")]
    for item in system:
        item.add_marker(pytest.mark.enable_socket)
    if not config.getoption("--system"):
        config.hook.pytest_deselected(items=system)
        items[:] = [item for item in items if not item.get_closest_marker("system")]


@pytest.fixture(scope="module")
def site():
    """tests/system/site.py: a site of its own for the tests of one file, which leave it running."""
    with whole_site() as running:
        yield running
