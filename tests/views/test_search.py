"""Readers search: what they ask, what comes back, and what nobody can break by asking."""

import re

import pytest

from articles.models import Region
from articles.workflow import searchable
from tests.factories import SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    '" OR 1=1',
    "' OR 1=1 --",
    "*",
    "-",
    "- - *",
    "«»",
    "“”",
    '""',
    '"',
    "« ( | & ! : * ) »",
    "a:* & b",
    "NEAR(a b, 3)",
    "headline : a",
    "a' <-> 'b",
    "\\",
    "%s %(x)s %",
    "{0} {x}",
    "$q$",
    "مرحبا بالعالم",
    "\u202eevil\u202c",
    "\ufdfa",
    "e" + "\u0301" * 150,
    "\u0301",
    "😀 🏴‍☠️",
    "a " * 100,
    "-a " * 60,
    "abc* " * 40,
    "x" * 200,
    "ж" * 200,
    "<script>alert(1)</script>",
    "#fr",
    "²½Ⅷ",
    "_ __",
]


def publish(number=1, **words):
    made = StoryFactory.create_batch(number, public=True, **words)
    searchable.index_all()
    return made


@pytest.fixture
def bridge():
    text = "<p>Le pont &lt;neuf&gt; est ouvert.</p>"
    return publish(headline="Un pont à Kherson", slug="pont", standfirst="", body=text)[0]


def results(answer):
    return re.findall(r'<h3><a href="([^"]+)">', answer.content.decode())


def canonical(page):
    return re.findall('<link rel="canonical" href="[^"]*?(/search/[^"]*)"', page)


def test_without_a_question_the_page_says_what_can_be_asked(reader):
    answer = reader.get("/search/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="search-help"' in page and "noindex" not in page
    assert canonical(page) == ["/search/"]


def test_what_was_found_is_marked_in_its_real_text(bridge, reader):
    answer = reader.get("/search/", {"q": "ponts"})
    page = answer.content.decode()
    assert results(answer) == [bridge.get_absolute_url()]
    assert "Un <mark>pont</mark> à Kherson" in page
    assert "Le <mark>pont</mark> &lt;neuf&gt; est ouvert." in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("question", HOSTILE)
@pytest.mark.parametrize("path", ["/search/", "/uk/search/"])
def test_no_question_breaks_it(reader, path, question):
    answer = reader.get(path, {"q": question})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/search/", "/leger/search/"])
def test_what_would_turn_the_page_around_is_not_said_again(reader, path):
    """A sign that turns the direction of writing turned the name of the site in the title, too."""
    for sign in "\u202e\u2066\x0b\x85\ufffe":
        page = reader.get(path, {"q": f"pont{sign} de"})
        assert page.status_code == 200
        assert sign not in page.text
        assert 'value="pont de"' in page.text


BAD = [
    {"q": "a" * 10_240},
    {"q": "a\0b"},
    {"q": "pont", "region": "nowhere"},
    {"q": "pont", "section": "nowhere"},
    {"q": "pont", "since": "yesterday"},
    {"q": "pont", "since": "0001-01-01"},
    {"q": "pont", "until": "9999-12-31"},
    {"q": "pont", "since": "2025-02-01", "until": "2025-01-01"},
    {"q": "pont", "order": "price"},
]


@pytest.mark.parametrize("data", BAD)
def test_what_is_not_understood_comes_back_in_words(reader, data):
    answer = reader.get("/search/", data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count('class="errorlist"') == 1
    assert "canonical" not in page


BEFORE = ["-20", "zzz", "7", "20", "1980", "2000", "99999999999999999999", "²0", "20\0", "2_0", " 20"]


@pytest.mark.parametrize("before", BEFORE)
def test_a_page_that_is_none_leads_to_the_first(bridge, reader, before):
    answer = reader.get("/search/", {"q": "pont", "region": "", "before": before})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/search/?q=pont")


def test_the_address_of_a_question_has_one_form(bridge, reader):
    messy = {"utm_source": "x", "order": "relevance", "q": "  pont ", "section": ""}
    page = reader.get("/search/", messy).content.decode()
    assert canonical(page) == ["/search/?q=pont"]
    assert "utm_source" not in page


def test_nothing_found_says_what_to_do(bridge, reader):
    page = reader.get("/search/", {"q": "pnot", "region": "donetsk"}).content.decode()
    assert 'href="/search/?q=pnot"' in page  # everywhere
    page = reader.get("/search/", {"q": "pnot"}).content.decode()
    assert '<a href="/search/?q=pont" dir="auto">pont</a>' in page


def test_a_suggestion_is_text(bridge, reader):
    page = reader.get("/search/", {"q": "<b>pnot</b>"}).content.decode()
    assert "<b>" not in page


def test_only_exclusions_ask_for_a_word(bridge, reader):
    page = reader.get("/search/", {"q": "-pont"}).content.decode()
    assert results(reader.get("/search/", {"q": "-pont"})) == []
    assert "search-note" in page


def test_filters_stay_in_the_form_and_in_the_addresses(reader):
    region = Region.objects.get(slug="kherson")
    publish(21, headline="Un pont", section=SectionFactory(slug="monde"), regions=[region])
    asked = {"q": "pont", "region": "kherson", "section": "monde", "since": "2020-01-01", "order": "date"}
    first = reader.get("/search/", asked)
    query = "q=pont&amp;region=kherson&amp;section=monde&amp;since=2020-01-01&amp;order=date"
    assert f'href="/search/?{query}&amp;before=20"' in first.content.decode()
    assert '<option value="kherson" selected>' in first.content.decode()
    assert '<input type="hidden" name="order" value="date">' in first.content.decode()
    second = reader.get("/search/", asked | {"before": "20"})
    assert (len(results(first)), len(results(second))) == (20, 1)
    assert f'rel="prev" href="/search/?{query}"' in second.content.decode()


def test_pages_are_for_reading(reader):
    assert reader.post("/search/", {"q": "pont"}).status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_of_results_costs_the_same(reader, number, navigation_is_kept, django_assert_max_num_queries):
    publish(number, headline="Un pont")
    with django_assert_max_num_queries(5):
        assert len(results(reader.get("/search/", {"q": "pont"}))) == min(number, 20)
