"""What readers see of a discussion: pages of threads, the first answers of each, and where one comment stands."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Comment
from articles.queries import comments as queries
from articles.queries.comments import (
    address_of,
    answered_in,
    discussion_page,
    nearest,
    newest_comments,
    newest_comments_of,
    thread_page,
)
from articles.workflow import threads
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def story():
    return StoryFactory(public=True)


@pytest.fixture
def small(monkeypatch):
    """Pages of two threads with two answers each, so that a handful of comments has several."""
    monkeypatch.setattr(queries, "THREADS", 2)
    monkeypatch.setattr(queries, "ANSWERS", 2)
    monkeypatch.setattr(queries, "ON_THREAD_PAGE", 2)


def said(story, minute, parent=None, **fields):
    """An approved comment, sent so many minutes after noon."""
    comment = CommentFactory(story=story, parent=parent, status="approved", **fields)
    Comment.objects.filter(pk=comment.pk).update(created_at=NOON + timedelta(minutes=minute))
    comment.refresh_from_db()
    return comment


def page(story, *asked):
    story.refresh_from_db()
    return discussion_page(story, *asked)


def tree(comments):
    """[(key, [(key of an answer, [...])])]"""
    return [(comment.pk, tree(comment.nested)) for comment in comments]


class TestOrder:
    def test_threads_the_oldest_first_unless_asked_otherwise(self, story):
        second, first = said(story, 2), said(story, 1)
        assert [each.pk for each in page(story).threads] == [first.pk, second.pk]
        assert [each.pk for each in page(story, "1", "newest").threads] == [second.pk, first.pk]
        assert [each.pk for each in page(story, "1", "<b>").threads] == [first.pk, second.pk]

    def test_answers_are_read_in_the_order_they_were_sent_whatever_the_order_of_the_threads(self, story):
        root = said(story, 1)
        late, early = said(story, 9, root), said(story, 3, root)
        below = said(story, 20, early)
        for order in ("oldest", "newest"):
            assert tree(page(story, "1", order).threads) == [(root.pk, [(early.pk, [(below.pk, [])]), (late.pk, [])])]

    def test_at_the_same_moment_the_order_is_still_one(self, story):
        several = [said(story, 1).pk for _ in range(5)]
        assert [each.pk for each in page(story).threads] == several
        assert [each.pk for each in page(story, "1", "newest").threads] == several[::-1]

    def test_an_answer_older_than_what_it_answers_is_not_lost(self, story):
        root = said(story, 1)
        answer = said(story, 5, root)
        below = said(story, 2, answer)  # brought in from elsewhere, with times of its own
        assert tree(page(story).threads) == [(root.pk, [(below.pk, []), (answer.pk, [])])]


class TestPages:
    @pytest.mark.parametrize(
        ("asked", "number"),
        [
            *(("1", 1), ("2", 2), ("3", 3), ("4", 3), ("", 1), ("zzz", 1), ("0", 1), ("-1", 1), ("2.5", 1), ("٢", 1)),
            *(("0002", 2), (str(10**30), 3), ("9" * 5000, 3), ("\x00", 1), (" 2", 1), ("²", 1)),
        ],
    )
    def test_any_value_gives_the_nearest_page(self, small, story, asked, number):
        keys = [said(story, minute).pk for minute in range(5)]
        found = page(story, asked)
        assert found.number == number
        assert [each.pk for each in found.threads] == keys[2 * number - 2 : 2 * number]
        assert (bool(found.previous), bool(found.next)) == (number > 1, number < 3)

    def test_a_page_that_only_the_number_of_comments_promised_is_the_last_there_is(self, small, story):
        roots = [said(story, minute) for minute in range(3)]
        for minute in range(7):
            said(story, 10 + minute, roots[0])
        for asked in ("3", "5", "99"):
            found = page(story, asked)
            assert (found.number, [each.pk for each in found.threads]) == (2, [roots[2].pk])

    def test_without_comments_there_is_one_empty_page(self, story, django_assert_num_queries):
        CommentFactory(story=story)
        with django_assert_num_queries(0):
            found = discussion_page(story, "9")
        assert (found.number, found.threads, found.next, found.previous) == (1, [], "", "")

    def test_addresses_name_page_and_order_only_where_they_are_not_the_first(self, small, story):
        for minute in range(5):
            said(story, minute)
        here = story.get_absolute_url()
        found = page(story, "2")
        assert (found.previous, found.next, found.reply) == (here, f"{here}?comments=3", f"{here}?comments=2&reply=")
        found = page(story, "2", "newest")
        assert (found.previous, found.next) == (f"{here}?order=newest", f"{here}?comments=3&order=newest")
        assert found.orders == [("oldest", here, False), ("newest", f"{here}?order=newest", True)]
        assert page(story).reply == f"{here}?reply="

    def test_the_bound_is_fifty_threads(self, story):
        CommentFactory.create_batch(51, story=story, status="approved")
        assert len(page(story).threads) == 50
        assert len(page(story, "2").threads) == 1


class TestLongThreads:
    def test_only_the_first_answers_are_read_with_the_discussion(self, small, story):
        short, long = said(story, 1), said(story, 2)
        one = said(story, 3, short)
        first, below = said(story, 4, long), None
        below = said(story, 5, first)
        for minute in range(10):
            said(story, 10 + minute, long)
        found = page(story).threads
        assert tree(found) == [(short.pk, [(one.pk, [])]), (long.pk, [(first.pk, [(below.pk, [])])])]
        assert [each.more for each in found] == [False, True]

    def test_of_answers_sent_at_one_moment_no_more_are_shown_and_none_is_forgotten(self, small, story):
        root = said(story, 1)
        answers = [said(story, 2, root).pk for _ in range(6)]
        (thread,) = page(story).threads
        assert [each.pk for each in thread.nested] == answers[:2]
        assert thread.more

    def test_the_page_of_the_thread_has_all(self, small, story):
        root = said(story, 1)
        answers = [said(story, 2 + minute, root).pk for minute in range(5)]
        pages = [[each.pk for each in thread_page(root, number).page] for number in (1, 2, 3)]
        assert pages == [answers[:2], answers[2:4], answers[4:]]
        for bad, number in ((None, 1), ("zzz", 1), (10**30, 3)):
            assert thread_page(root, bad).page.number == number


class TestWhatIsShown:
    def test_nothing_that_waits_or_was_refused(self, story):
        kept = said(story, 1)
        for status in ("pending", "refused", "spam", "withdrawn"):
            CommentFactory(story=story, status=status)
            CommentFactory(story=story, status=status, parent=kept)
        CommentFactory(status="approved")  # under another story
        assert tree(page(story).threads) == [(kept.pk, [])]

    def test_the_place_of_an_answered_one_that_went(self, story):
        root = said(story, 1)
        answer = said(story, 2, root)
        threads.move(root, "withdrawn", body="", name="", html="")
        (thread,) = page(story).threads
        assert (thread.pk, thread.status, tree(thread.nested)) == (root.pk, "withdrawn", [(answer.pk, [])])
        threads.move(answer, "refused")
        assert page(story).threads == []

    def test_no_address_of_a_reader_is_even_read(self, story):
        said(story, 1)
        (thread,) = page(story).threads
        assert {"email", "body", "sender", "reasons", "message"} <= thread.get_deferred_fields()


class TestPicks:
    def test_the_newest_three_stand_above_the_first_page(self, small, story):
        comments = [said(story, minute) for minute in range(5)]
        for minute, comment in enumerate(comments[:4]):
            Comment.objects.filter(pk=comment.pk).update(picked_at=NOON + timedelta(hours=minute))
        assert [each.pk for each in page(story).picks] == [each.pk for each in comments[3:0:-1]]
        assert page(story, "2").picks == []

    def test_what_opens_the_discussion_is_not_said_twice_in_a_row(self, story):
        first = said(story, 1)
        said(story, 2)
        Comment.objects.filter(pk=first.pk).update(picked_at=NOON)
        assert page(story).picks == []
        assert [each.pk for each in page(story, "1", "newest").picks] == [first.pk]

    def test_an_answer_may_be_picked_and_stays_in_its_thread(self, story):
        root = said(story, 1)
        answer = said(story, 2, root)
        Comment.objects.filter(pk=answer.pk).update(picked_at=NOON)
        found = page(story)
        assert [each.pk for each in found.picks] == [answer.pk]
        assert tree(found.threads) == [(root.pk, [(answer.pk, [])])]

    def test_what_is_no_longer_visible_is_no_pick(self, story):
        comment = said(story, 1)
        said(story, 2, comment)
        Comment.objects.filter(pk=comment.pk).update(picked_at=NOON)
        comment.refresh_from_db()
        threads.move(comment, "refused")
        assert page(story).picks == []


class TestAddress:
    def test_the_page_it_stands_on(self, small, story):
        comments = [said(story, minute) for minute in range(5)]
        here = story.get_absolute_url()
        expected = ["", "", "?comments=2", "?comments=2", "?comments=3"]
        found = [address_of(comment) for comment in comments]
        assert found == [f"{here}{query}#comment-{each.pk}" for query, each in zip(expected, comments, strict=True)]
        for comment, address in zip(comments, found, strict=True):
            number = address.partition("comments=")[2].partition("#")[0] or "1"
            assert comment.pk in [each.pk for each in page(story, number).threads]

    def test_an_answer_stands_on_the_page_of_its_thread_or_behind_the_first_ones(self, small, story):
        for minute in range(2):
            said(story, minute)
        root = said(story, 3)
        answers = [said(story, 10 + minute, root) for minute in range(5)]
        second, thread = f"{story.get_absolute_url()}?comments=2", f"/comments/thread/{root.pk}/"
        places = [second, second, f"{thread}?page=2", f"{thread}?page=2", f"{thread}?page=3"]
        assert [address_of(each) for each in answers] == [
            f"{place}#comment-{each.pk}" for place, each in zip(places, answers, strict=True)
        ]

    def test_in_the_language_of_the_story(self, small):
        story = StoryFactory(public=True, language="uk")
        root = said(story, 1)
        answers = [said(story, 2 + minute, root) for minute in range(3)]
        assert address_of(root).startswith("/uk/")
        assert address_of(answers[2]).startswith(f"/uk/comments/thread/{root.pk}/?page=2#")

    def test_what_nobody_sees_is_not_counted(self, small, story):
        CommentFactory.create_batch(4, story=story)
        assert address_of(said(story, 30)).startswith(f"{story.get_absolute_url()}#")

    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_wherever_it_is(self, story, django_assert_num_queries, number):
        roots = [said(story, minute) for minute in range(number)]
        answer = said(story, 99, roots[-1])
        roots[-1].story = answer.story = story
        with django_assert_num_queries(1):
            address_of(roots[-1])
        with django_assert_num_queries(2):
            address_of(answer)


class TestAnswered:
    def test_it_is_found_on_any_page(self, small, story):
        comments = [said(story, minute) for minute in range(5)]
        assert answered_in(story, str(comments[4].pk)) == comments[4]

    @pytest.mark.parametrize("wanted", ["", "0", "-1", "zzz", "1.0", str(10**18), "9" * 5000, "١", "\x00"])
    def test_what_is_no_key_answers_nothing(self, story, wanted):
        assert answered_in(story, wanted) is None

    def test_only_what_readers_see_under_this_story(self, story):
        held, elsewhere = CommentFactory(story=story), CommentFactory(status="approved")
        assert answered_in(story, str(held.pk)) is answered_in(story, str(elsewhere.pk)) is None


class TestFeeds:
    def test_of_the_site_in_one_language_of_public_stories(self, story):
        older, newer = said(story, 1), said(StoryFactory(public=True), 2)
        said(StoryFactory(public=True, language="en"), 3)
        for state in ({}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}):
            said(StoryFactory(**state), 4)
        CommentFactory(story=story)
        assert list(newest_comments("fr")) == [newer, older]
        assert list(newest_comments_of(story)) == [older]


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_as_many_queries_for_thirty_threads_as_for_one(story, django_assert_num_queries, order):
    for number in (1, 30):
        for minute in range(number):
            root = said(story, minute)
            said(story, minute, said(story, minute, root))
        Comment.objects.filter(pk=root.pk).update(picked_at=timezone.now())
        story.refresh_from_db()
        with django_assert_num_queries(2):
            discussion_page(story, "1", order)


def test_a_discussion_without_answers_costs_one_query(story, django_assert_num_queries):
    for minute in range(3):
        said(story, minute)
    story.refresh_from_db()
    with django_assert_num_queries(1):
        assert [each.nested for each in discussion_page(story).threads] == [[], [], []]


def test_the_answer_to_a_thread_that_was_taken_down_still_stands(story):
    """As many threads stand as comments are counted, yet one of them is an empty place with an answer in it."""
    root = said(story, 1)
    answer = said(story, 2, root)
    said(story, 3)
    threads.move(root, Comment.Status.REFUSED)
    assert [tree(thread.nested) for thread in page(story).threads] == [[(answer.pk, [])], []]


def test_the_number_of_a_page_that_exists():
    assert [nearest(wanted, 9) for wanted in ("3", "9", "10", "1" * 40)] == [3, 9, 9, 9]
    assert nearest("3", 0) == 1
