"""Permalinks that never die, as readers meet them: whatever they kept leads to the story."""

import pytest
from django.db import connection

from articles.models import OldAddress, Story
from articles.workflow import publishing, revisions
from tests.factories import StoryFactory, story_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = StoryFactory(public=True, slug="nouveau")
    for slug in ("ancien", "tres-ancien"):
        OldAddress.objects.create(story=story, language="fr", slug=slug)
    return story


@pytest.mark.parametrize("slug", ["ancien", "tres-ancien", "Ancien", "NOUVEAU"])
@pytest.mark.parametrize("date", ["2025/08/15", "1999/01/31", "0000/00/00", "9999/99/99"])
def test_an_old_address_with_any_date_leads_straight_there(story, reader, slug, date):
    answer = reader.get(f"/{date}/{slug}/?utm_source=x")
    assert (answer.status_code, answer.headers["Location"]) == (301, story.get_absolute_url())
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"


def test_without_its_last_slash_it_is_completed_first(story, reader):
    answer = reader.get("/2025/08/15/ancien", follow=True)
    assert answer.redirect_chain == [("/2025/08/15/ancien/", 301), (story.get_absolute_url(), 301)]
    assert answer.status_code == 200


def test_each_language_has_its_own(story, reader):
    english = StoryFactory(public=True, language="en", slug="ancien")
    assert reader.get("/en/1999/01/31/ancien/").headers["Location"] == english.get_absolute_url()
    assert reader.get("/uk/1999/01/31/ancien/").status_code == 404


STATES = [("withdrawn", 410), ("expired", 410), ("archived", 301), ("scheduled", 404)]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_it_tells_no_more_than_the_story_itself(reader, state, code):
    story = StoryFactory(slug="nouveau", headline="SECRET", **{state: True})
    OldAddress.objects.create(story=story, language="fr", slug="ancien")
    answer = reader.get("/1999/01/31/ancien/")
    assert answer.status_code == code
    assert b"SECRET" not in answer.content


def test_a_story_that_takes_its_address_back_is_at_home_there(editor, reader):
    story = revisions.start(story_data(slug="un"), editor)
    publishing.publish(story, editor)
    for slug in ("deux", "un"):
        revisions.save_draft(story, story_data(slug=slug), editor)
        publishing.publish(story, editor)
    story = Story.objects.get()
    home = story.get_absolute_url()
    assert home.endswith("/un/")
    assert reader.get(home).status_code == 200
    assert reader.get(home.replace("/un/", "/deux/")).headers["Location"] == home


def test_it_costs_a_few_queries_however_many_there_are(story, reader, django_assert_num_queries, navigation_is_kept):
    with django_assert_num_queries(3):
        reader.get("/2025/08/15/ancien/")
    # Found nowhere: looked for twice among the public and the gone, then stories with the word (PostgreSQL asks twice).
    with django_assert_num_queries(5 + (connection.vendor == "postgresql")):
        reader.get("/2025/08/15/jamais/")
