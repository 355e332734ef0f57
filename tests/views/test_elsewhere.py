"""Addresses that were mistyped, cut short or belong to another language: a redirect, or a page that helps."""

import pytest

from articles.workflow.words import index
from tests.factories import SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db

MEANT = {
    "/Regions/Donetsk/": "/regions/donetsk/",
    "/REGIONS/DONETSK": "/regions/donetsk/",
    "/EN/regions/donetsk/": "/en/regions/donetsk/",
    "/en//regions///donetsk/": "/en/regions/donetsk/",
    "/fr/": "/",
    "/FR": "/",
    "/fr/regions/donetsk/": "/regions/donetsk/",
    "/fr/2025/08/15/Un-Titre/": "/2025/08/15/un-titre/",
    "/index.html": "/",
    "/uk/index.php": "/uk/",
    "/Corrections/Feed/": "/corrections/feed/",
}


@pytest.mark.parametrize("address", MEANT)
def test_it_leads_where_it_was_meant_to(reader, address):
    answer = reader.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, MEANT[address])
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"


def test_what_is_sent_to_a_mistyped_address_is_sent_nowhere_else(reader):
    assert reader.post("/Regions/Donetsk/").status_code == 404


def test_what_was_asked_is_asked_there(reader):
    assert reader.get("/Regions/Donetsk/?before=end").headers["Location"] == "/regions/donetsk/?before=end"


@pytest.mark.parametrize("address", ["/Regions/Atlantide/", "/FR/regions/atlantide"])
def test_a_mistyped_address_of_nothing_ends_at_a_page_that_is_not_there(reader, address):
    answer = reader.get(address, follow=True)
    assert answer.status_code == 404
    assert len(answer.redirect_chain) <= 2


@pytest.mark.parametrize("address", ["//evil.example/", "//evil.example/Regions/", "/\\evil.example", "/%0d%0aX:y/"])
def test_nobody_is_sent_to_another_site(reader, address):
    answer = reader.get("/", PATH_INFO=address)
    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/Admin/", "/Comments/Preview/Token/", "/Preview/Token/", "/Accounts/Login/"])
def test_only_pages_for_everybody_are_guessed(reader, address):
    assert reader.get(address).status_code == 404


class TestAnotherLanguage:
    def test_the_same_page_in_ours_is_offered(self, reader):
        answer = reader.get("/de/regions/donetsk/")
        assert answer.status_code == 404
        text = answer.content.decode()
        for address in ("/regions/donetsk/", "/en/regions/donetsk/", "/uk/regions/donetsk/"):
            assert f'<li><a href="{address}" lang=' in text

    def test_a_story_that_is_in_one_language_is_offered_in_that_one(self, reader):
        story = StoryFactory(public=True, slug="sommet")
        text = reader.get(f"/pt-br{story.get_absolute_url()}").content.decode()
        assert f'<li><a href="{story.get_absolute_url()}" lang="fr"' in text
        assert '<li><a href="/en/" lang="en"' in text

    @pytest.mark.parametrize("state", [{}, {"scheduled": True}, {"withdrawn": True}])
    def test_a_hidden_story_is_not_given_away(self, reader, state):
        StoryFactory(slug="secret", **state)
        assert 'class="lost-languages"' not in reader.get("/de/2026/11/23/secret/").content.decode()

    @pytest.mark.parametrize("address", ["/en/rien/", "/rien/", "/zzz/rien/"])
    def test_nothing_of_it_where_it_is_no_matter_of_language(self, reader, address):
        assert 'class="lost-languages"' not in reader.get(address).content.decode()


class TestThePageThatSearches:
    @pytest.fixture
    def bridge(self):
        return self.told("Le pont de Kertch enjambe un détroit", slug="pont", public=True)

    def told(self, headline, **state):
        story = StoryFactory(headline=headline, **state)
        index(story)
        return story

    def test_it_has_the_words_of_the_address_in_its_form_and_the_stories_that_have_them(self, reader, bridge):
        self.told("Un pont SECRET")
        text = reader.get("/2025/08/15/pont-de-kertch/").content.decode()
        assert 'action="/search/"' in text and 'name="q" value="pont de kertch"' in text
        assert f'<a href="{bridge.get_absolute_url()}">{bridge.headline}</a>' in text
        assert "SECRET" not in text

    def test_so_does_the_page_of_a_withdrawn_story(self, reader, bridge):
        gone = StoryFactory(withdrawn=True, slug="le-pont-brise")
        answer = reader.get(gone.get_absolute_url())
        assert answer.status_code == 410
        assert f'href="{bridge.get_absolute_url()}"' in answer.content.decode()

    def test_hostile_words_are_words(self, reader, bridge):
        text = reader.get('/%3Cscript%3Ealert(1)%3C/script%3E/"onfocus="x/').content.decode()
        assert "<script>alert" not in text
        assert 'value="onfocus"' in text

    @pytest.mark.parametrize("address", ["/.env", "/wp-login.php", "/media/images/x.jpg", "/comments/preview/pont/"])
    def test_a_program_that_tries_doors_costs_no_search(self, reader, bridge, address, monkeypatch):
        def searched(*args):
            raise AssertionError(args)

        monkeypatch.setattr("articles.views.errors.near", searched)
        assert reader.get(address).status_code == 404

    @pytest.mark.slow
    def test_as_many_queries_for_thirty_as_for_one(
        self, reader, bridge, navigation_is_kept, django_assert_max_num_queries
    ):
        def count():
            with django_assert_max_num_queries(20) as queries:
                reader.get("/2025/08/15/pont-de-kertch/")
            return len(queries)

        count()
        one = count()
        for number in range(29):
            self.told("Un autre pont", slug=f"pont-{number}", public=True, section=SectionFactory())
        assert count() == one
