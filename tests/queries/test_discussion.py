"""How the comments of a story are taken: its own rule beats its region's, which beats the settings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import DiscussionRule
from articles.queries.discussion import is_open, of
from articles.queries.rulebook import forget, rulebook
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    return RegionFactory()


@pytest.fixture
def oblast(country):
    return RegionFactory(parent=country)


@pytest.fixture
def story(oblast):
    return StoryFactory(public=True, regions=[oblast, RegionFactory()])


def rule(**fields):
    DiscussionRule.objects.create(**fields)
    forget()


def days_ago(story, days):
    story.published_at = timezone.now() - timedelta(days=days)
    story.save()


def test_without_rules_it_is_open_for_ever(story):
    found = of(story)
    assert (found.open, found.closes_at, found.slow_seconds, found.all_held) == (True, None, 0, False)


def test_a_story_closed_by_hand_is_closed_whatever_the_rules(story):
    story.comments_open = False
    rule(story=story, close_days=0)
    assert not is_open(story)


def test_the_settings_close_it_some_days_after_publication(story, settings):
    settings.COMMENT_CLOSE_DAYS = 14
    days_ago(story, 13)
    assert is_open(story) and of(story).closes_at == story.published_at + timedelta(days=14)
    days_ago(story, 14)
    assert not is_open(story)


def test_a_draft_has_no_day_to_count_from(settings, oblast):
    settings.COMMENT_CLOSE_DAYS = 14
    assert of(StoryFactory(regions=[oblast])).closes_at is None


def test_the_rule_of_its_region_holds(story, oblast):
    rule(region=oblast, slow_minutes=5, all_held=True, close_days=2)
    days_ago(story, 1)
    found = of(story)
    assert (found.open, found.slow_seconds, found.all_held) == (True, 300, True)
    days_ago(story, 3)
    assert not is_open(story)


def test_so_does_that_of_the_country_around_it(story, country):
    rule(region=country, slow_minutes=7)
    assert of(story).slow_seconds == 420


def test_the_closest_region_comes_first(story, country, oblast):
    rule(region=country, slow_minutes=7, all_held=True, close_days=3)
    rule(region=oblast, slow_minutes=1)
    found = of(story)
    assert (found.slow_seconds, found.all_held) == (60, False)
    assert found.closes_at == story.published_at + timedelta(days=3)  # an empty number of days says nothing


def test_its_own_rule_beats_every_region(story, country, oblast):
    rule(region=oblast, slow_minutes=7, all_held=True, close_days=1)
    rule(story=story, close_days=0)
    days_ago(story, 9)
    found = of(story)
    assert (found.open, found.closes_at, found.slow_seconds, found.all_held) == (True, None, 0, False)


def test_rules_of_other_places_and_stories_are_none_of_its_business(story):
    rule(region=RegionFactory(), all_held=True, close_days=1)
    rule(region=story.story_regions.get(primary=False).region, all_held=True, close_days=1)
    rule(story=StoryFactory(public=True), all_held=True, close_days=1)
    days_ago(story, 9)
    assert is_open(story) and not of(story).all_held


def test_the_caller_may_know_the_regions(story, oblast):
    rule(region=oblast, slow_minutes=5)
    assert of(story, [oblast.pk]).slow_seconds == 300
    assert of(story, []).slow_seconds == 0


def test_a_loop_of_regions_has_an_end(story, country, oblast):
    type(country).objects.filter(pk=country.pk).update(parent=oblast)
    rule(region=RegionFactory(), slow_minutes=5)
    assert of(story).slow_seconds == 0


class TestWhatItCosts:
    def test_nothing_without_rules_of_regions(self, story, django_assert_num_queries):
        rule(story=story, slow_minutes=5)
        rulebook()
        with django_assert_num_queries(0):
            assert of(story).slow_seconds == 300

    def test_one_query_to_learn_where_the_story_is_filed(self, story, oblast, django_assert_num_queries):
        rule(region=oblast, slow_minutes=5)
        rulebook()
        with django_assert_num_queries(1):
            assert of(story).slow_seconds == 300
        with django_assert_num_queries(0):
            of(story, [oblast.pk])


def test_readers_are_told_once_it_is_closed(story, reader, settings):
    address = story.get_absolute_url()
    assert b'id="comment-form"' in reader.get(address).content
    settings.COMMENT_CLOSE_DAYS = 1
    type(story).objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(days=2))
    story.refresh_from_db()
    page = reader.get(story.get_absolute_url()).content.decode()
    assert "Les commentaires sont fermés pour cet article." in page
    assert 'name="body"' not in page
