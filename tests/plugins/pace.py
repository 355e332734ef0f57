"""What makes the whole run shorter, and changes nothing in any test."""

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """A test that asks for more time than others begins first: begun last, all other processes would wait for it."""
    items.sort(key=lambda item: not asks_for_more(item))


def asks_for_more(item):
    marker = item.get_closest_marker("timeout")
    return marker is not None and marker.args[0] > float(item.config.getini("timeout"))


def pytest_collection_finish():
    """Thousands of tests and the site itself stay to the end: the garbage collector need not look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
