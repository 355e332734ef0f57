"""JSON-LD: what programs read, checked by a parser of linked data against schema.org's own vocabulary."""

import json

import pytest

from articles.lib.linked_data import (
    breadcrumbs,
    duration,
    item_list,
    node,
    organization,
    reference,
    script,
    search_action,
)
from tests.vocabulary.checker import faults, linked_data

SITE = "https://news.example.org"


def document(*nodes):
    return json.loads(script(list(nodes)))


def test_what_is_not_known_is_not_told():
    told = node("Person", id="https://a.org/#p", name="Ada", url="", knows=None, award=[], address={})
    assert told == {"@type": "Person", "@id": "https://a.org/#p", "name": "Ada"}


def test_nought_and_no_are_known():
    assert node("NewsArticle", commentCount=0, isAccessibleForFree=False) == {
        "@type": "NewsArticle",
        "commentCount": 0,
        "isAccessibleForFree": False,
    }


@pytest.mark.parametrize(
    "words",
    ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "a & b", "\u2028\u2029", '"\\', "Запоріжжя", "\x00"],
)
def test_no_words_leave_their_element(words):
    text = script([node("Person", name=words)])
    assert not set(text) & set("<>&\u2028\u2029")
    page = f'<script type="application/ld+json">{text}</script><p>behind</p>'
    assert linked_data(page)["@graph"] == [{"@type": "Person", "name": words}]


def test_the_paper_its_search_and_a_trail_are_words_of_schema_org():
    paper = organization(SITE, "La Gazette", logo=f"{SITE}/logo.png", corrections=f"{SITE}/corrections/")
    site = node(
        "WebSite",
        id=f"{SITE}/#website",
        publisher=reference(f"{SITE}/#organization"),
        potentialAction=search_action(f"{SITE}/search/"),
    )
    trail = breadcrumbs([("La Gazette", f"{SITE}/"), ("Kherson", f"{SITE}/regions/kherson/")])
    lists = item_list([f"{SITE}/1/", node("CorrectionComment", text="Il fallait lire deux.")])
    assert faults(document(paper, site, trail, lists)) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (node("NewsArtikel", headline="x"), "there is no type NewsArtikel"),
        (node("NewsArticle", headlines="x"), "NewsArticle has no property headlines"),
        (node("Person", headline="x"), "Person has no property headline"),
        (node("NewsArticle", datePublished="hier"), "datePublished: \"hier\" is none of ['Date', 'DateTime']"),
        (node("NewsArticle", datePublished="2026-11-23T10:00:00"), "is none of ['Date', 'DateTime']"),
        (node("NewsArticle", commentCount="3"), "is none of ['Integer']"),
        (node("NewsArticle", isAccessibleForFree="yes"), "is none of ['Boolean']"),
        (node("NewsArticle", timeRequired="4 minutes"), "is none of ['Duration']"),
        (node("NewsArticle", author=node("Place", name="x")), "is none of ['Organization', 'Person']"),
        (node("NewsArticle", author="Ada"), "is none of ['Organization', 'Person']"),
        (node("NewsArticle", publisher=reference(f"{SITE}/#nobody")), "is none of ['Organization', 'Person']"),
        (node("NewsArticle", discussionUrl="/comments/"), "is none of ['URL']"),
        (node("ImageObject", width=1200), "is none of ['Distance', 'QuantitativeValue']"),
        (node("BreadcrumbList", itemListElement=[{"name": "x"}]), "has no type"),
        (node("SearchAction", **{"quest-input": "x"}, target=node("Person", name="x")), "no property quest-input"),
        (node("Person", **{"name-input": "x"}), "Person has no property name-input"),
    ],
)
def test_the_checker_knows_what_is_wrong(wrong, said):
    """Otherwise its silence about our pages would mean nothing."""
    assert said in " ".join(faults(document(wrong)))


def test_a_reading_time_is_a_duration():
    assert (duration(4), duration(0)) == ("PT4M", "")
    assert faults(document(node("NewsArticle", timeRequired=duration(4)))) == []
