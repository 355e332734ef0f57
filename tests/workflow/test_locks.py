"""The soft lock: one holder at a time, a name for everybody else, and it never outlives its browser."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from articles.models import AuditEntry, EditLock, Story
from articles.workflow import locks, revisions
from articles.workflow.errors import Vanished
from articles.workflow.locks import FADES, Locked
from tests.factories import UserFactory, story_data
from tests.workflow.test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def silent(story, since=FADES):
    """The holder's browser has fallen silent."""
    EditLock.objects.filter(story=story).update(seen_at=timezone.now() - since)


def test_nobody_writes_in_a_story_nobody_has_opened(story):
    assert locks.holder(story) is None


def test_the_first_holds_it_and_the_second_hears_whose_it_is(story, reporter, editor):
    assert locks.hold(story, reporter).by == reporter
    assert locks.hold(story, editor).by == reporter
    assert locks.holder(story).by == reporter


def test_a_sign_of_life_keeps_it_and_its_beginning(story, reporter):
    since = locks.hold(story, reporter).since
    silent(story, timedelta(seconds=60))
    lock = locks.hold(story, reporter)
    assert lock.since == since
    assert timezone.now() - lock.seen_at < timedelta(seconds=30)


def test_it_fades(story, reporter, editor):
    since = locks.hold(story, reporter).since
    silent(story)
    assert locks.holder(story) is None
    lock = locks.hold(story, editor)
    assert lock.by == editor
    assert lock.since > since


def test_it_does_not_fade_early(story, reporter, editor):
    locks.hold(story, reporter)
    silent(story, FADES - timedelta(seconds=20))
    assert locks.hold(story, editor).by == reporter


def test_one_who_comes_back_after_a_silence_holds_it_anew(story, reporter):
    since = locks.hold(story, reporter).since
    silent(story)
    assert locks.hold(story, reporter).since > since


def test_whoever_leaves_makes_room_and_frees_nobody_elses(story, reporter, editor):
    locks.hold(story, reporter)
    locks.release(story, editor)
    assert locks.holder(story).by == reporter
    locks.release(story, reporter)
    assert locks.holder(story) is None


class TestInsisting:
    def test_the_holder_goes_on(self, story, reporter):
        assert locks.insist(story, reporter).by == reporter

    def test_somebody_else_is_named(self, story, reporter, editor):
        locks.hold(story, reporter)
        with pytest.raises(Locked, match="reporter") as refused:
            locks.insist(story, editor)
        assert refused.value.lock.by == reporter

    def test_who_lost_it_hears_that_it_was_taken(self, story, reporter, editor):
        since = locks.hold(story, reporter).since
        locks.take_over(story, editor, since)
        with pytest.raises(Locked) as taken:
            locks.insist(story, reporter, was_mine=True)
        with pytest.raises(Locked) as never_mine:
            locks.insist(story, reporter)
        assert "editor" in str(taken.value)
        assert str(taken.value) != str(never_mine.value)


class TestTakingOver:
    def test_it_changes_hands_and_the_trail_says_so(self, story, reporter, editor):
        since = locks.hold(story, reporter).since
        assert locks.take_over(story, editor, since).by == editor
        assert locks.hold(story, reporter).by == editor
        line = AuditEntry.objects.get(action="story.take_over")
        assert (line.by, line.key) == (editor, story.pk)
        assert "reporter" in line.words

    def test_what_was_seen_no_longer_stands(self, story, reporter, editor, admin):
        since = locks.hold(story, reporter).since
        locks.take_over(story, admin, since)
        assert locks.take_over(story, editor, since).by == admin
        assert AuditEntry.objects.filter(action="story.take_over").count() == 1

    def test_a_free_one_is_simply_held(self, story, editor):
        assert locks.take_over(story, editor, timezone.now()).by == editor
        assert not AuditEntry.objects.filter(action="story.take_over").exists()

    def test_nobody_takes_over_from_themselves(self, story, editor):
        since = locks.hold(story, editor).since
        assert locks.take_over(story, editor, since).since == since


def test_a_story_that_is_gone_is_said_to_be_gone(story, reporter):
    Story.objects.all().delete()
    with pytest.raises(Vanished):
        locks.hold(story, reporter)
    assert not EditLock.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
class TestEverybodyAtOnce:
    def test_of_many_who_open_it_one_holds_it(self):
        people = [UserFactory() for _person in range(8)]
        story = revisions.start(story_data(), people[0])
        found = at_once(*[partial(locks.hold, story, person) for person in people])
        assert {lock.by for lock in found} == {locks.holder(story).by}

    def test_of_many_who_find_it_faded_one_holds_it(self):
        people = [UserFactory() for _person in range(8)]
        story = revisions.start(story_data(), people[0])
        locks.hold(story, UserFactory())
        silent(story)
        found = at_once(*[partial(locks.hold, story, person) for person in people])
        assert {lock.by for lock in found} == {locks.holder(story).by}

    def test_of_many_who_take_over_one_gets_it(self):
        people = [UserFactory() for _person in range(8)]
        story = revisions.start(story_data(), people[0])
        since = locks.hold(story, UserFactory()).since
        found = at_once(*[partial(locks.take_over, story, person, since) for person in people])
        assert {lock.by for lock in found} == {locks.holder(story).by}
        assert AuditEntry.objects.filter(action="story.take_over").count() == 1
