"""From draft to public and back: who may, when, and what readers then see."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Revision, Story
from articles.workflow import filing, moves, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import SectionFactory, UserFactory, story_data

pytestmark = pytest.mark.django_db

Status = Story.Status
HOUR = timedelta(hours=1)


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def approved(data, writer, reader):
    story = revisions.start(data, writer)
    publishing.submit(story, writer)
    publishing.approve(story, reader)
    return story


def is_out(story):
    return Story.objects.public().filter(pk=story.pk).exists()


@pytest.mark.slow
def test_a_story_is_public_the_moment_it_is_published(story, editor):
    for number in range(50):
        other = revisions.start(story_data(slug=f"histoire-{number}"), editor)
        publishing.publish(other, editor)
        assert is_out(other)


def test_publishing_makes_the_working_draft_the_live_row(story, editor):
    publishing.publish(story, editor)
    story.refresh_from_db()
    assert (story.status, story.version) == (Status.PUBLISHED, 1)
    assert story.published_at == story.changed_at
    assert story.revisions.get().kind == Revision.Kind.PUBLISHED


# Each move: a state it may start from, and who may make it there; everybody else may not.
STARTS = {
    "submit": Status.DRAFT,
    "take_back": Status.IN_REVIEW,
    "request_changes": Status.IN_REVIEW,
    "approve": Status.IN_REVIEW,
    "publish": Status.APPROVED,
    "schedule": Status.APPROVED,
    "archive": Status.PUBLISHED,
    "relist": Status.ARCHIVED,
    "unpublish": Status.PUBLISHED,
}
OUT = (Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN)
BY_REPORTERS = {"submit", "take_back"}


def in_state(story, status):
    times = {"published_at": timezone.now() - HOUR} if status in OUT else {}
    Story.objects.filter(pk=story.pk).update(status=status, **times)
    story.refresh_from_db()
    return story


def make(move, story, person, **words):
    if move == "schedule":
        words["at"] = timezone.now() + HOUR
    getattr(publishing, move)(story, person, **words)


def test_the_table_of_moves_is_tested_whole():
    assert set(STARTS) == set(moves.MOVES)


@pytest.mark.parametrize("move", moves.MOVES)
class TestWhoMay:
    def test_strangers_and_moderators_may_nothing(self, story, moderator, move):
        story = in_state(story, STARTS[move])
        for person in (UserFactory(), moderator):
            with pytest.raises(PermissionDenied):
                make(move, story, person)
        assert Story.objects.get().status == STARTS[move]

    def test_another_reporter_may_nothing(self, story, other_reporter, move):
        story = in_state(story, STARTS[move])
        with pytest.raises(PermissionDenied):
            make(move, story, other_reporter)
        assert Story.objects.get().status == STARTS[move]

    def test_the_reporter_submits_and_takes_back_and_nothing_else(self, story, reporter, move):
        story = in_state(story, STARTS[move])
        if move not in BY_REPORTERS:
            with pytest.raises(PermissionDenied):
                make(move, story, reporter)
            assert Story.objects.get().status == STARTS[move]
        else:
            make(move, story, reporter)
            assert Story.objects.get().status == moves.MOVES[move].to

    def test_an_editor_may_and_the_trail_says_so(self, story, reporter, editor, move):
        story = in_state(story, STARTS[move])
        if move == "publish":
            revisions.save_draft(story, story_data(headline="Mieux"), editor)
        make(move, story, editor, note="Bien.")
        assert Story.objects.get().status == moves.MOVES[move].to
        line = AuditEntry.objects.about(story).filter(action=f"story.{move}").get()
        assert (line.by, line.label) == (editor, Story.objects.get().headline)
        assert list(story.notes.values_list("by__username", "body")) == [("editor", "Bien.")]

    def test_no_other_state_is_a_start(self, story, admin, move):
        for status in set(Status) - moves.MOVES[move].starts:
            story = in_state(story, status)
            with pytest.raises(Refused):
                make(move, story, admin)
            assert Story.objects.get().status == status


def test_the_buttons_are_what_is_allowed(story, reporter, other_reporter, editor, moderator):
    assert moves.moves_for(reporter, story) == ["submit"]
    assert moves.moves_for(other_reporter, story) == []
    assert moves.moves_for(moderator, story) == []
    assert moves.moves_for(editor, story) == ["submit", "publish", "schedule"]
    publishing.submit(story, reporter)
    story.refresh_from_db()
    assert moves.moves_for(reporter, story) == ["take_back"]
    assert moves.moves_for(editor, story) == ["take_back", "request_changes", "approve", "publish", "schedule"]
    publishing.publish(story, editor)
    story.refresh_from_db()
    assert moves.moves_for(reporter, story) == []
    assert moves.moves_for(editor, story) == ["publish", "archive", "unpublish"]


class TestAnApproval:
    def test_lapses_when_somebody_else_changes_the_words(self, story, reporter, editor):
        publishing.submit(story, reporter)
        publishing.approve(story, editor)
        revisions.save_draft(story, story_data(headline="De ma main"), editor)
        assert Story.objects.get().status == Status.APPROVED
        revisions.save_draft(story, story_data(headline="Autre chose"), reporter)
        found = Story.objects.get()
        assert (found.status, found.approved_by) == (Status.IN_REVIEW, None)

    def test_lapses_for_an_autosave_too(self, story, reporter, editor):
        publishing.submit(story, reporter)
        publishing.approve(story, editor)
        revisions.autosave(story, story_data(headline="Autre chose"), reporter, on=None)
        assert Story.objects.get().status == Status.IN_REVIEW


class TestASecondPairOfEyes:
    """A section can require that somebody who did not write a story has read it."""

    @pytest.fixture
    def data(self):
        return story_data(section=SectionFactory(second_reader=True).pk)

    def test_nobody_approves_or_publishes_what_they_wrote(self, data, editor):
        story = revisions.start(data, editor)
        publishing.submit(story, editor)
        for move in ("approve", "publish", "schedule"):
            with pytest.raises(Refused):
                make(move, story, editor)
        assert Story.objects.get().status == Status.IN_REVIEW

    def test_nor_what_they_rewrote(self, data, reporter, editor, admin):
        story = revisions.start(data, reporter)
        publishing.submit(story, reporter)
        revisions.save_draft(story, data | {"headline": "Réécrit"}, editor)
        with pytest.raises(Refused):
            publishing.approve(story, editor)
        publishing.approve(story, admin)
        publishing.publish(story, editor)
        assert is_out(story)

    def test_a_change_of_a_public_story_is_published_by_another(self, data, reporter, editor, admin):
        story = approved(data, reporter, editor)
        publishing.publish(story, editor)
        revisions.save_draft(story, data | {"headline": "Changé"}, editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor)
        publishing.publish(story, admin)
        assert Story.objects.get().headline == "Changé"

    def test_an_approval_from_before_the_section_changed_does_not_count(self, data, editor):
        story = approved(data | {"section": SectionFactory().pk}, editor, editor)
        revisions.save_draft(story, data, editor)
        assert Story.objects.get().status == Status.IN_REVIEW
        for move in ("publish", "approve"):
            with pytest.raises(Refused):
                make(move, story, editor)

    def test_a_later_hand_wipes_no_earlier_one_out(self, data, reporter, editor, admin):
        story = revisions.start(data, reporter)
        publishing.submit(story, reporter)
        revisions.save_draft(story, data | {"headline": "Réécrit"}, editor)
        revisions.autosave(story, data | {"headline": "Réécrit", "kicker": "x"}, reporter, on=None)
        with pytest.raises(Refused):
            publishing.approve(story, editor)
        publishing.approve(story, admin)
        publishing.publish(story, editor)
        revisions.save_draft(story, data | {"headline": "Changé seul"}, editor)
        filing.move_to_section(story, SectionFactory(second_reader=True), admin)
        with pytest.raises(Refused):
            publishing.publish(story, editor)
        assert Story.objects.get().headline == "Réécrit"

    def test_whoever_approved_and_then_rewrites_needs_another_reader(self, data, reporter, editor, admin):
        story = approved(data, reporter, editor)
        revisions.save_draft(story, data | {"headline": "Tout autre chose"}, editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor)
        publishing.approve(story, admin)
        publishing.publish(story, editor)
        assert is_out(story)

    def test_nor_does_a_story_slip_out_through_another_section(self, data, reporter, editor, admin):
        story = approved(data, reporter, admin)
        publishing.publish(story, admin)
        revisions.save_draft(story, data | {"section": SectionFactory().pk, "headline": "Seul"}, editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor)
        assert Story.objects.get().headline == "Un titre"

    def test_other_sections_do_not_ask_for_it(self, editor):
        story = revisions.start(story_data(), editor)
        publishing.publish(story, editor)
        assert is_out(story)


class TestWhatMovesTheDate:
    """dateModified: for what a reader must know, not for a comma."""

    @pytest.mark.parametrize(("change", "moves"), [("", False), ("update", True)])
    def test_of_a_public_story(self, story, editor, change, moves):
        publishing.publish(story, editor)
        before = Story.objects.get().changed_at
        revisions.save_draft(story, story_data(headline="Changé"), editor)
        publishing.publish(story, editor, change=change)
        after = Story.objects.get()
        assert after.headline == "Changé"
        assert (after.changed_at > before) == moves

    def test_an_unknown_kind_of_change_is_refused(self, story, editor):
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(headline="Changé"), editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor, change="whatever")
        assert Story.objects.get().headline == "Un titre"


class TestTheReviewer:
    def test_must_be_somebody_who_may_review(self, story, editor, reporter, other_reporter):
        with pytest.raises(Refused):
            publishing.assign(story, other_reporter, reporter)
        with pytest.raises(PermissionDenied):
            publishing.assign(story, editor, other_reporter)
        publishing.assign(story, editor, reporter)
        assert Story.objects.get().reviewer == editor
        publishing.assign(story, None, editor)
        assert Story.objects.get().reviewer is None
        assert AuditEntry.objects.filter(action="story.assign").count() == 2


class TestTheArchive:
    def test_is_off_the_lists_and_read_at_its_address(self, story, editor):
        publishing.publish(story, editor)
        publishing.archive(story, editor)
        assert is_out(story)
        assert not Story.objects.listed().exists()
        revisions.save_draft(story, story_data(headline="Corrigé"), editor)
        publishing.publish(story, editor)
        found = Story.objects.get()
        assert (found.headline, found.status) == ("Corrigé", Status.ARCHIVED)
        publishing.relist(story, editor)
        assert Story.objects.listed().get() == story

    def test_a_scheduled_story_is_not_archived(self, story, editor):
        publishing.schedule(story, editor, timezone.now() + HOUR)
        with pytest.raises(Refused):
            publishing.archive(story, editor)


class TestScheduling:
    def test_it_goes_out_by_itself_as_it_was_approved(self, story, editor):
        publishing.schedule(story, editor, timezone.now() + HOUR)
        revisions.save_draft(story, story_data(headline="Pas encore relu"), editor)
        assert not is_out(story)
        out = Story.objects.public(at=timezone.now() + 2 * HOUR).get()
        assert out.headline == "Un titre"

    def test_a_time_in_the_past_is_refused(self, story, editor):
        with pytest.raises(Refused, match=r"passed|passé"):
            publishing.schedule(story, editor, timezone.now() - HOUR)

    def test_a_public_story_cannot_be_scheduled(self, story, editor):
        publishing.publish(story, editor)
        with pytest.raises(Refused):
            publishing.schedule(story, editor, timezone.now() + HOUR)
        assert is_out(story)

    def test_it_can_be_moved_brought_forward_or_called_off(self, story, editor):
        publishing.schedule(story, editor, timezone.now() + HOUR)
        revisions.save_draft(story, story_data(headline="Neuf"), editor)
        publishing.schedule(story, editor, timezone.now() + 2 * HOUR)
        publishing.unpublish(story, editor)
        story.refresh_from_db()
        assert (story.status, story.published_at) == (Status.DRAFT, None)
        publishing.publish(story, editor)
        assert is_out(story)


class TestEmbargoAndExpiry:
    def test_nothing_goes_out_under_embargo(self, editor):
        until = (timezone.now() + 2 * HOUR).isoformat()
        story = revisions.start(story_data(embargo_until=until), editor)
        with pytest.raises(Refused, match="embargo"):
            publishing.publish(story, editor)
        with pytest.raises(Refused, match="embargo"):
            publishing.schedule(story, editor, timezone.now() + HOUR)
        publishing.schedule(story, editor, timezone.now() + 3 * HOUR)
        assert not is_out(story)

    def test_a_public_story_takes_no_embargo(self, story, editor):
        publishing.publish(story, editor)
        until = (timezone.now() + 2 * HOUR).isoformat()
        revisions.save_draft(story, story_data(embargo_until=until), editor)
        with pytest.raises(Refused, match="embargo"):
            publishing.publish(story, editor)
        assert is_out(story)

    def test_it_cannot_expire_before_it_goes_out(self, editor):
        story = revisions.start(story_data(expires_at=(timezone.now() + HOUR).isoformat()), editor)
        with pytest.raises(Refused):
            publishing.schedule(story, editor, timezone.now() + 2 * HOUR)
        publishing.publish(story, editor)
        assert is_out(story)


class TestWithdrawing:
    def test_a_public_story_is_gone_at_once_and_may_come_back_at_its_address(self, story, editor):
        publishing.publish(story, editor)
        address = Story.objects.get().get_absolute_url()
        publishing.unpublish(story, editor)
        assert not is_out(story)
        assert Story.objects.gone().filter(pk=story.pk).exists()
        publishing.publish(story, editor)
        assert is_out(story)
        assert Story.objects.get().get_absolute_url() == address

    def test_the_reason_is_kept_as_it_is_told_to_readers_until_it_comes_back(self, story, editor):
        publishing.publish(story, editor)
        publishing.unpublish(story, editor, reason="  Une source s’est rétractée. ")
        assert Story.objects.get().withdrawal_reason == "Une source s’est rétractée."
        publishing.publish(story, editor)
        assert Story.objects.get().withdrawal_reason == ""

    def test_a_draft_cannot_be_withdrawn(self, story, editor):
        with pytest.raises(Refused):
            publishing.unpublish(story, editor)


@pytest.mark.parametrize("body", ["", "<p> </p>", "<h2></h2>"])
def test_an_empty_story_does_not_go_out(editor, body):
    story = revisions.start(story_data(body=body), editor)
    with pytest.raises(Refused, match=r"text|texte"):
        publishing.publish(story, editor)


def test_publishing_nothing_new_is_refused_and_counts_nothing(story, editor):
    publishing.publish(story, editor)
    with pytest.raises(Refused):
        publishing.publish(story, editor)
    assert Story.objects.get().version == 1
