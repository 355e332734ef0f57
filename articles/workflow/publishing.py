"""Every change of a story's state goes through here: one door for each move of the table (moves.py)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.lib.html import image_ids, text_of
from articles.models import Correction, Revision, Story
from articles.templatetags.newsroom import moment
from articles.workflow import audit, checklist, corrections, notes, searchable, second_reader, shelf
from articles.workflow.errors import Refused
from articles.workflow.moves import MOVES, may, may_write
from articles.workflow.revisions import contents, lock, snapshot, working_draft, write

Status = Story.Status
UPDATE = "update"  # new facts: the one change of a public story that moves its date without a correction
LONGEST_NOTE = 300


@transaction.atomic
def submit(story, by, note=""):
    """Draft -> in review. Raises PermissionDenied, Refused."""
    _change_state("submit", story, by, note)


@transaction.atomic
def take_back(story, by, note=""):
    """In review -> draft, by whoever may submit it. Raises PermissionDenied, Refused."""
    _change_state("take_back", story, by, note)


@transaction.atomic
def request_changes(story, by, note=""):
    """In review, approved -> changes requested. Raises PermissionDenied, Refused."""
    _change_state("request_changes", story, by, note, approved_by=None)


@transaction.atomic
def approve(story, by, note=""):
    """In review -> approved. Raises PermissionDenied, Refused (in a section that wants a second reader)."""
    found = _begin("approve", story, by)
    second_reader.refuse_approval(found, _data(found, working_draft(found)), by)
    _change_state("approve", story, by, note, approved_by=by)


@transaction.atomic
def archive(story, by, note=""):
    """Off the lists, still read at its address. Raises PermissionDenied, Refused."""
    if not _public_once(story):
        raise Refused(_("It is not out yet: there is nothing to archive."))
    _change_state("archive", story, by, note)


@transaction.atomic
def relist(story, by, note=""):
    """From the archive back on the lists. Raises PermissionDenied, Refused."""
    _change_state("relist", story, by, note)


@transaction.atomic
def publish(story, by, note="", change="", correction=""):
    """The working draft goes live at once, by the database's clock. Raises PermissionDenied, Refused.

    `change`: what it means for readers of a story that was out before: '' (nothing to say), UPDATE, or a
    Correction.Kind. `correction`: its public words; what is new, for an UPDATE that says it.
    """
    story = _begin("publish", story, by)
    if not _public_once(story):
        _go_live(story, by, at=timezone.now(), published_at=Now(), changed_at=Now())
        return _told("publish", story, by, note)
    if change not in ("", UPDATE, *Correction.Kind.values):
        raise Refused(_("Say what the change means for readers."))
    # A correction may stand alone: what was wrong can have been mended before.
    if change in Correction.Kind.values:
        corrections.add(story, change, correction, by)
    if change not in Correction.Kind.values or working_draft(story) or story.status == Status.WITHDRAWN:
        _go_live(story, by, at=story.published_at, **_dated(change, story, correction))
    _told("publish", story, by, note)


@transaction.atomic
def schedule(story, by, at, note=""):
    """The working draft goes out as it stands now, at the moment `at`; later edits are not included.

    Only for a story that was never public. Raises PermissionDenied, Refused.
    """
    story = _begin("schedule", story, by)
    if at <= timezone.now():
        raise Refused(_("This time has passed: choose one in the future, or publish now."))
    if _public_once(story):
        raise Refused(_("This story is public already: a change to it is published at once."))
    _go_live(story, by, at=at, published_at=at, changed_at=at)
    _told("schedule", story, by, note, time=_local(at))


@transaction.atomic
def publish_as_of(story, by, at):
    """For a story that went out elsewhere at the moment `at`, in the past (an import, the demonstration)."""
    story = _begin("publish", story, by)
    _go_live(story, by, at=at, imported=True, published_at=at, changed_at=at)
    audit.record(by, story, _("Imported as published on %(time)s.") % {"time": _local(at)}, "story.import")


@transaction.atomic
def unpublish(story, by, note="", reason=""):
    """A public story is withdrawn (its address answers 410, with the public `reason` if there is one).

    A scheduled one becomes a draft again. Raises PermissionDenied, Refused.
    """
    story = _begin("unpublish", story, by)
    if _public_once(story):
        _set(story, status=Status.WITHDRAWN, withdrawal_reason=reason.strip()[:500])
        shelf.shelve_orphans(story, by)
    else:
        _set(story, status=Status.DRAFT, published_at=None, changed_at=None, approved_by=None)
    _told("unpublish", story, by, note)


@transaction.atomic
def assign(story, reviewer, by):
    """Says who is to read it (None: anybody who may), and tells them. Raises PermissionDenied, Refused."""
    story = lock(story)
    if not may_write(by, story):
        raise PermissionDenied(f"{by} may not assign story {story.pk}")
    if story.reviewer_id == (reviewer.pk if reviewer else None):
        return
    if reviewer and not reviewer.has_perm("articles.review_story"):
        raise Refused(_("%s may not review stories.") % reviewer)
    _set(story, reviewer=reviewer)
    told = _("To be reviewed by %s.") % reviewer if reviewer else _("Nobody in particular is to review it.")
    audit.record(by, story, told, "story.assign")
    notes.about_reviewer(story, by)


def _begin(name, story, by):
    story = lock(story)
    if not may(by, name, story):
        raise PermissionDenied(f"{by} may not {name} story {story.pk}")
    if story.status not in MOVES[name].starts:
        raise Refused(_("This is not possible in the story’s present state (%s).") % story.get_status_display())
    return story


def _change_state(name, story, by, note, **columns):
    story = _begin(name, story, by)
    _set(story, status=MOVES[name].to, **columns)
    _told(name, story, by, note)


def _set(story, **columns):
    Story.objects.filter(pk=story.pk).update(**columns)
    story.refresh_from_db(fields=columns)
    if "status" in columns:
        searchable.follow(story)


def _told(name, story, by, note, **words):
    """The trail says that it was done; colleagues read the note; whoever is concerned gets a mail."""
    audit.record(by, story, MOVES[name].told % words if words else MOVES[name].told, f"story.{name}")
    notes.about_move(name, story, by, note)


def _public_once(story):
    """By the database's clock: a story is not scheduled one moment and public the next within one decision."""
    return Story.objects.filter(pk=story.pk, published_at__lte=Now()).exists()


def _dated(change, story, words):
    """dateModified moves for what a reader must know of: new facts, and a correction of substance."""
    if change not in (UPDATE, Correction.Kind.SUBSTANCE):
        return {}
    note = corrections.worded(words, story.language) if change == UPDATE else ""
    if len(note) > LONGEST_NOTE:
        raise Refused(_("This is too long: %d characters at most, no-break spaces included.") % LONGEST_NOTE)
    return {"changed_at": Now(), "update_note": note}


def _data(story, draft):
    return contents(draft) if draft else snapshot(story)


def _go_live(story, by, at, imported=False, **times):
    """Copies the working draft (or, after a withdrawal, the row itself) to the live row and counts the version.

    `at`: the first moment of being public, which embargo and expiry are held against.
    """
    draft = working_draft(story)
    if draft is None and story.status in (Status.PUBLISHED, Status.ARCHIVED) and _public_once(story):
        raise Refused(_("There is nothing new to publish."))
    data = _data(story, draft)
    if not imported:
        checklist.refuse_blocked(data, story)
        second_reader.refuse_publication(story, draft, data, by)
    _refuse_unready(data, at)
    status = Status.ARCHIVED if story.status == Status.ARCHIVED else Status.PUBLISHED
    state = {"status": status, "withdrawal_reason": ""}
    shelf.unshelve_for(data)
    write(story, data, version=F("version") + 1, **state, **times)
    if draft:
        Revision.objects.filter(pk=draft.pk).update(kind=Revision.Kind.PUBLISHED, automatic=False, saved_at=Now())


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
