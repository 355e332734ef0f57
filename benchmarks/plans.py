"""Along which indexes the pages read, as a table: DATABASE_URL=postgres://… python -m benchmarks.plans

    python -m benchmarks.plans                      # every page of benchmarks/size.py
    python -m benchmarks.plans front,story -v       # some, each question with its plan

For a PostgreSQL that `manage.py seed` has filled. Each page is asked once as it is, then once more with EXPLAIN
(ANALYZE, BUFFERS) before each of its questions. Printed for each page: how many questions, the pages of 8 kB (buffers)
that all of them and the dearest one touched, the tables that were read whole and have more than a hundred rows, and the
indexes, the most used first.
"""

import json
import sys
from collections import Counter

from django.db import connection

from benchmarks.size import OTHERS, WANTED
from benchmarks.size_pages import clients

FEW = 100  # rows: a table of so many is rightly read whole
SHOWN = 5


class Plans:
    """Called around each question that Django asks: `found` are the plans, as PostgreSQL tells them in JSON."""

    def __init__(self):
        self.found = []

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH", "(")):
            with connection.connection.cursor() as cursor:  # its own: Django's is about to be used
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                plan = cursor.fetchone()[0]
            self.found.append((sql, (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
        return execute(sql, params, many, context)


def main(argv):
    names = [each for each in argv if not each.startswith("-")]
    asked = names[0].split(",") if names else WANTED + OTHERS
    print("| page | questions | buffers | the dearest | read whole | indexes |\n|---|---|---|---|---|---|")
    with clients() as ask:
        for page in asked:
            ask(page)
            with connection.execute_wrapper(plans := Plans()):
                ask(page)
            print(line(page, [plan for _sql, plan in plans.found]), flush=True)
            if "-v" in argv:
                for sql, plan in plans.found:
                    print(f"\n{sql}\n{json.dumps(plan, indent=1)}", file=sys.stderr)


def line(page, plans):
    buffers = [touched(plan) for plan in plans] or [0]
    nodes = [node for plan in plans for node in nodes_of(plan)]
    indexes = Counter(node["Index Name"] for node in nodes if "Index Name" in node)
    whole = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan" and rows_read(node) > FEW}
    shown = ", ".join(name for name, _times in indexes.most_common(SHOWN))
    return (
        f"| {page} | {len(plans)} | {sum(buffers):,} | {max(buffers):,} | {', '.join(sorted(whole)) or '–'} | {shown} |"
    )


def touched(plan):
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def rows_read(node):
    return (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]


def nodes_of(plan):
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes_of(part)


if __name__ == "__main__":
    main(sys.argv[1:])
