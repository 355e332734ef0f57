"""From what was seen to what is told: links, the HTML checker's messages, weights, the table."""

from pathlib import Path

from tests.audit import table
from tests.audit.__main__ import sum_up
from tests.audit.browser import Visit, weigh
from tests.audit.budgets import Fault, Row, over_budget
from tests.audit.crawl import Document, broken, unread
from tests.audit.desk import change_forms
from tests.audit.html import check_xml, verdicts
from tests.audit.kinds import ORDER, OTHER

SITE = "http://127.0.0.1:1"


def page(address, links=(), status=200, ids=(), kind="story"):
    return Document(address, status, "text/html", b"", address, kind, links=list(links), ids=set(ids))


def test_links_that_lead_nowhere():
    there = page("/b/", ids={"here"})
    links = ["/b/", "/b/#here", "/b/#gone", "/c/", "/d/", "#me", "#not-me", "https://example.org/", "/b/#top"]
    asking = page("/a/", links, ids={"me"})
    found = {"/b/": there, "/c/": page("/c/", status=404)}
    assert [(fault.column, fault.what) for fault in broken(SITE, found, [asking])] == [
        ("links", "/b/#gone: no #gone there"),
        ("links", "/c/: 404"),
        ("links", "/d/: was not read"),
        ("links", "#not-me: no #not-me there"),
    ]
    assert unread(SITE, [asking], found) == ["/d/", "/a/"]


def test_change_forms_of_a_list():
    links = ["/admin/articles/story/3/change/?_changelist_filters=x", "/admin/articles/story/3/change/", "/x/"]
    links += [f"/admin/articles/story/{pk}/change/" for pk in (4, 5)]
    assert change_forms(links) == ["/admin/articles/story/3/change/", "/admin/articles/story/4/change/"]


def test_messages_of_the_html_checker():
    messages = [
        {"type": "error", "url": "file:/tmp/0.html", "lastLine": 3, "message": "Bad."},
        {"type": "info", "subType": "warning", "url": "file:/tmp/0.html", "message": "Hm."},
        {"type": "info", "url": "file:/tmp/0.html", "message": "Slash."},
        {"type": "non-document-error", "url": "file:/tmp/0.html", "message": "Unreadable."},
    ]
    faults, warnings = verdicts(messages, {"/tmp/0.html": page("/a/")})
    assert [(fault.what, fault.where) for fault in faults] == [("Bad.", "/a/ line 3"), ("Unreadable.", "/a/ line ?")]
    assert warnings == {"story": 1}
    assert list(check_xml(Document("/sitemap.xml", 200, body=b"<a/>"))) == []
    assert len(list(check_xml(Document("/sitemap.xml", 200, body=b"<a>")))) == 1
    assert list(check_xml(Document("/feed/json/", 200, "application/feed+json", b"{}"))) == []
    assert len(list(check_xml(Document("/feed/json/", 200, "application/feed+json", b"{")))) == 1


def test_weights():
    loaded = [
        ("document", 900),
        ("stylesheet", 5),
        ("script", 7),
        ("font", 11),
        ("image", 13),
        ("image", 2),
        ("fetch", 1),
    ]
    weights = weigh(b"a" * 1000, [(kind, {"responseBodySize": size}) for kind, size in loaded])
    html = weights["html"]
    assert html < 100
    assert weights == {"html": html, "css": 5, "js": 7, "fonts": 11, "pictures": 15, "first view": html + 39}


def test_the_table_marks_what_fails():
    row, weights = Row("story", warnings=2), {"html": 31_000, "css": 15_000}
    row.note(weights, Visit(page("/a/"), speed={"cls": 0.012, "lcp": 700, "tbt": 0}))
    faults = [*over_budget("story", weights, "/a/"), Fault("story", "axe", "contrast", "/a/")]
    headings, line = table.cells({"story": row}, faults)
    told = dict(zip(headings, line, strict=True))
    assert (told["HTML"], told["CSS"], told["axe"], told["console"]) == ("31.0/30✗", "15.0/15", "1✗", "0")
    assert (told["HTML errors"], told["CLS"], told["LCP ms"]) == ("0 (2)", "0.012", "700")
    assert table.verdict(faults) == "audit: not well: story: html, axe"
    assert table.verdict([]) == "audit: all well"


def test_faults_are_told_once_and_not_without_end():
    faults = [Fault("story", "links", "/x/: 404", f"/{number}/") for number in range(3)]
    faults += [Fault("front", "axe", f"number {number}", "/") for number in range(5)]
    assert list(table.told(faults, most=2)) == [
        "story, links: /x/: 404 — /0/ and on 2 more",
        "front, axe: number 0 — /",
        "front, axe: number 1 — /",
        "… and 3 more",
    ]


def test_two_ways_to_print():
    lines = [["page", "read"], ["404", "12"]]
    assert table.plain(lines).splitlines() == ["page  read", "──────────", "404     12"]
    assert table.markdown(lines).splitlines() == ["| page | read |", "|---|---|", "| 404 | 12 |"]


def test_no_module_is_part_of_the_product():
    root = Path(__file__).resolve().parents[2]
    product = [*root.glob("articles/**/*.py"), *root.glob("newsroom/*.py"), *root.glob("deploy/*.py")]
    assert [path.name for path in product if "tests.audit" in path.read_text("utf-8")] == []


def test_a_kind_of_page_that_was_never_reached_fails():
    rows, faults = sum_up([page("/a/"), page("/b/", kind="front")], [], {"story": 4})
    missing = {fault.kind for fault in faults}
    assert missing == set(ORDER) - {"story", "front", OTHER}
    assert (rows["story"].read, rows["story"].warnings, rows["404"].read) == (1, 4, 0)
    assert table.cells(rows, faults)[-1][1] == "1✗"
