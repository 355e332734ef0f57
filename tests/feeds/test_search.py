"""The feed of a search tells what its page finds, the newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow.words import index
from tests.factories import StoryFactory
from tests.feeds.reading import ENDINGS, told

pytestmark = pytest.mark.django_db


class TestSearch:
    @pytest.fixture(autouse=True)
    def stories(self, about):
        for headline, days in (("Le vieux pont", 9), ("Un pont", 1), ("Un fleuve", 2)):
            story = StoryFactory(
                public=True, headline=headline, published_at=timezone.now() - timedelta(days=days), **about
            )
            index(story)
        hidden = StoryFactory(scheduled=True, headline="Le pont SECRET", **about)
        index(hidden)

    def titles(self, reader, query, ending=""):
        return [item["title"] for item in told(reader.get(f"/search/feed/{ending}?{query}"))]

    def test_the_newest_of_what_is_found_whole_and_nothing_hidden(self, reader):
        for ending in ENDINGS:
            assert self.titles(reader, "q=ponts", ending) == ["Un pont", "Le vieux pont"]
            (first, _second) = told(reader.get(f"/search/feed/{ending}?q=ponts"))
            assert first["html"].endswith("<p>Le texte.</p>")

    def test_narrowed_as_its_page_is(self, reader):
        assert self.titles(reader, "q=pont&region=crimea") == []
        assert self.titles(reader, "q=pont&region=kherson&order=relevance") == ["Un pont", "Le vieux pont"]

    def test_one_search_has_one_address(self, reader):
        answer = reader.get("/search/feed/json/?utm=x&region=kherson&q=un+%22pont%22&order=date")
        query = "?q=un+%22pont%22&region=kherson"
        assert answer.json()["feed_url"] == f"http://testserver/search/feed/json/{query}"
        assert answer.json()["home_page_url"] == f"http://testserver/search/{query}"
        assert answer.content == reader.get(f"/search/feed/json/{query}").content

    @pytest.mark.parametrize("query", ["", "q=", "q=%22%22", "q=-pont", "q=AND+OR", "q=zzz", "q=%E2%80%AE"])
    def test_nothing_to_look_for_finds_nothing(self, reader, query):
        for ending in ENDINGS:
            assert self.titles(reader, query, ending) == []

    @pytest.mark.parametrize("query", ["q=" + "x" * 10_000, "q=%00", "q=pont&region=rien", "q=pont&since=demain"])
    def test_what_its_page_refuses_has_no_feed(self, reader, query):
        assert reader.get(f"/search/feed/?{query}").status_code == 404
