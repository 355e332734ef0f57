"""Comments a second and what readers wait meanwhile: what benchmarks/comments.py measures, as rows.

It prints a line for each ratio: 'times Isso (wanted 2.5)   1.70 1.72 …   least 1.70, median 1.71'.
"""

import os
import re
import subprocess
import sys

from result import Result

from tests.system.programs import ROOT

RATIO = re.compile(r"^(times (\w+)|p99 busy / quiet) \(wanted ([\d.]+)\)((?: +[\d.]+)+)", re.MULTILINE)
STORED = re.compile(r"acknowledged ([\d,]+), stored ([\d,]+)")
PEERS = ("Isso", "WordPress")


def measure(bench):
    command = [sys.executable, "-m", "tests.with_postgres", "--durable", sys.executable, "benchmarks/comments.py"]
    environment = os.environ | {"ROUNDS": str(bench.rounds)}
    environment.pop("SECONDS", None)
    said = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout
    print(said, file=sys.stderr)
    absent = [Result(f"comments a second ÷ {name}", absent=f"{name.upper()}=http://… names none.")
              for name in PEERS if not os.environ.get(name.upper())]  # fmt: skip
    return [*map(ratio, RATIO.finditer(said)), *absent, lost(STORED.search(said))]


def ratio(found):
    """A regular expression's find -> Result."""
    values = [float(value) for value in found[4].split()]
    if found[2]:
        return Result(f"comments a second, durable ÷ {found[2]}", values, float(found[3]))
    return Result("a reader’s p99 while comments pour in ÷ quiet", values, float(found[3]), most=True)


def lost(found):
    acknowledged, stored = (int(number.replace(",", "")) for number in found.groups())
    note = f"of {acknowledged:,} acknowledged"
    return Result(
        "comments acknowledged and not stored, or twice", [abs(acknowledged - stored)], 0, most=True, note=note
    )
