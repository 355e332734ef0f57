"""Everything that is done to a story leaves exactly its own line, and nothing that was refused leaves one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Region, Story
from articles.workflow import briefs, filing, moderation, moves, pictures, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import CommentFactory, ImageFactory, SectionFactory, story_data

pytestmark = pytest.mark.django_db

Status = Story.Status


@pytest.fixture
def story(reporter):
    """A whole story, in a state of its own for each test; what led there is not counted."""
    return revisions.start(story_data(section=SectionFactory().pk), reporter)


def put(story, status):
    out = {"published_at": timezone.now() - timedelta(hours=1), "version": 1} if status in OUT else {}
    Story.objects.filter(pk=story.pk).update(status=status, **out)
    if status in OUT:
        story.revisions.update(kind="published")


OUT = {Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN}


def tomorrow():
    return timezone.now() + timedelta(days=1)


def lines(after):
    """The (action, who, what) written since."""
    found = AuditEntry.objects.filter(pk__gt=after).order_by("pk")
    return [(line.action, line.by_name, f"{line.noun} {line.key}") for line in found]


def last():
    return AuditEntry.objects.values_list("pk", flat=True).order_by("-pk").first() or 0


# Move -> the state it starts from, and how it is made.
MADE = {
    "submit": (Status.DRAFT, publishing.submit),
    "take_back": (Status.IN_REVIEW, publishing.take_back),
    "request_changes": (Status.IN_REVIEW, publishing.request_changes),
    "approve": (Status.IN_REVIEW, publishing.approve),
    "publish": (Status.APPROVED, publishing.publish),
    "schedule": (Status.APPROVED, lambda story, by: publishing.schedule(story, by, tomorrow())),
    "archive": (Status.PUBLISHED, publishing.archive),
    "relist": (Status.ARCHIVED, publishing.relist),
    "unpublish": (Status.PUBLISHED, publishing.unpublish),
}


class TestMoves:
    def test_none_is_forgotten_here(self):
        assert set(MADE) == set(moves.MOVES)

    @pytest.mark.parametrize("move", MADE)
    def test_one_line_that_names_it(self, story, editor, move):
        start, make = MADE[move]
        put(story, start)
        before = last()
        make(story, editor)
        assert lines(before) == [(f"story.{move}", "editor", f"story {story.pk}")]

    @pytest.mark.parametrize("move", MADE)
    def test_none_when_it_is_denied(self, story, moderator, move):
        start, make = MADE[move]
        put(story, start)
        before = last()
        with pytest.raises(PermissionDenied):
            make(story, moderator)
        assert lines(before) == []

    @pytest.mark.parametrize("move", MADE)
    def test_none_when_it_is_refused(self, story, editor, move):
        _start, make = MADE[move]
        # Nothing new is as good as a wrong state: publishing may start from any.
        put(story, next((state for state in Status if state not in moves.MOVES[move].starts), Status.PUBLISHED))
        before = last()
        with pytest.raises(Refused):
            make(story, editor)
        assert lines(before) == []


class TestTheRest:
    def test_starting_and_saving(self, reporter):
        before = last()
        story = revisions.start(story_data(), reporter)
        revisions.save_draft(story, story_data(headline="Mieux"), reporter)
        revisions.save_draft(story, story_data(headline="Mieux"), reporter)  # nothing new: no line
        what = f"story {story.pk}"
        assert lines(before) == [("story.start", "reporter", what), ("story.save", "reporter", what)]

    def test_saving_by_itself_leaves_none(self, story, reporter):
        before = last()
        draft = revisions.working_draft(story)
        revisions.autosave(story, story_data(headline="Tapé"), reporter, revisions.basis(story, draft))
        assert lines(before) == []

    def test_an_approval_that_lapses(self, story, reporter, editor):
        put(story, Status.APPROVED)
        before = last()
        revisions.save_draft(story, story_data(headline="Changé"), reporter)
        assert sorted(action for action, _who, _what in lines(before)) == ["story.approval_lapsed", "story.save"]

    def test_assigning_once(self, story, editor):
        before = last()
        publishing.assign(story, editor, editor)
        publishing.assign(story, editor, editor)
        assert lines(before) == [("story.assign", "editor", f"story {story.pk}")]

    def test_filing_elsewhere(self, story, editor):
        before = last()
        section = SectionFactory()
        filing.move_to_section(story, section, editor)
        with pytest.raises(Refused):
            filing.move_to_section(story, section, editor)
        assert lines(before) == [("story.save", "editor", f"story {story.pk}")]

    def test_deciding_on_a_comment_once(self, moderator):
        comment = CommentFactory()
        before = last()
        moderation.decide([comment], "approved", moderator)
        moderation.decide([comment], "approved", moderator)
        assert lines(before) == [("comment.approve", "moderator", f"comment {comment.pk}")]

    def test_writing_the_brief_of_a_region_once(self, editor):
        said = {"state": "Tout tient.", "as_of": date(2026, 5, 1), "lead": None, "background": []}
        region, before = Region.objects.get(slug="kherson"), last()
        brief = briefs.save(region, "fr", said, editor)
        briefs.save(region, "fr", said, editor)  # nothing new: no line
        assert lines(before) == [("brief.save", "editor", f"regionbrief {brief.pk}")]

    def test_changing_a_picture(self, editor):
        image = ImageFactory()
        before = last()
        pictures.change(image, editor)
        assert lines(before) == [("image.change", "editor", f"image {image.pk}")]
