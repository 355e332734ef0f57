"""The systemd units as shipped: what systemd itself says of them, and whether the site lives with what they forbid."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system import programs

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is missing"),
]
SHIPPED = programs.ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in SHIPPED.glob("*.service"))
MOST = 1.5  # exposure as systemd counts it: 0 is best, below 2 is "OK"


@pytest.fixture
def units(tmp_path):
    """As an operator of this folder has them: verify looks whether the programs they start are there."""
    shutil.copytree(SHIPPED, tmp_path / "units")
    for path in (tmp_path / "units").rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text("utf-8").replace("/srv/newsroom", str(programs.ROOT)), "utf-8")
    python = programs.ROOT / ".venv" / "bin" / "python"
    if not python.exists():  # a development environment elsewhere
        for path in (tmp_path / "units").glob("*.service"):
            path.write_text(path.read_text("utf-8").replace(str(python), sys.executable), "utf-8")
    return tmp_path / "units"


def systemd_analyze(units, *words):
    done = subprocess.run(
        ["systemd-analyze", *words],
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SYSTEMD_UNIT_PATH": f"{units}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def named(unit):
    return unit.replace("@.", "@1.")


def test_systemd_understands_every_line(units):
    names = [named(path.name) for path in units.iterdir() if path.is_file()]
    assert systemd_analyze(units, "verify", "--man=no", *(str(units / name) for name in names)) == (0, "")


def test_a_wrong_line_would_show(units):
    path = units / "newsroom-web.service"
    path.write_text(path.read_text().replace("KillMode=mixed", "KillModus=mixed"))
    _code, words = systemd_analyze(units, "verify", "--man=no", str(path))
    assert "KillModus" in words


@pytest.mark.parametrize("unit", SERVICES)
def test_it_may_do_little_more_than_its_work(units, unit):
    _code, words = systemd_analyze(units, "security", "--offline=true", "--no-pager", str(units / named(unit)))
    assert float(re.search(r"Overall exposure level for \S+: ([\d.]+)", words)[1]) <= MOST


def test_each_timer_has_its_service_and_each_command_is_one_of_ours():
    timers = {path.stem for path in SHIPPED.glob("*.timer")}
    assert timers == {"newsroom-daily", "newsroom-digest", "newsroom-backup"}
    assert {f"{name}.service" for name in timers} <= set(SERVICES)
    commands = set(re.findall(r"manage\.py (\w+)", "".join((SHIPPED / name).read_text() for name in SERVICES)))
    ours = {path.stem for path in Path("articles/management/commands").glob("*.py")} | {"clearsessions"}
    assert commands == {"worker", "forget", "clearsessions", "digest", "backup"} and commands <= ours


def test_the_target_wants_all_of_it():
    wanted = re.search(r"^Wants=(.*)$", (SHIPPED / "newsroom.target").read_text(), re.M)[1].split()
    there = {path.name for path in SHIPPED.glob("*.timer")} | {"newsroom-web.service", "newsroom-worker@1.service"}
    assert set(wanted) == there
