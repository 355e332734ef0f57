"""The lean look at a story that is commented on says the same as the page."""

import pytest
from django.utils import timezone

from articles.models import Story
from articles.queries.commented import find_commented
from articles.queries.story import Gone, find_story
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db
STATES = ["public", "archived", "scheduled", "expired", "withdrawn"]


@pytest.mark.parametrize("state", [*STATES, None])
def test_it_finds_what_the_page_finds_and_nothing_else(state):
    story = StoryFactory(**({state: True} if state else {}))

    def outcome(find):
        try:
            return find()
        except (Story.DoesNotExist, Gone) as refusal:
            return type(refusal)

    page = outcome(lambda: find_story(pk=story.pk, language="fr"))
    assert outcome(lambda: find_commented(story.pk, "fr")) == page
    assert outcome(lambda: find_commented(story.pk, "en")) in (Story.DoesNotExist, Gone)


def test_it_knows_address_and_region_without_another_query(django_assert_num_queries):
    region = RegionFactory()
    story = StoryFactory(public=True, regions=[region, RegionFactory()], comments_open=False)
    story.refresh_from_db()
    with django_assert_num_queries(1):
        found = find_commented(story.pk, "fr")
        assert found.get_absolute_url() == story.get_absolute_url()
        assert (found.filed_under, found.comments_open, found.published_at) == ([region.pk], False, story.published_at)
    assert found.published_at <= timezone.now()


def test_each_question_has_its_own_answer():
    """The SQL is worked out once; the values in it are not."""
    stories = [StoryFactory(public=True, language=language) for language in ("fr", "en", "fr")]
    assert [find_commented(story.pk, story.language) for story in stories] == stories


@pytest.mark.parametrize("number", [0, 10**9, 10**30])
def test_a_number_no_story_ever_had(number):
    with pytest.raises(Story.DoesNotExist):
        find_commented(number, "fr")
