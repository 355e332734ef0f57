"""Each list names its own three feeds, and they are there."""

import re

import pytest

from articles.models import Region
from tests.factories import AuthorFactory, SectionFactory, StoryFactory, TagFactory
from tests.feeds.reading import ENDINGS

pytestmark = pytest.mark.django_db
TYPES = dict(zip(ENDINGS, ["application/atom+xml", "application/rss+xml", "application/feed+json"], strict=True))
LINK = re.compile(r'<link rel="alternate" type="([^"]+)" title="[^"]*" href="http://testserver([^"]+)">')


@pytest.mark.parametrize("prefix", ["", "/uk"])
@pytest.mark.parametrize(
    "page", ["/", "/regions/kherson/", "/sections/monde/", "/tags/ble/", "/authors/anne/", "/corrections/"]
)
def test_a_list_names_its_feeds(reader, page, prefix):
    about = {"regions": [Region.objects.get(slug="kherson")], "section": SectionFactory(slug="monde")}
    StoryFactory(public=True, authors=[AuthorFactory(slug="anne")], **about).tags.add(TagFactory(slug="ble"))
    named = LINK.findall(reader.get(prefix + page).text)
    assert named == [(kind, f"{prefix}{page}feed/{ending}") for ending, kind in TYPES.items()]
    for kind, address in named:
        answer = reader.get(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")


def test_a_search_names_the_feeds_of_what_it_finds(reader):
    named = LINK.findall(reader.get("/search/?region=kherson&q=un+pont&order=date").text)
    assert named == [(kind, f"/search/feed/{ending}?q=un+pont&amp;region=kherson") for ending, kind in TYPES.items()]
    assert [reader.get(address.replace("&amp;", "&")).status_code for _kind, address in named] == [200, 200, 200]
    assert LINK.findall(reader.get("/search/").text) == []


@pytest.mark.parametrize("address", ["/Regions/Kherson/Feed/RSS/", "/feed/json"])
def test_one_slash_or_capital_off_still_leads_there(reader, address):
    answer = reader.get(address, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, address.lower().rstrip("/") + "/")
