"""The pages of a million stories beside those of a thousand: what benchmarks/size.py measures, as rows."""

import json
import os
import subprocess
import sys

from result import Absent, Result

from tests.system.programs import ROOT, SITE

PAGES = ("front", "region", "section", "story", "search", "feed", "admin stories")


def measure(bench):
    """SMALL and BIG name the filled databases: the larger one takes half an hour to fill, so it is not made here."""
    given = {name: os.environ.get(name) for name in ("SMALL", "BIG")}
    if not all(given.values()):
        raise Absent("SMALL=postgres://… and BIG=postgres://… name no filled databases (manage.py seed).")
    environment = os.environ | SITE | given | {"VAR_DIR": str(bench.folder / "size"), "SITE_URL": "http://127.0.0.1"}
    command = [sys.executable, "-m", "benchmarks.size", "--json", "--only", ",".join(PAGES)]
    said = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout
    return [row(page, found) for page, found in json.loads(said).items()]


def row(page, found):
    note = f"{found['small']:.1f} to {found['big']:.1f} ms"
    return Result(f"p95 at a million stories ÷ at a thousand: {page}", [found["ratio"]], 1.5, most=True, note=note)
