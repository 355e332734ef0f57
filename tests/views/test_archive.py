"""The paper by date."""

import re
from datetime import UTC, datetime

import pytest

from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db
DAYS = ["/archives/2025/08/01/", "/archives/2025/08/15/"]


def out(slug, *when, **more):
    return StoryFactory(public=True, slug=slug, published_at=datetime(*when, tzinfo=UTC), **more)


@pytest.fixture
def paper():
    """Two years, three months; one story that is of the next day in Paris, where the newsroom is."""
    out("decembre", 2023, 12, 5, 9)
    out("juillet", 2025, 7, 30, 9)
    out("minuit", 2025, 7, 31, 22, 30)
    out("aout", 2025, 8, 15, 9)
    out("aout-soir", 2025, 8, 15, 19)
    out("english", 2025, 6, 1, 9, language="en")


def links(answer, pattern=r"/archives/[\d/]+"):
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return list(dict.fromkeys(re.findall(rf'href="({pattern})"', body)))


def slugs(answer):
    return links(answer, r"/\d{4}/\d\d/\d\d/[^/]+/")


def test_from_the_years_to_the_story(paper, reader):
    months = ["/archives/2025/07/", "/archives/2025/08/"]
    assert links(reader.get("/archives/")) == ["/archives/2025/", *months, "/archives/2023/"]
    assert links(reader.get("/archives/2025/")) == [*months, "/archives/2023/"]
    month = reader.get("/archives/2025/08/")
    assert links(month) == ["/archives/2025/", *DAYS, "/archives/2025/07/"]
    assert slugs(month) == ["/2025/08/15/aout-soir/", "/2025/08/15/aout/", "/2025/08/01/minuit/"]
    day = reader.get("/archives/2025/08/15/")
    assert slugs(day) == ["/2025/08/15/aout-soir/", "/2025/08/15/aout/"]
    assert links(day) == ["/archives/2025/", "/archives/2025/08/", "/archives/2025/08/01/"]


def test_a_day_says_how_many_stories_it_has(paper, reader):
    text = reader.get("/archives/2025/08/").content.decode()
    counted = re.findall(r'<td><a href="[^"]+/(\d\d)/">\d+<span class="off-screen"> – (\d+)', text)
    assert counted == [("01", "1"), ("15", "2")]


def test_the_neighbours_are_the_nearest_that_have_stories(paper, reader):
    assert links(reader.get("/archives/2023/12/"))[-1] == "/archives/2025/07/"
    assert links(reader.get("/archives/2025/07/30/"))[-2:] == ["/archives/2025/08/01/", "/archives/2023/12/05/"]


@pytest.mark.parametrize(
    "address",
    [
        *("2024/", "2025/01/", "2025/08/02/", "2025/02/31/", "2025/13/", "2025/00/", "2025/08/00/", "2025/08/99/"),
        *("1800/", "9999/", "0000/", "20255/", "zzz/", "-1/", "2025/8/15/x/", "２０２５/"),
    ],
)
def test_a_date_without_stories_or_that_is_none_is_not_found(paper, reader, address):
    assert reader.get(f"/archives/{address}").status_code == 404


CUT = {
    "/archives/2025/8/": "/archives/2025/08/",
    "/archives/2025/8/5/": "/archives/2025/08/05/",
    "/2025/": "/archives/2025/",
    "/2025/08/": "/archives/2025/08/",
    "/2025/8/15/": "/archives/2025/08/15/",
    "/en/2025/06/01/": "/en/archives/2025/06/01/",
}


@pytest.mark.parametrize("address", CUT)
def test_a_date_written_otherwise_leads_there(paper, reader, address):
    answer = reader.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, CUT[address])


@pytest.mark.parametrize("state", [{}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}, {"archived": True}])
def test_what_is_not_listed_is_of_no_day(reader, state):
    story = StoryFactory(headline="SECRET", slug="secret", **state)
    day = story.published_at or datetime(2026, 11, 23, tzinfo=UTC)
    for address in ("/archives/", f"/archives/{day:%Y}/", f"/archives/{day:%Y/%m}/", f"/archives/{day:%Y/%m/%d}/"):
        answer = reader.get(address)
        assert answer.status_code == (200 if address == "/archives/" else 404)
        assert "SECRET" not in answer.content.decode()
        assert links(answer) == []


def test_an_empty_paper_has_an_archive_all_the_same(reader):
    answer = reader.get("/en/archives/")
    assert '<p class="quiet empty">No story has been published in this language yet.</p>' in answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("address", "most"), [("", 4), ("2025/", 2), ("2025/08/", 3), ("2025/08/15/", 4)])
def test_as_many_queries_for_thirty_as_for_one(reader, navigation_is_kept, django_assert_num_queries, address, most):
    out("un", 2025, 8, 15, 9)
    with django_assert_num_queries(most):
        assert reader.get(f"/archives/{address}").status_code == 200
    for n in range(1, 30):
        out(f"un-{n}", 2025 - n % 3, 1 + n % 12, 1 + n % 28, 9)
        out(f"deux-{n}", 2025, 8, 15, 9, n)
    with django_assert_num_queries(most):
        assert reader.get(f"/archives/{address}").status_code == 200


def test_the_days_of_the_week_are_shortened_as_the_language_does(reader):
    """In Ukrainian not by their first two letters: П’ятниця is Пт."""
    for language, days in (
        ("fr", "lu ma me je ve sa di"),
        ("en", "Mo Tu We Th Fr Sa Su"),
        ("uk", "Пн Вт Ср Чт Пт Сб Нд"),
    ):
        StoryFactory(public=True, language=language, published_at=datetime(2025, 8, 15, 9, tzinfo=UTC))
        prefix = "" if language == "fr" else f"/{language}"
        text = reader.get(f"{prefix}/archives/2025/08/").content.decode()
        assert re.findall(r'<abbr title="[^"]+">([^<]+)</abbr>', text) == days.split()
