"""What the dates of a story tell: why there is a second one, and how old its facts are."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Correction
from articles.queries.corrections import told_in
from articles.queries.dating import Age, Update, age_of, update_of
from tests.factories import CorrectionFactory, StoryFactory

pytestmark = pytest.mark.django_db
OUT = datetime(2026, 1, 31, 23, 30, tzinfo=timezone.get_default_timezone())


def story(**columns):
    return StoryFactory(public=True, **columns)


def why(found):
    return update_of(found, told_in(Correction.objects.filter(story=found)))


def test_a_story_nobody_touched_was_not_updated():
    found = story()
    found.changed_at = found.published_at + timedelta(seconds=30)
    assert why(found) is None
    assert why(StoryFactory()) is None  # a draft has no date at all


def test_new_facts_in_the_words_of_the_newsroom():
    moment = timezone.now()
    assert why(story(changed_at=moment, update_note="Bilan de l’ONU")) == Update(moment, "Bilan de l’ONU")
    assert why(story(changed_at=moment)) == Update(moment)


def test_a_correction_of_substance_is_why():
    found = story()
    said = CorrectionFactory(story=found, kind="substance")
    found.changed_at = said.created_at + timedelta(milliseconds=3)
    assert why(found) == Update(found.changed_at, correction=said)
    CorrectionFactory(story=found, kind="substance", supersedes=said, text="Autrement.")
    assert why(found).correction is not None  # replaced, it is still what moved the date


def test_a_small_one_is_not_and_an_older_one_neither():
    found = story(changed_at=timezone.now() + timedelta(hours=2))
    CorrectionFactory(story=found, kind="typo", created_at=found.changed_at)
    CorrectionFactory(story=found, kind="substance")
    assert why(found) == Update(found.changed_at)


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2026, 1, 31), None),
        (date(2026, 3, 1), None),  # 29 days
        (date(2026, 3, 2), Age(months=1)),
        (date(2026, 3, 31), Age(months=2)),
        (date(2026, 12, 30), Age(months=10)),
        (date(2027, 1, 30), Age(months=11)),
        (date(2027, 1, 31), Age(years=1)),
        (date(2029, 1, 30), Age(years=2)),
    ],
)
def test_age_counts_in_days_of_the_newsroom(today, age):
    assert age_of(StoryFactory.build(published_at=OUT), None, today) == age


def test_new_facts_make_a_story_younger_and_a_correction_does_not():
    found, today = StoryFactory.build(published_at=OUT), date(2026, 6, 1)
    moment = datetime(2026, 5, 20, tzinfo=timezone.get_default_timezone())
    assert age_of(found, Update(moment), today) is None
    assert age_of(found, Update(moment, correction=Correction()), today) == Age(months=4)


def test_a_draft_has_no_age():
    assert age_of(StoryFactory.build(), None) is None
