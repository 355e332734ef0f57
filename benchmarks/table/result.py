"""A row of the table: what was measured, what is wanted, and whether it holds."""

import os
import platform
import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path


class Absent(Exception):
    """Something that a row needs is not there: the row is left out, with these words."""


@dataclass
class Result:
    """`values`: one a round. `wanted`: at least that, or with `most`, at most; every value must hold with `every`."""

    title: str
    values: list = field(default_factory=list)
    wanted: float = 0
    most: bool = False
    every: bool = False
    note: str = ""
    absent: str = ""

    @property
    def value(self):
        """The one that counts: the median, or the worst where every one must hold."""
        if self.every:
            return max(self.values) if self.most else min(self.values)
        return statistics.median(self.values)

    @property
    def holds(self):
        """Not a number (a row that failed) never does."""
        return not self.absent and (self.value <= self.wanted if self.most else self.value >= self.wanted)

    @property
    def details(self):
        if self.absent:
            return f"  {self.title}: left out. {self.absent}"
        return f"  {self.title}: {' '.join(f'{value:.3g}' for value in self.values[:50])}  {self.note}"


def table(results):
    """Markdown, as docs/performance.md has it."""
    lines = ["| what | measured | wanted | | |", "|---|---|---|---|---|"]
    return "\n".join(lines + [line(each) for each in results])


def line(result):
    """'| warm ÷ bare | 0.93 | ≥ 0.8 | holds | 0.91 to 1.02 |'"""
    if result.absent:
        return f"| {result.title} | | | left out | {result.absent} |"
    bound = f"{'≤' if result.most else '≥'} {result.wanted:g}"
    spread = f"{min(result.values):.3g} to {max(result.values):.3g}. " if len(result.values) > 1 else ""
    verdict = "holds" if result.holds else "**misses**"
    return f"| {result.title} | {result.value:.3g} | {bound} | {verdict} | {spread}{result.note} |"


def machine():
    """Where this was measured: '2 × AMD EPYC 9B14, 23 GB; Linux 6.1.0; Python 3.13.0, Django 6.1.3, nginx 1.22.1 …'"""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    ours = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "psycopg"))
    theirs = ", ".join(filter(None, (program("nginx", "-v"), program("wrk", "-v"))))
    processors = f"{os.cpu_count()} × {model[1] if model else platform.machine()}, {memory:.0f} GB"
    return f"{processors}; Linux {platform.release()}; Python {platform.python_version()}, {ours}, {theirs}"


def program(name, option):
    """What it says of its version: 'nginx 1.22.1'; '' where it is not."""
    if not shutil.which(name):
        return ""
    said = subprocess.run([name, option], capture_output=True, text=True, check=False)
    number = re.search(r"\d+\.\d+(\.\d+)?", said.stdout + said.stderr)
    return f"{name} {number[0]}" if number else name
