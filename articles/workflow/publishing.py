"""Every change of a story's state goes through here: one table of moves, one door each."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.lib.html import image_ids, text_of
from articles.models import Revision, Story
from articles.templatetags.newsroom import moment
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.revisions import lock, snapshot, working_draft, write

Status = Story.Status

# Move -> the states it may start from. Who may make it is `may`.
MOVES = {
    "submit": {Status.DRAFT},
    "publish": {Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED, Status.WITHDRAWN},
    "schedule": {Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED},
    "unpublish": {Status.PUBLISHED},
}


def may_write(user, story=None):
    """Editors write in any story; reporters in their own (once it is public, as a proposal only)."""
    if user.has_perm("articles.publish_story"):
        return True
    return user.has_perm("articles.submit_story") and (story is None or story.owner_id == user.pk)


def may(user, move, story=None):
    """Whether this person may make this move on this story (None: one that is still to be written)."""
    if move == "submit":
        return may_write(user, story)
    return user.has_perm("articles.publish_story")


def moves_for(user, story=None):
    """The moves to offer, in order: those the state allows and the person may make."""
    status = story.status if story else Status.DRAFT
    offered = [move for move, states in MOVES.items() if status in states and may(user, move, story)]
    if story and story.published_at and story.published_at <= timezone.now() and "schedule" in offered:
        offered.remove("schedule")
    return offered


@transaction.atomic
def submit(story, by):
    """Draft -> in review. Raises PermissionDenied, Refused."""
    story = _begin("submit", story, by)
    Story.objects.filter(pk=story.pk).update(status=Status.IN_REVIEW)
    audit.record(by, story, _("Submitted for review."))


@transaction.atomic
def publish(story, by):
    """The working draft goes live at once, by the database's clock. Raises PermissionDenied, Refused."""
    story = _begin("publish", story, by)
    if _public_once(story):
        _go_live(story, at=story.published_at)
    else:
        _go_live(story, at=timezone.now(), published_at=Now())
    audit.record(by, story, _("Published."))


@transaction.atomic
def schedule(story, by, at):
    """The working draft goes out as it stands now, at the moment `at`; later edits are not included.

    Only for a story that was never public. Raises PermissionDenied, Refused.
    """
    story = _begin("schedule", story, by)
    if at <= timezone.now():
        raise Refused(_("This time has passed: choose one in the future, or publish now."))
    if _public_once(story):
        raise Refused(_("This story is public already: a change to it is published at once."))
    _go_live(story, at=at, published_at=at)
    audit.record(by, story, _("Scheduled for %(time)s.") % {"time": _local(at)})


@transaction.atomic
def publish_as_of(story, by, at):
    """For a story that went out elsewhere at the moment `at`, in the past (an import, the demonstration)."""
    story = _begin("publish", story, by)
    _go_live(story, at=at, published_at=at)
    audit.record(by, story, _("Imported as published on %(time)s.") % {"time": _local(at)})


@transaction.atomic
def unpublish(story, by):
    """A public story is withdrawn (its address answers 410); a scheduled one becomes a draft again."""
    story = _begin("unpublish", story, by)
    if _public_once(story):
        Story.objects.filter(pk=story.pk).update(status=Status.WITHDRAWN)
    else:
        Story.objects.filter(pk=story.pk).update(status=Status.DRAFT, published_at=None, changed_at=None)
    audit.record(by, story, _("Withdrawn."))


def _begin(move, story, by):
    story = lock(story)
    if not may(by, move, story):
        raise PermissionDenied(f"{by} may not {move} story {story.pk}")
    if story.status not in MOVES[move]:
        raise Refused(_("This is not possible in the story’s present state (%s).") % story.get_status_display())
    return story


def _public_once(story):
    """By the database's clock: a story is not scheduled one moment and public the next within one decision."""
    return Story.objects.filter(pk=story.pk, published_at__lte=Now()).exists()


def _go_live(story, at, **times):
    """Copies the working draft (or, after a withdrawal, the row itself) to the live row and counts the version.

    `at`: the first moment of being public, which embargo and expiry are held against.
    """
    draft = working_draft(story)
    if draft is None and story.status == Status.PUBLISHED and _public_once(story):
        raise Refused(_("There is nothing new to publish."))
    data = draft.data if draft else snapshot(story)
    _refuse_unready(data, at)
    state = {"status": Status.PUBLISHED, "changed_at": times.get("published_at", Now())}
    write(story, data, version=F("version") + 1, **state, **times)
    if draft:
        Revision.objects.filter(pk=draft.pk).update(kind=Revision.Kind.PUBLISHED)


def _refuse_unready(data, at):
    """Says in words what the constraints would say in SQL, before the row is touched."""
    if not text_of(data["body"]).strip() and not image_ids(data["body"]):
        raise Refused(_("There is no text yet: a story cannot go out empty."))
    if (embargo := _moment(data["embargo_until"])) and at < embargo:
        raise Refused(_("The story cannot go out before its embargo ends, on %s.") % _local(embargo))
    if (expiry := _moment(data["expires_at"])) and expiry <= max(at, timezone.now()):
        raise Refused(_("The story would expire before it goes out."))


def _moment(text):
    return parse_datetime(text) if text else None


def _local(at):
    """In newsroom time, the zone named, so that nobody has to guess."""
    return f"{moment(at)} ({timezone.get_current_timezone_name()})"
