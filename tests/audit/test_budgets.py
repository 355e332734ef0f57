"""A page over its budget fails, by one byte; and no budget is forgotten."""

import pytest

from tests.audit.budgets import FRONT, STORY, Fault, Row, budget_of, over_budget
from tests.audit.kinds import ORDER, PATTERNS, kind_of, kind_of_file, language_of


@pytest.mark.parametrize(("kind", "budget"), [("story", STORY), ("front", FRONT), ("404", STORY), ("region", FRONT)])
def test_a_page_over_budget_fails(kind, budget):
    assert over_budget(kind, budget, "/x/") == []
    for column, allowed in budget.items():
        (fault,) = over_budget(kind, budget | {column: allowed + 1}, "/x/")
        assert (fault.kind, fault.column, fault.where) == (kind, column, "/x/")


def test_budgets_are_those_of_the_design():
    assert STORY == {"html": 30_000, "css": 15_000, "js": 10_000, "first view": 350_000}
    assert FRONT == {"html": 45_000, "css": 15_000, "js": 10_000, "first view": 600_000}
    assert over_budget("story", {"html": 31_000}, "/x/") == [Fault("story", "html", "31.0 kB of 30 kB", "/x/")]
    assert budget_of("desk: story form") == budget_of("sitemap") == {}


def test_a_row_keeps_the_heaviest():
    row = Row("story")
    for weight in (2, 3, 1):
        row.note({"html": weight})
    assert (row.read, row.opened, row.most) == (3, 0, {"html": 3})


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "front"),
        ("/uk/", "front"),
        ("/en/regions/donetsk/?page=2", "region"),
        ("/2025/08/15/sommet/?reply=3", "story"),
        ("/en/corrections/?page=2", "corrections"),
        ("/admin/articles/story/3/corrections/", "desk: corrections"),
        ("/uk/comments/preview/a:b-c/", "comment preview"),
        ("/admin/login/?next=/admin/", "login"),
        ("/admin/articles/story/3/change/", "desk: story form"),
        ("/admin/articles/image/add/", "desk: image form"),
        ("/admin/articles/region/", "desk: other lists"),
        ("/de/", "other page"),
    ],
)
def test_kinds(address, kind):
    assert kind_of(address) == kind
    assert set(PATTERNS) <= set(ORDER)


def test_files_and_languages():
    assert [kind_of_file("/sitemap.xml"), kind_of_file("/static/a.css")] == ["sitemap", "file"]
    assert [language_of(address) for address in ("/", "/en/", "/uk/regions/x/", "/endive/")] == ["fr", "en", "uk", "fr"]
