"""Lists page by page, as readers and search engines walk them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Story
from articles.queries.paging import cursor
from tests.factories import SectionFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.django_db

NUMBER = 47


@pytest.fixture
def tagged():
    """A tag with three pages of stories; gives them, the newest first."""
    return carrying_a_tag(NUMBER)


def carrying_a_tag(number):
    tag, now = TagFactory(slug="eau", name_fr="L’eau"), timezone.now()
    stories = [
        StoryFactory.build(public=True, slug=f"eau-{n}", published_at=now - timedelta(days=n + 1))
        for n in range(number)
    ]
    Story.objects.bulk_create(stories)
    Story.tags.through.objects.bulk_create(Story.tags.through(tag=tag, story=story) for story in stories)
    return stories


def slugs(answer):
    return re.findall(r'card-headline"><a href="/\d{4}/\d\d/\d\d/([^/]+)/"', answer.content.decode())


def link(answer, rel):
    """What <link rel=…> says in the head; '' when there is none."""
    found = re.search(rf'<link rel="{rel}" href="([^"]*)">', answer.content.decode())
    return found[1] if found else ""


def test_from_the_first_page_to_the_last_and_back(tagged, reader):
    address, forward = "/tags/eau/", []
    while address:
        answer = reader.get(address)
        assert link(answer, "canonical") == f"http://testserver{address}"
        assert (f'<a rel="next" href="{link(answer, "next")}">' in answer.content.decode()) == bool(
            link(answer, "next")
        )
        forward.append((address, slugs(answer)))
        address = link(answer, "next")
    assert [slug for _address, page in forward for slug in page] == [story.slug for story in tagged]
    back, address = [], forward[-1][0]
    while address:
        back.append(address)
        address = link(reader.get(address), "prev")
    assert back == [address for address, _page in reversed(forward)]


def test_the_end_is_one_step_away(tagged, reader):
    first = reader.get("/tags/eau/").content.decode()
    assert '<a class="pagination-end" href="/tags/eau/?before=end">' in first
    last = reader.get("/tags/eau/?before=end", follow=True)
    assert [code for _address, code in last.redirect_chain] == [302]
    assert slugs(last)[-1] == tagged[-1].slug
    assert len(slugs(last)) == 20
    assert link(last, "next") == ""


def test_a_later_page_says_which_days_it_tells_of(tagged, reader):
    text = reader.get(f"/tags/eau/?before={cursor(tagged[19])}").content.decode()
    days = re.search(r'<p class="pagination-days">(.*?)</p>', text, re.S)[1]
    title = re.search("<title>(.*?)</title>", text, re.S)[1]
    for story in (tagged[20], tagged[39]):
        stamp = f"{timezone.localtime(story.published_at):%Y-%m-%d}"
        assert stamp in days
        assert f"{timezone.localtime(story.published_at):%Y}" in title
    assert "hreflang" not in text.partition("</head>")[0]


HOSTILE = [
    "zzz",
    "-1",
    "1" * 18,
    "0-0",
    "zzzzzzzzzzz-zzzzzzzzzzzz",
    "%00",
    "a-b-c",
    "\u0661-\u0661",
    "x" * 3_000,
    "end ",
]


@pytest.mark.parametrize("before", HOSTILE)
def test_a_page_there_is_not_leads_to_the_first(reader, before):
    carrying_a_tag(2)
    answer = reader.get("/tags/eau/", {"before": before})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tags/eau/")
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"


@pytest.mark.parametrize("number", ["1", "2", "-1", "zzz", "1" * 19, ""])
@pytest.mark.parametrize("address", ["/tags/eau/", "/sections/monde/", "/corrections/"])
def test_numbers_of_old_lead_to_the_first_page_for_good(reader, address, number):
    SectionFactory(slug="monde")
    carrying_a_tag(1)
    answer = reader.get(address, {"page": number})
    assert (answer.status_code, answer.headers["Location"]) == (301, address)


@pytest.mark.slow
def test_the_last_page_asks_no_more_than_the_second(tagged, reader, navigation_is_kept, django_assert_num_queries):
    for address in (f"/tags/eau/?before={cursor(tagged[n])}" for n in (19, 26)):
        with django_assert_num_queries(5):
            assert reader.get(address).status_code == 200
