"""Fronts: who composes them, of which stories, and that nobody replaces what they have not seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from articles.models import AuditEntry, Edition, Region
from articles.workflow import curation
from articles.workflow.curation import Overtaken, basis, cancel, compose, roll_back
from articles.workflow.errors import Refused
from tests.factories import RegionFactory, SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def lead(*stories):
    return {"lead": [story.pk for story in stories]}


def on_the_page(language="fr", section=None):
    return Edition.objects.filter(language=language, section=section).current().first()


@pytest.fixture
def story():
    return StoryFactory(public=True)


def refused(words, *arguments, **more):
    with translation.override("en"), pytest.raises(Refused, match=words):
        compose(*arguments, **more)
    assert not Edition.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="front.").exists()


class TestWhoMay:
    @pytest.mark.parametrize("name", ["reporter", "moderator"])
    def test_others_may_nothing(self, name, request, editor, story):
        stranger = request.getfixturevalue(name)
        now = compose("fr", None, lead(story), editor)
        later = compose("fr", None, lead(story), editor, timezone.now() + HOUR)
        for attempt in (
            lambda: compose("fr", None, lead(story), stranger),
            lambda: cancel(later, stranger),
            lambda: roll_back(now, stranger),
        ):
            with pytest.raises(PermissionDenied):
                attempt()
        assert Edition.objects.count() == 2
        assert Edition.objects.get(pk=later.pk).cancelled_at is None

    def test_an_editor_may(self, editor, story):
        assert compose("fr", None, lead(story), editor) == on_the_page()


class TestWhichStories:
    @pytest.mark.parametrize("slots", [None, [], {"top": []}, {"lead": ["1"]}, {"lead": [-1]}, {"regions": {"x": [1]}}])
    def test_what_cannot_be_understood(self, editor, slots):
        refused("cannot be understood", "fr", None, slots, editor)

    def test_ten_thousand_stories(self, editor):
        refused("more stories than places", "fr", None, {"secondary": list(range(1, 10_001))}, editor)

    def test_one_story_twice(self, editor, story):
        refused("two places", "fr", None, lead(story) | {"secondary": [story.pk]}, editor)

    def test_an_unknown_language(self, editor, story):
        refused("cannot be understood", "ru", None, lead(story), editor)

    @pytest.mark.parametrize("state", [{}, {"withdrawn": True}, {"expired": True}, {"status": "in_review"}])
    def test_a_draft_and_what_readers_no_longer_see(self, editor, state):
        story = StoryFactory(headline="Caché", **state)
        refused("“Caché” is neither published nor scheduled", "fr", None, lead(story), editor)

    def test_an_archived_story_is_off_every_list(self, editor, story):
        type(story).objects.update(status="archived")
        refused("neither published nor scheduled", "fr", None, lead(story), editor)

    def test_one_that_will_have_expired_by_then(self, editor):
        story = StoryFactory(public=True, expires_at=timezone.now() + HOUR)
        refused("neither published nor", "fr", None, lead(story), editor, timezone.now() + 2 * HOUR)

    def test_a_story_of_another_language_or_none_at_all(self, editor, story):
        refused("not there any more, or not in this language", "en", None, lead(story), editor)
        refused("not there any more", "fr", None, {"lead": [story.pk + 1000]}, editor)

    def test_a_scheduled_story_is_welcome(self, editor):
        story = StoryFactory(scheduled=True)
        assert compose("fr", None, lead(story), editor).slots["lead"] == [story.pk]

    def test_a_section_takes_its_own_stories_and_knows_no_regions(self, editor, story):
        section = SectionFactory(name_en="World")
        refused("is not in the section World", "fr", section, lead(story), editor)
        story.section = section
        story.save()
        region = Region.objects.first()
        refused("cannot be understood", "fr", section, {"regions": {str(region.pk): [story.pk]}}, editor)
        assert compose("fr", section, lead(story), editor) == on_the_page(section=section)
        assert on_the_page() is None

    def test_a_region_takes_what_is_filed_there_or_in_a_place_inside_it(self, editor):
        crimea, kherson = Region.objects.get(slug="crimea"), Region.objects.get(slug="kherson")
        here = StoryFactory(public=True, regions=[RegionFactory(parent=crimea)])
        there = StoryFactory(public=True, headline="D’ailleurs", regions=[kherson])
        refused("“D’ailleurs” is not filed under Crimea", "fr", None, {"regions": {str(crimea.pk): [there.pk]}}, editor)
        refused("regions is not there any more", "fr", None, {"regions": {"99999": [there.pk]}}, editor)
        place = here.primary_region
        refused("regions is not there any more", "fr", None, {"regions": {str(place.pk): [here.pk]}}, editor)
        slots = {"regions": {str(crimea.pk): [here.pk]}}
        assert compose("fr", None, slots, editor).slots == {"lead": [], "secondary": []} | slots


class TestTime:
    def test_not_in_the_past(self, editor, story):
        refused("This time has passed", "fr", None, lead(story), editor, timezone.now() - HOUR)

    def test_without_a_time_it_is_there_for_the_very_next_reader(self, editor, story):
        for _ in range(20):
            assert compose("fr", None, lead(story), editor) == on_the_page()

    def test_later_it_waits_and_then_takes_over(self, editor, story):
        now = compose("fr", None, lead(story), editor)
        later = compose("fr", None, {}, editor, timezone.now() + HOUR)
        assert on_the_page() == now
        assert Edition.objects.current(timezone.now() + 2 * HOUR).first() == later

    def test_cancelled_it_never_comes(self, editor, story):
        now = compose("fr", None, lead(story), editor)
        later = compose("fr", None, {}, editor, timezone.now() + HOUR)
        cancel(later, editor)
        assert Edition.objects.current(timezone.now() + 2 * HOUR).first() == now
        with translation.override("en"), pytest.raises(Refused, match="no longer waiting"):
            cancel(later, editor)
        with translation.override("en"), pytest.raises(Refused, match="no longer waiting"):
            cancel(now, editor)


class TestWhoWasFaster:
    def test_what_was_not_seen_is_not_replaced(self, editor, admin, story):
        seen = basis("fr", None)
        hers = compose("fr", None, lead(story), admin, on=seen)
        with translation.override("en"), pytest.raises(Overtaken, match="Meanwhile admin composed") as refusal:
            compose("fr", None, {}, editor, on=seen)
        assert refusal.value.edition == hers == on_the_page()
        assert compose("fr", None, {}, editor, on=hers.pk) == on_the_page()

    def test_also_one_that_waits_counts(self, editor, admin, story):
        seen = basis("fr", None)
        compose("fr", None, lead(story), admin, timezone.now() + HOUR, on=seen)
        with pytest.raises(Overtaken):
            compose("fr", None, {}, editor, on=seen)

    def test_other_fronts_are_none_of_its_business(self, editor, admin):
        seen = basis("fr", None)
        compose("en", None, {}, admin)
        compose("fr", SectionFactory(), {}, admin)
        compose("fr", None, {}, editor, on=seen)

    def test_a_forged_basis(self, editor):
        with pytest.raises(Refused):
            compose("fr", None, {}, editor, on=12345)
        assert not Edition.objects.exists()


class TestTheWayBack:
    def test_one_step_and_the_former_stories_are_there_again(self, editor, admin, story):
        first = compose("fr", None, lead(story), editor)
        second = compose("fr", None, {}, editor)
        back = roll_back(first, admin, on=second.pk)
        assert on_the_page() == back
        assert (back.slots, back.by) == (first.slots, admin)
        assert Edition.objects.count() == 3
        kept = Edition.objects.get(pk=first.pk)
        assert (kept.slots, kept.starts_at, kept.by) == (first.slots, first.starts_at, editor)

    def test_not_over_an_edition_nobody_has_seen(self, editor, admin, story):
        first, second = compose("fr", None, lead(story), editor), compose("fr", None, {}, editor)
        third = compose("fr", None, lead(story), admin)
        with pytest.raises(Overtaken):
            roll_back(first, editor, on=second.pk)
        assert on_the_page() == third

    def test_only_to_what_has_been_there(self, editor, story):
        now = compose("fr", None, lead(story), editor)
        waiting = compose("fr", None, {}, editor, timezone.now() + HOUR)
        with translation.override("en"), pytest.raises(Refused, match="never been on the page"):
            roll_back(waiting, editor)
        cancel(waiting, editor)
        with translation.override("en"), pytest.raises(Refused, match="never been on the page"):
            roll_back(waiting, editor)
        with translation.override("en"), pytest.raises(Refused, match="is the one on the page"):
            roll_back(now, editor)
        assert Edition.objects.count() == 2


def test_all_of_it_is_in_the_trail(editor, story):
    first = compose("fr", None, lead(story), editor)
    later = compose("fr", None, {}, editor, timezone.now() + HOUR)
    compose("fr", None, {}, editor)
    cancel(later, editor)
    roll_back(first, editor)
    actions = list(AuditEntry.objects.filter(noun="edition").order_by("pk").values_list("action", "by_name"))
    composed = [("front.compose", "editor")] * 3
    assert actions == [*composed, ("front.cancel", "editor"), ("front.rollback", "editor")]


def test_editors_have_the_permission_and_others_do_not(reporter, editor, moderator, admin):
    people = (editor, admin, reporter, moderator)
    assert [curation.may_curate(person) for person in people] == [True, True, False, False]
