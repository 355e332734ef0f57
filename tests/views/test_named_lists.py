"""The pages of tags and of authors."""

import pytest

from tests.factories import AuthorFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.django_db
HIDDEN = [{}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}]


@pytest.fixture
def author():
    return AuthorFactory(slug="ada", name="Ada <b>Ivanenko</b>", bio="Écrit de Kherson.\nDepuis 2022.")


@pytest.fixture
def tag():
    return TagFactory(slug="eau", name_fr="L’eau", name_en="Water")


def story_of(author, tag, **state):
    story = StoryFactory(authors=[author], **state)
    story.tags.add(tag)
    return story


@pytest.mark.parametrize("state", HIDDEN)
def test_what_only_hidden_stories_carry_does_not_exist(reader, author, tag, state):
    story_of(author, tag, headline="SECRET", **state)
    for address in ("/authors/ada/", "/tags/eau/", "/en/authors/ada/"):
        answer = reader.get(address)
        assert answer.status_code == 404
        assert "Ivanenko" not in answer.content.decode()


def test_hidden_stories_are_not_among_the_public_ones(reader, author, tag):
    shown = story_of(author, tag, public=True)
    for state in HIDDEN:
        story_of(author, tag, headline="SECRET", **state)
    StoryFactory(public=True, headline="D’une autre")
    for address in ("/authors/ada/", "/tags/eau/"):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert [story.pk for story in answer.context["page"]] == [shown.pk]
        assert "SECRET" not in answer.content.decode()


def test_a_story_signed_by_two_stands_on_both_pages_and_names_both(reader, author, tag):
    other = AuthorFactory(slug="bohdan", name="Bohdan")
    story = StoryFactory(public=True, authors=[other, author])
    text = reader.get(story.get_absolute_url()).content.decode()
    links = '<a rel="author" href="/authors/bohdan/">Bohdan</a> et <a rel="author" href="/authors/ada/">Ada &lt;b&gt;'
    assert links in text
    for slug in ("ada", "bohdan"):
        assert [each.pk for each in reader.get(f"/authors/{slug}/").context["page"]] == [story.pk]


def test_the_tags_of_a_story_lead_to_their_pages(reader, author, tag):
    story = story_of(author, tag, public=True)
    assert '<a href="/tags/eau/">L’eau</a>' in reader.get(story.get_absolute_url()).content.decode()


def test_an_author_is_told_about_on_the_first_page(reader, author, tag):
    story_of(author, tag, public=True)
    text = reader.get("/authors/ada/").content.decode()
    assert '<p class="list-about">Écrit de Kherson.<br>Depuis 2022.</p>' in text
    assert "<h1>Ada &lt;b&gt;Ivanenko&lt;/b&gt;</h1>" in text


def test_in_a_language_without_stories_the_page_says_so_and_is_not_to_be_found(reader, author, tag):
    story_of(author, tag, public=True)
    english = reader.get("/en/tags/eau/").content.decode()
    assert "<h1>Water</h1>" in english
    assert '<p class="quiet empty">No story on this topic in this language yet.</p>' in english
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in english
    assert noindex not in reader.get("/tags/eau/").content.decode()


def test_an_archived_story_still_names_its_author(reader, author, tag):
    story_of(author, tag, archived=True)
    answer = reader.get("/authors/ada/")
    assert (answer.status_code, list(answer.context["page"])) == (200, [])


@pytest.mark.parametrize("slug", ["nulle-part", "x" * 3_000, "1"])
def test_what_nobody_knows_is_not_found(reader, slug):
    for kind in ("tags", "authors"):
        assert reader.get(f"/{kind}/{slug}/").status_code == 404


@pytest.mark.slow
def test_as_many_queries_for_thirty_as_for_one(reader, author, tag, navigation_is_kept, django_assert_num_queries):
    number = {"/tags/eau/": 4, "/authors/ada/": 4}
    story_of(author, tag, public=True)
    for address, queries in number.items():
        with django_assert_num_queries(queries):
            assert reader.get(address).status_code == 200
    for _ in range(29):
        story_of(author, tag, public=True)
    for address, queries in number.items():
        with django_assert_num_queries(queries):
            assert reader.get(address).status_code == 200
