"""Moderation in figures: every number is counted, on the day it belongs to, also in the night the clock is changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Appeal, Comment, Flag
from articles.queries.figures import DAYS, Day, figures, midnights
from tests.factories import CommentFactory, RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db

# 29 March 2026: in Paris the day of 23 hours. 30 days back lie in winter, today in summer.
NOW = datetime(2026, 4, 10, 10, 0, tzinfo=UTC)


def comment(sent, decided=None, status="pending", **more):
    """`sent`, `decided`: UTC, as '03-28 22:59'."""
    made = CommentFactory(status=status, **more)
    moments = [at and datetime.strptime(f"2026-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for at in (sent, decided)]
    Comment.objects.filter(pk=made.pk).update(created_at=moments[0], decided_at=moments[1])
    return made


def on(found, month, day):
    return next(each for each in found.days if each.day == date(2026, month, day))


def test_with_nothing_there_is_nothing_and_no_division_by_it():
    found = figures(NOW)
    assert found.total == Day(None)
    assert (found.median, found.ninetieth, found.regions) == (None, None, [])
    assert set(found.ages.values()) == {0}
    assert len(found.days) == DAYS


def test_a_day_begins_at_midnight_where_the_newsroom_is():
    assert midnights(NOW, 14)[1:3] == [
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    ]


def test_arrivals_stand_on_their_day_around_the_change_of_the_clock():
    for sent in ("03-28 22:59", "03-28 23:00", "03-29 21:59", "03-29 22:00"):
        comment(sent)
    found = figures(NOW)
    assert [on(found, 3, day).arrived for day in (28, 29, 30)] == [1, 2, 1]
    assert found.total.arrived == 4


def test_what_came_before_is_not_counted():
    comment("03-11 22:59")
    comment("03-11 23:00")
    assert figures(NOW).days[0] == Day(date(2026, 3, 12), arrived=1)


def test_decisions_stand_on_the_day_they_were_taken_by_kind():
    comment("04-01 10:00", "04-02 10:00", "approved")
    comment("04-01 10:00", "04-02 10:00", "refused")
    comment("04-01 10:00", "04-02 11:00", "refused")
    comment("04-01 10:00", "04-02 10:00", "spam")
    comment("04-01 10:00", None, "approved")
    comment("04-01 10:00", None, "spam")  # a robot in the trap: nobody decided that
    found = figures(NOW)
    assert on(found, 4, 1) == Day(date(2026, 4, 1), arrived=6, at_once=1)
    assert on(found, 4, 2) == Day(date(2026, 4, 2), approved=1, refused=2, spam=1)


def test_the_wait_of_half_and_of_nine_in_ten():
    for minute in range(1, 11):
        comment("04-01 10:00", f"04-01 10:{minute:02}", "approved")
    comment("04-01 10:00", None, "approved")
    found = figures(NOW)
    assert round(found.median.total_seconds()) == 5 * 60
    assert round(found.ninetieth.total_seconds()) == 9 * 60


def test_how_long_what_is_open_has_waited():
    for sent in ("04-10 09:59", "04-10 09:00", "04-10 04:01", "04-09 10:01", "04-08 12:00", "04-01 00:00"):
        comment(sent)
    flagged = comment("03-01 10:00", status="approved", flagged=1)
    Flag.objects.create(comment=flagged, reason="hate")
    Flag.objects.update(created_at=NOW - timedelta(minutes=5))
    # An hour sharp is no longer under an hour.
    assert figures(NOW).ages == {"hour": 2, "six": 2, "day": 1, "three": 1, "older": 1}


def test_flags_and_appeals():
    for _n in range(3):
        Flag.objects.create(comment=CommentFactory(), reason="hate")
    first = Flag.objects.first()
    Flag.objects.filter(pk=first.pk).update(settled_at=timezone.now())
    for outcome in ("granted", "dismissed", ""):
        Appeal.objects.create(
            comment=CommentFactory(), words="x", outcome=outcome, decided_at=timezone.now() if outcome else None
        )
    found = figures()
    assert found.flags == {"new": 3, "settled": 1, "open": 2}
    assert found.appeals == {"new": 3, "granted": 1, "dismissed": 1, "open": 1}


def test_by_primary_region_the_busiest_first():
    kherson, crimea = RegionFactory(), RegionFactory()
    CommentFactory.create_batch(2, story=StoryFactory(public=True, regions=[kherson, crimea]), status="approved")
    CommentFactory.create_batch(3, story=StoryFactory(public=True, regions=[crimea]))
    CommentFactory(status="refused")
    assert figures().regions == [(crimea, 3, 3), (kherson, 2, 0), (None, 1, 0)]


def test_it_costs_the_same_for_one_and_for_thirty(django_assert_num_queries):
    CommentFactory(status="approved", decided_at=timezone.now())
    for number in (0, 30):
        CommentFactory.create_batch(number, status="approved", decided_at=timezone.now())
        with django_assert_num_queries(9):
            figures()
