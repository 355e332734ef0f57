"""The alerts and the dashboard in deploy/ speak of figures that are there, and of labels they have."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.factories import CommentFactory, StoryFactory

PROMETHEUS = Path(settings.BASE_DIR) / "deploy" / "prometheus"
DASHBOARD = Path(settings.BASE_DIR) / "deploy" / "grafana" / "newsroom.json"
OF_A_HISTOGRAM = ("_bucket", "_count", "_sum")
WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ANYWHERE = {"instance", "job", "le"}  # Prometheus' own


def rules():
    [group] = yaml.safe_load((PROMETHEUS / "newsroom-alerts.yml").read_text("utf-8"))["groups"]
    return group["rules"]


def panels():
    return json.loads(DASHBOARD.read_text("utf-8"))["panels"]


def asked():
    """Every expression in deploy/."""
    return [rule["expr"] for rule in rules()] + [target["expr"] for panel in panels() for target in panel["targets"]]


@pytest.fixture
def shown(metrics, settings, db):
    """{name: its labels}, of every figure that /metrics can show."""
    settings.TASKS = WORKER
    CommentFactory(story=StoryFactory(public=True))
    site = metrics("site")
    families = [site.up(), *site.comments(), *site.stories(), *site.tasks()]
    known = {family.name: set(family.samples[0].labels) for family in families}
    for figure in metrics("counts").ours._collector_to_names:
        total = "_total" if figure._type == "counter" else ""
        known[figure._name + total] = set(figure._labelnames)
    known["newsroom_process_memory_bytes"] = {"pid"}
    return known


def test_they_ask_for_figures_that_are_there_and_for_all_of_them(shown):
    named = {name for text in asked() for name in re.findall(r"\bnewsroom_\w+", text)}
    named = {name.removesuffix(end) for name in named for end in OF_A_HISTOGRAM if name.endswith(end)} | {
        name for name in named if not name.endswith(OF_A_HISTOGRAM)
    }
    assert named == set(shown) - {"newsroom_pool_waited_total"}


def test_they_ask_for_labels_that_are_there(shown):
    labels = {label for known in shown.values() for label in known} | ANYWHERE
    for text in asked():
        chosen = re.findall(r"[{,]\s*(\w+)\s*[=!]", text)
        grouped = re.findall(r"\b(?:by|on|without) \(([\w, ]+)\)", text)
        assert {*chosen, *(name for names in grouped for name in names.split(", "))} <= labels, text


def test_each_alert_says_how_bad_it_is_and_what_to_do():
    alerts = [rule for rule in rules() if "alert" in rule]
    assert len(alerts) == len({alert["alert"] for alert in alerts}) > 5
    for alert in alerts:
        assert alert["labels"]["severity"] in ("page", "ticket")
        assert set(alert["annotations"]) == {"summary", "description"}
        assert re.fullmatch(r"\d+[mh]", alert["for"])


def test_the_panels_of_the_dashboard_do_not_lie_on_each_other():
    places = [panel["gridPos"] for panel in panels()]
    fields = [
        (place["x"] + x, place["y"] + y) for place in places for x in range(place["w"]) for y in range(place["h"])
    ]
    assert len(fields) == len(set(fields))
    assert max(x for x, _y in fields) < 24
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_the_configuration_names_the_rules_beside_it():
    configuration = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text("utf-8"))
    assert [(PROMETHEUS / name).is_file() for name in configuration["rule_files"]] == [True]


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool comes with Prometheus")
def test_prometheus_itself_understands_them():
    done = subprocess.run(
        ["promtool", "check", "config", PROMETHEUS / "prometheus.yml"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
