"""Everybody composes at once: one edition is made, and everybody else hears of it. On both databases."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from articles.models import Edition
from articles.workflow import curation
from articles.workflow.curation import basis, compose, roll_back
from tests.factories import StoryFactory
from tests.workflow.test_races import at_once, kinds

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]

PEOPLE = 8


def test_of_many_who_saw_the_same_front_one_composes_it(editor):
    story = StoryFactory(public=True)
    for made in (1, 2):  # also when there was none at all before
        seen = basis("fr", None)
        results = at_once(*[partial(compose, "fr", None, {"lead": [story.pk]}, editor, on=seen)] * PEOPLE)
        assert kinds(results) == ["Edition"] + ["Overtaken"] * (PEOPLE - 1)
        assert Edition.objects.count() == made


def test_one_goes_back_and_nobody_goes_back_twice(editor):
    former = compose("fr", None, {}, editor)
    seen = compose("fr", None, {}, editor)
    results = at_once(*[partial(roll_back, former, editor, on=seen.pk)] * PEOPLE)
    assert kinds(results) == ["Edition"] + ["Overtaken"] * (PEOPLE - 1)
    assert Edition.objects.count() == 3


def test_a_scheduled_edition_is_cancelled_once(editor):
    coming = compose("fr", None, {}, editor, timezone.now() + timedelta(hours=1))
    results = at_once(*[partial(curation.cancel, coming, editor)] * PEOPLE)
    assert kinds(results) == ["NoneType"] + ["Refused"] * (PEOPLE - 1)
