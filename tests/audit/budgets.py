"""What a page may weigh, and what is wrong with one that weighs more."""

from dataclasses import dataclass, field

from tests.audit.kinds import FEED, FILE, SITEMAP, is_desk

KB = 1000
# Source: the table of budgets in the design brief (DESIGN.md, "Reader pages"), for a mobile reader, gzipped.
# It knows two kinds of page: a front page is one that lists stories, everything else keeps to the story's budget.
STORY = {"html": 30 * KB, "css": 15 * KB, "js": 10 * KB, "first view": 350 * KB}
FRONT = STORY | {"html": 45 * KB, "first view": 600 * KB}
# 15 kB as its pages are read, which tests/views/test_light.py holds; here they are compressed.
LIGHT = {"html": 6 * KB, "css": 1 * KB, "js": 0, "first view": 8 * KB}
LISTS = ("front", "region", "section")
QUERIES = {"front": 8, "story": 8, "region": 6} | dict.fromkeys(("section", "tag", "author", "archive"), 5)
QUERIES |= dict.fromkeys(("corrections", "search"), 5)
WEIGHTS = ("html", "css", "js", "fonts", "pictures", "first view")


@dataclass
class Fault:
    """One thing to mend: kind of page, column of the table, what it is, and on which page."""

    kind: str
    column: str
    what: str
    where: str


@dataclass
class Row:
    """A kind of page: how many were read, opened in a browser, seen by axe; of each column the heaviest or slowest."""

    kind: str
    read: int = 0
    opened: int = 0
    warnings: int = 0
    most: dict = field(default_factory=dict)
    axed: int = 0

    def note(self, weights, visit=None):
        """One more page read, and opened when there is a Visit."""
        self.read += 1
        self.opened += bool(visit)
        self.axed += bool(visit and visit.with_axe)
        seen = visit.speed | ({"queries": visit.queries} if visit.queries else {}) if visit else {}
        for name, value in (weights | seen).items():
            self.most[name] = max(value, self.most.get(name, 0))


def budget_of(kind):
    """'front' -> {'html': 45000, …}; the newsroom's own pages have none."""
    if is_desk(kind) or kind in (SITEMAP, FEED, FILE):
        return {}
    return LIGHT if kind == "text edition" else FRONT if kind in LISTS else STORY


def queries_of(kind):
    """'front' -> 8; None for a kind without a limit."""
    return QUERIES.get(kind)


def over_budget(kind, weights, where):
    """{'html': 31000} of a story -> [Fault('story', 'html', '31.0 kB of 30 kB', …)]; exactly the budget is no fault."""
    return [
        Fault(kind, column, f"{weights[column] / KB:.1f} kB of {allowed / KB:.0f} kB", where)
        for column, allowed in budget_of(kind).items()
        if weights.get(column, 0) > allowed
    ]
