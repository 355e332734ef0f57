"""Everything that is promised about speed, as one table of ratios: make bench

    make bench                              # every row, about forty minutes
    make bench ONLY=warm,fresh ROUNDS=3     # some rows, fewer rounds
    make bench WAGTAIL=http://… WORDPRESS=http://… ISSO=http://…     # with peers, which run already
    make bench SMALL=postgres://… BIG=postgres://…                   # with the two databases of benchmarks/size.py

The programs that run are those of a site (tests/system/programs.py): PostgreSQL, the app, nginx as it is shipped. What
is compared is asked by turns, in rounds, and the median of the rounds' ratios counts: ratios travel to another machine,
figures do not. A row that could not be measured says why, and is no row that holds.
"""

import os
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import comments  # noqa: E402
import fresh  # noqa: E402
import memory  # noqa: E402
import pages  # noqa: E402
import peers  # noqa: E402
import restarts  # noqa: E402
import size  # noqa: E402
from result import Absent, Result, machine, table  # noqa: E402
from site_of_bench import Bench  # noqa: E402

ROWS = {
    "nginx": pages.through_nginx,
    "warm": pages.warm,
    "wagtail": peers.wagtail,
    "wordpress": peers.wordpress,
    "size": size.measure,
    "fresh": fresh.measure,
    "memory": memory.measure,
    "restarts": restarts.measure,  # after the rows in which colleagues work: their connection to the database is lost
    "comments": comments.measure,
}


def main():
    asked = {name for name in os.environ.get("ONLY", "").split(",") if name} or set(ROWS)
    if unknown := asked - set(ROWS):
        sys.exit(f"There is no row {', '.join(sorted(unknown))}. ONLY takes: {', '.join(ROWS)}")
    with Bench(rounds=int(os.environ.get("ROUNDS") or 5), seconds=float(os.environ.get("SECONDS") or 5)) as bench:
        results = [result for name in ROWS if name in asked for result in row(name, bench)]
    print("\n" + machine() + "\n\n" + table(results))
    sys.exit(any(not result.holds for result in results if not result.absent))


def row(name, bench):
    """What one row found. One that fails is told of, and the others go on."""
    print(f"… {name}", file=sys.stderr, flush=True)
    try:
        found = ROWS[name](bench)
    except Absent as why:
        found = [Result(name, absent=str(why))]
    except Exception as error:  # in the table, not instead of it
        traceback.print_exc()
        note = " ".join(f"failed: {type(error).__name__}: {error}".split())[:200]
        found = [Result(name, values=[float("nan")], wanted=0, note=note)]
    for result in found:
        print(result.details, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    main()
