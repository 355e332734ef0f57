"""Long lists by pages that stay what they are, whatever is published meanwhile."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from articles.models import Story
from articles.queries.paging import NoSuchPage, cursor, list_page
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


def stories():
    return Story.objects.listed().newest_first()


def published(number):
    """So many stories, an hour apart, two of them at the same moment; the newest first."""
    now = timezone.now()
    made = StoryFactory.create_batch(number, public=True)
    for hours, story in enumerate(made):
        Story.objects.filter(pk=story.pk).update(published_at=now - timedelta(hours=max(1, hours)))
    return list(stories())


def walk(size):
    """The pages from the first to the last."""
    page = list_page(stories(), size=size)
    pages = [page]
    while page.older:
        page = list_page(stories(), page.older.removeprefix("?before="), size)
        pages.append(page)
    return pages


def test_every_story_comes_once():
    every = published(7)
    pages = walk(3)
    assert [story for page in pages for story in page] == every
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [page.newer for page in pages] == [None, "", pages[1].query]
    assert pages[-1].older is None


@pytest.mark.parametrize("moment", [Now(), timezone.now().replace(microsecond=0) - timedelta(hours=1)])
def test_every_story_comes_once_by_the_clock_of_the_database_too(moment):
    """Publishing writes the database's own moment, which SQLite writes with fewer digits than Python."""
    for story in StoryFactory.create_batch(5, public=True):
        Story.objects.filter(pk=story.pk).update(published_at=moment)
    pages = walk(2)
    assert [story for page in pages for story in page] == list(stories())
    assert [page.newer for page in pages] == [None, "", pages[1].query]


def test_a_page_stays_what_it_is_when_stories_are_published():
    published(7)
    before = [[story.pk for story in page] for page in walk(3)[1:]]
    queries = [page.query for page in walk(3)[1:]]
    StoryFactory.create_batch(2, public=True)
    again = [list_page(stories(), query.removeprefix("?before="), 3) for query in queries]
    assert [[story.pk for story in page] for page in again] == before
    # The first page has become another; the way back leads over what came in between.
    assert again[0].newer.startswith("?before=")


def test_the_end_leads_to_the_last_full_page():
    every = published(7)
    with pytest.raises(NoSuchPage) as leads:
        list_page(stories(), "end", 3)
    last = list_page(stories(), leads.value.instead.removeprefix("?before="), 3)
    assert (last.items, last.older) == (every[-3:], None)


def test_the_end_of_a_short_list_is_its_first_page():
    published(2)
    with pytest.raises(NoSuchPage) as leads:
        list_page(stories(), "end", 3)
    assert leads.value.instead == ""


NONE = ["0", "-1", "zzz", "1-", "a-b-c", "10" * 30, "0-0", "1-zzzzzzzzzzzz", "é-1", "1-1\n", "A-1"]


@pytest.mark.parametrize("before", NONE)
def test_what_is_no_page(before):
    published(2)
    with pytest.raises(NoSuchPage):
        list_page(stories(), before)


@pytest.mark.parametrize("number", [3, 9])
def test_a_page_costs_the_same_wherever_it_is(number, django_assert_num_queries):
    every = published(number)
    with django_assert_num_queries(1):
        list_page(stories(), size=2)
    with django_assert_num_queries(2):
        list_page(stories(), cursor(every[-2]), 2)


def test_an_empty_list_has_a_first_page():
    page = list_page(stories())
    assert (list(page), page.newer, page.older, page.is_first) == ([], None, None, True)
