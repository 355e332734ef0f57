"""From draft to public and back: who may, when, and what readers then see."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Revision, Story
from articles.workflow import publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import UserFactory, story_data

pytestmark = pytest.mark.django_db

Status = Story.Status
HOUR = timedelta(hours=1)


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def is_out(story):
    return Story.objects.public().filter(pk=story.pk).exists()


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


class TestWhoMay:
    @pytest.mark.parametrize("move", ["submit", "publish", "schedule", "unpublish"])
    def test_strangers_and_moderators_may_nothing(self, story, moderator, move):
        for person in (UserFactory(), moderator):
            with pytest.raises(PermissionDenied):
                make(move, story, person)
        assert Story.objects.get().status == Status.DRAFT

    @pytest.mark.parametrize("move", ["publish", "schedule", "unpublish"])
    def test_a_reporter_never_publishes(self, story, reporter, move):
        with pytest.raises(PermissionDenied):
            make(move, story, reporter)

    def test_a_reporter_submits_only_what_is_theirs(self, story, reporter, other_reporter):
        with pytest.raises(PermissionDenied):
            publishing.submit(story, other_reporter)
        publishing.submit(story, reporter)
        assert Story.objects.get().status == Status.IN_REVIEW

    def test_the_buttons_are_what_is_allowed(self, story, reporter, other_reporter, editor, moderator):
        assert publishing.moves_for(reporter, story) == ["submit"]
        assert publishing.moves_for(other_reporter, story) == []
        assert publishing.moves_for(moderator, story) == []
        assert publishing.moves_for(editor, story) == ["submit", "publish", "schedule"]
        publishing.publish(story, editor)
        story.refresh_from_db()
        assert publishing.moves_for(reporter, story) == []
        assert publishing.moves_for(editor, story) == ["publish", "archive", "unpublish"]


def make(move, story, person):
    arguments = [timezone.now() + HOUR] if move == "schedule" else []
    getattr(publishing, move)(story, person, *arguments)


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


def test_every_move_leaves_its_trace(story, reporter, editor):
    publishing.submit(story, reporter)
    publishing.publish(story, editor)
    publishing.unpublish(story, editor)
    trail = LogEntry.objects.filter(object_id=str(story.pk)).order_by("pk").values_list("user__username", flat=True)
    assert list(trail) == ["reporter", "reporter", "editor", "editor"]
