"""What workers have counted is joined; a worker that is no more takes nothing with it but what it said of itself."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from newsroom.metrics import files

# Counts as a worker does, in a process of its own that is then no more.
WORKER = """
import os, sys
from pathlib import Path
from prometheus_client import Counter, Gauge, Histogram, values
from newsroom.metrics import files
os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]
files.reserve(Path(sys.argv[1]), os.getpid())
values.ValueClass = values.MultiProcessValue()
Counter("newsroom_requests_total", "x", ["view"]).labels("story").inc(3)
Histogram("newsroom_seconds", "x", buckets=(1, 2)).observe(1.5)
Gauge("newsroom_memory", "x", multiprocess_mode="liveall").set(70)
print(os.getpid())
"""


def work(folder):
    """The process id of a worker that has counted three requests and ended."""
    done = subprocess.run([sys.executable, "-c", WORKER, folder], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def look(folder):
    samples = [sample for metric in files.Joined(folder).collect() for sample in metric.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_figures_of_the_dead_stay_and_their_files_go(tmp_path):
    for times in (1, 2, 3):
        work(tmp_path)
        assert look(tmp_path) == {
            ("newsroom_requests_total", "story"): 3 * times,
            ("newsroom_seconds_bucket", "1.0"): 0,
            ("newsroom_seconds_bucket", "2.0"): times,
            ("newsroom_seconds_bucket", "+Inf"): times,
            ("newsroom_seconds_count",): times,
            ("newsroom_seconds_sum",): 1.5 * times,
        }
        assert sorted(path.name for path in tmp_path.glob("*.db")) == ["counter_gone.db", "histogram_gone.db"]


def test_what_the_living_say_of_themselves_is_shown(tmp_path, monkeypatch):
    pid = work(tmp_path)
    monkeypatch.setattr(files, "lives", lambda number: number == int(pid))
    assert look(tmp_path)["newsroom_memory", pid] == 70
    assert (tmp_path / f"counter_{pid}.db").exists()


def test_a_process_of_another_user_lives(monkeypatch):
    monkeypatch.setattr(os, "kill", lambda pid, signal: (_ for _ in ()).throw(PermissionError()))
    assert files.lives(1)
    monkeypatch.undo()
    assert files.lives(os.getpid())


@pytest.mark.parametrize("damage", [b"", b"\xff\xff\xff\x7f" * 64, b"\x00" * 4])
def test_a_file_that_was_cut_short_spoils_nothing(tmp_path, damage):
    pid = work(tmp_path)
    (tmp_path / f"counter_{pid}.db").write_bytes(damage)
    assert look(tmp_path)["newsroom_seconds_count",] == 1


def test_the_room_of_a_file_is_taken_at_once(tmp_path):
    files.reserve(tmp_path, 1)
    files.reserve(tmp_path, 1)
    for path in tmp_path.iterdir():
        assert (path.stat().st_size, path.stat().st_blocks * 512 >= files.ROOM) == (files.ROOM, True)


@pytest.mark.slow
def test_commands_leave_no_files_behind(tmp_path):
    variables = {"METRICS_ALLOWED": "127.0.0.1", "VAR_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}
    kept = {name: os.environ[name] for name in ("PATH", "SECRET_KEY")}
    command = [sys.executable, "manage.py", "check"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=kept | variables, capture_output=True, check=True)
    assert list(tmp_path.iterdir()) == []
