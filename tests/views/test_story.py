"""A story at its address, in its language."""

import pytest

from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return StoryFactory(public=True, headline="Un titre", html="<p>Le texte.</p>")


def test_the_story_is_there(story, reader):
    text = reader.get(story.get_absolute_url()).content.decode()
    assert "<h1>Un titre</h1>" in text
    assert "<p>Le texte.</p>" in text
    assert text.count("<h1") == 1


def test_a_wrong_date_leads_to_the_right_one(story, reader):
    answer = reader.get(f"/1999/01/31/{story.slug}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, story.get_absolute_url())


@pytest.mark.parametrize("date", ["0000/00/00", "2025/13/45", "9999/99/99"])
def test_a_date_that_never_was_leads_there_too(story, reader, date):
    assert reader.get(f"/{date}/{story.slug}/").status_code == 301


@pytest.mark.parametrize("path", ["/2025/8/1/x/", "/2025/08/01/É/", "/2025/08/01/%00/", "/2025/08/01/a%FF/", "/%FF/"])
def test_what_is_no_address_is_not_found(reader, path):
    assert reader.get(path).status_code == 404


def test_a_story_is_at_home_in_its_own_language_only(story, reader):
    address = story.get_absolute_url()
    assert reader.get(f"/en{address}").status_code == 404
    assert reader.get(f"/uk{address}").status_code == 404


def test_the_versions_in_other_languages_are_linked_when_public(story, reader):
    english = StoryFactory(public=True, language="en", translation_group=story.translation_group)
    StoryFactory(language="uk", translation_group=story.translation_group)
    text = reader.get(story.get_absolute_url()).content.decode()
    assert f'hreflang="en" href="http://testserver{english.get_absolute_url()}"' in text
    assert 'hreflang="uk"' not in text


@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en"), ("/uk", "uk")])
def test_the_address_decides_the_language(reader, prefix, language):
    answer = reader.get(f"{prefix}/", headers={"Accept-Language": "de"})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language


def test_one_language_is_the_current_one(reader):
    for address, code in (("/", "fr"), ("/en/regions/crimea/", "en"), ("/uk/", "uk")):
        alternates = reader.get(address).context["alternates"]
        assert [each["code"] for each in alternates if each["current"]] == [code]
        assert len(alternates) == 3
