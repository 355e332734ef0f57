"""Which pages Lighthouse is asked about, and what of its marks fails the audit."""

from tests.audit import lighthouse
from tests.audit.crawl import Document


def page(address, kind):
    return Document(address, 200, "text/html", b"", address, kind)


def report(**marks):
    """A report in which the last audit of every category that is not whole is the one that failed."""
    categories, audits = {}, {name: {"numericValue": 1258.6} for name in lighthouse.TIMES}
    audits["cumulative-layout-shift"] = {"numericValue": 0.0123}
    for name in (*lighthouse.JUDGED, lighthouse.SPEED):
        score = marks.get(name.replace("-", "_"), 1)
        audits[name] = {"title": f"{name} is wanting", "score": score}
        categories[name] = {"score": score, "auditRefs": [{"id": name, "weight": 1}]}
    return {"categories": categories, "audits": audits}


def test_one_page_of_each_kind_in_the_main_language():
    pages = [page("/en/", "front"), page("/?page=2", "front"), page("/", "front"), page("/tags/x/", "tag")]
    pages += [page("/regions/donetsk/", "region"), page("/regions/crimea/", "region")]
    assert [each.address for each in lighthouse.first_of_each(pages)] == ["/", "/regions/crimea/"]


def test_less_than_all_of_it_fails_and_speed_does_not(monkeypatch):
    monkeypatch.setattr(lighthouse, "run", lambda address: report(seo=0.996, performance=0.4))
    lines, faults = lighthouse.judge("http://127.0.0.1:1", [page("/", "front")])
    assert lines == [lighthouse.HEADINGS, ["front", "100", "100", "99✗", "40", *["1259"] * 4, "0.012"]]
    (fault,) = faults
    assert (fault.kind, fault.column, fault.what) == ("front", "seo", "99 of 100: seo is wanting")


def test_a_page_it_could_not_judge_fails(monkeypatch):
    monkeypatch.setattr(lighthouse, "run", lambda address: report(seo=None))
    assert [fault.column for fault in lighthouse.judge("", [page("/", "front")])[1]] == ["seo"]
