"""The one table: for the terminal, and as markdown for var/audit/report.md."""

from collections import Counter

from tests.audit.budgets import KB, WEIGHTS, budget_of, queries_of
from tests.audit.kinds import ORDER

HEADINGS = [
    *("page", "read", "opened", "HTML errors", "axe"),
    *("HTML", "CSS", "JS", "fonts", "pictures", "first view", "queries"),
    *("3rd party", "console", "broken links", "CLS", "LCP ms", "TBT ms"),
]
MARK = "✗"
LEGEND = (
    "kB are gzipped, of the heaviest page of its kind on a phone (360 × 740, two pixels to a point), with the budget "
    f"after the stroke. {MARK} fails. CLS, LCP and TBT are printed, not judged. Warnings of the HTML checker are in ()."
)


def cells(rows, faults):
    """Rows and all faults -> the table's lines of text, the headings first, in the order of kinds."""
    counted = Counter((fault.kind, fault.column) for fault in faults)
    in_order = sorted(rows.values(), key=lambda row: ORDER.index(row.kind))
    return [HEADINGS, *(_line(row, counted) for row in in_order)]


def _line(row, counted):
    def count(column, done=True):
        number = counted[row.kind, column]
        return f"{number}{MARK}" if number else "0" if done else "–"

    errors = count("errors") + (f" ({row.warnings})" if row.warnings else "")
    weights = [_weight(row, column, counted) for column in WEIGHTS]
    seen = [count("strangers", row.opened), count("console", row.opened), count("links")]
    axe = count("axe", row.axed)
    asked = _queries(row, counted)
    return [
        row.kind,
        str(row.read or count("read")),
        str(row.opened or "–"),
        errors,
        axe,
        *weights,
        asked,
        *seen,
        *_speed(row),
    ]


def _weight(row, column, counted):
    """'9.1/30' kB of its budget, '31.0/30✗' over it, '–' where nothing was opened."""
    if column not in row.most:
        return "–"
    allowed = budget_of(row.kind).get(column)
    mark = MARK if counted[row.kind, column] else ""
    return f"{row.most[column] / KB:.1f}" + (f"/{allowed / KB:.0f}{mark}" if allowed else "")


def _queries(row, counted):
    """'5/8', '9/8✗'; '–' where nobody counts."""
    if "queries" not in row.most:
        return "–"
    return f"{row.most['queries']}/{queries_of(row.kind)}{MARK if counted[row.kind, 'queries'] else ''}"


def _speed(row):
    if "cls" not in row.most:
        return ["–"] * 3
    return [f"{row.most['cls']:.3f}", f"{row.most['lcp']:.0f}", f"{row.most['tbt']:.0f}"]


def plain(lines):
    """[['a', 'b'], ['1', '22']] -> columns under each other, the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = "─" * (sum(widths) + 2 * len(widths) - 2)
    shown = ["  ".join(_pad(cell, at, widths[at]) for at, cell in enumerate(line)) for line in lines]
    return "\n".join([shown[0], rule, *shown[1:]])


def _pad(cell, at, width):
    return cell.ljust(width) if at == 0 else cell.rjust(width)


def markdown(lines):
    """The same as a markdown table."""
    shown = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([shown[0], "|" + "---|" * len(lines[0]), *shown[1:]])


def told(faults, most=12):
    """A line for each thing to mend, the same thing on many pages told once: at most so many for a kind and column."""
    pages = {}
    for fault in faults:
        pages.setdefault((fault.kind, fault.column, fault.what), []).append(fault.where)
    shown = Counter()
    for (kind, column, what), where in pages.items():
        shown[kind, column] += 1
        if shown[kind, column] <= most:
            also = f" and on {len(where) - 1} more" if len(where) > 1 else ""
            yield f"{kind}, {column}: {what} — {where[0]}{also}"
    left = sum(number - most for number in shown.values() if number > most)
    if left:
        yield f"… and {left} more"


def verdict(faults):
    """No fault -> 'audit: all well'; else the kinds of page that failed, each with its columns."""
    failed = {}
    for fault in faults:
        failed.setdefault(fault.kind, {})[fault.column] = True
    kinds = "; ".join(f"{kind}: {', '.join(columns)}" for kind, columns in failed.items())
    return f"audit: not well: {kinds}" if kinds else "audit: all well"
