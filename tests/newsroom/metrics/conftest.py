"""Figures in a folder of this run. Nothing of newsroom.metrics is read before a test asks: as on a site without it."""

from importlib import import_module

import pytest
from django.conf import settings as site_settings
from django.test import Client


@pytest.fixture(scope="session")
def metrics(tmp_path_factory):
    """The modules by name; `metrics("door")` -> newsroom.metrics.door."""
    site_settings.METRICS_DIR = tmp_path_factory.mktemp("metrics")
    import_module("newsroom.metrics.counts")
    return lambda name: import_module(f"newsroom.metrics.{name}")


@pytest.fixture
def figures(metrics):
    """`figures()` -> {("newsroom_requests_total", "GET", "200", "front"): 1.0, …}: labels by their names' order."""
    joined = metrics("files").Joined(site_settings.METRICS_DIR)

    def look():
        return {
            (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
            for metric in joined.collect()
            for sample in metric.samples
        }

    return look


@pytest.fixture
def more(figures):
    """What has been counted since the test began: only what grew."""
    before = figures()

    def look():
        grown = {row: value - before.get(row, 0) for row, value in figures().items()}
        return {row: value for row, value in grown.items() if value > 0}

    return look


@pytest.fixture
def watched(metrics, settings):
    """A reader of a site that counts."""
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], "newsroom.metrics.requests.Requests", *settings.MIDDLEWARE[1:]]
    return Client()
