"""`make audit`: the demo, every kind of page, one table. Exit code 1 when a page is in error or over its budget."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.audit import html, lighthouse, queries, table
from tests.audit.browser import Visit, open_all, weigh
from tests.audit.budgets import Fault, Row, over_budget
from tests.audit.crawl import Reader, broken, crawl, leads_on, on_purpose, unread
from tests.audit.desk import addresses_at_desk
from tests.audit.kinds import FEED, LOGIN, ORDER, OTHER, SITEMAP, is_desk, language_of
from tests.audit.site import FOLDER, demo_site, withdrawn_story

AXED_OF_A_LANGUAGE = 2
OPENED_OF_A_LANGUAGE = 6


def main():
    began = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="audit-") as folder, demo_site(Path(folder) / "news.sqlite3") as (site, password):
        rows, marks, faults = audit(site, password, Path(folder) / "html")
    tables = [(table.cells(rows, faults), table.LEGEND), (marks, lighthouse.LEGEND)]
    report(tables, list(table.told(faults)), table.verdict(faults), time.monotonic() - began)
    return bool(faults)


def audit(site, password, folder):
    """Everything there is to find out: ({kind: Row}, Lighthouse's lines, [Fault])."""
    say("Following every link")
    documents, faults = read(site, Reader(site))
    editor = Reader(site)
    cookies = editor.log_in("admin", password)
    at_desk, faults_at_desk = read_desk(site, editor)
    faults += faults_at_desk
    documents += at_desk
    pages = [document for document in documents if document.is_page]
    say(f"Checking the HTML of {len(pages)} pages")
    errors, warnings = html.check(pages, folder)
    xml = [document for document in documents if document.kind in (SITEMAP, FEED)]
    errors += [fault for document in xml for fault in html.check_xml(document)]
    visits = choose(pages, cookies)
    say(f"Opening {len(visits)} pages in a browser, {sum(visit.with_axe for visit in visits)} of them with axe")
    open_all(site, visits)
    queries.count_all([visit for visit in visits if not visit.cookies])
    say("Asking Lighthouse")
    marks, poor = lighthouse.judge(site, documents)
    rows, too_heavy = sum_up(documents, visits, warnings)
    return rows, marks, faults + errors + poor + [fault for visit in visits for fault in visit.faults] + too_heavy


def read(site, reader):
    """What readers can reach, and the pages that are reached by mistake alone: ([Document], [Fault of a link])."""
    found = crawl(reader)
    documents = [document for document in found.values() if leads_on(document.address) and document.status == 200]
    story = next(document for document in documents if document.kind == "story" and b"comment-form" in document.body)
    documents += on_purpose(reader, story, withdrawn_story())
    found = crawl(reader, unread(site, documents, found), known=found)
    return documents, list(broken(site, found, documents))


def read_desk(site, editor):
    """The newsroom's own pages; their links are tried, and not followed."""
    mine = addresses_at_desk(editor)
    found = crawl(editor, mine, goes_on=lambda address: address in mine)
    documents = [found[address] for address in mine]
    return documents, list(broken(site, found, documents))


def choose(pages, cookies):
    """A Visit for the heaviest pages of each kind and language, those without a query; axe goes along to the first."""
    visits, seen = [], {}
    for page in sorted(pages, key=lambda page: -len(page.body)):
        if "?" not in page.address:
            group = page.kind, language_of(page.at)
            seen[group] = seen.get(group, 0) + 1
            if seen[group] > OPENED_OF_A_LANGUAGE:
                continue
            anonymous = not is_desk(page.kind) or page.kind == LOGIN
            visits.append(Visit(page, [] if anonymous else cookies, with_axe=seen[group] <= AXED_OF_A_LANGUAGE))
    return visits


def sum_up(documents, visits, warnings):
    """({kind: Row}, [Fault of weight])."""
    rows, faults = {}, []
    opened = {visit.document.address: visit for visit in visits}
    for document in documents:
        row = rows.setdefault(document.kind, Row(document.kind, warnings=warnings.get(document.kind, 0)))
        visit = opened.get(document.address)
        weights = visit.weights if visit else {"html": weigh(document.body, [])["html"]} if document.is_page else {}
        row.note(weights, visit)
        faults += over_budget(document.kind, weights, document.address)
    missing = [kind for kind in ORDER if kind not in rows and kind != OTHER]
    faults += [Fault(kind, "read", "no page of this kind was found", "/") for kind in missing]
    return rows | {kind: Row(kind) for kind in missing}, faults


def say(words):
    print(f"· {words}", flush=True)


def report(tables, told, verdict, seconds):
    for lines, legend in tables:
        print("", table.plain(lines), "", legend, sep="\n")
    print("", *told, f"{seconds:.0f} s", verdict, sep="\n")
    shown = [part for lines, legend in tables for part in (table.markdown(lines), "", legend, "")]
    text = ["# Audit", "", *shown, *(f"- {line}" for line in told), "", verdict]
    (FOLDER / "report.md").write_text("\n".join(text) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
