"""The working draft of a story and how it becomes the live row (decision 4).

A revision's data is a dict of plain JSON values:
`language kind kicker headline standfirst body slug` (text) · `comments_open no_region` (bools) · `section lead_image
primary_region` (a key or None) · `tags regions authors` (lists of keys, authors in the order of their signatures) ·
`embargo_until expires_at` (ISO 8601 in UTC, or None).
"""

from datetime import UTC, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.lib.html import clean
from articles.lib.typography import typeset
from articles.models import Author, Byline, Image, Region, Revision, Section, Story, StoryRegion, Tag
from articles.workflow import addresses, audit, figures, second_reader, words
from articles.workflow.errors import Conflict, Refused, Vanished
from articles.workflow.rendering import rendered

Kind = Revision.Kind

COLUMNS = ("language", "kind", "kicker", "headline", "standfirst", "body", "slug", "comments_open", "no_region")
KEYS = ("section", "lead_image")
TIMES = ("embargo_until", "expires_at")
SHORT_TEXTS = ("kicker", "headline", "standfirst")
# What the form knows since the desk was built: revisions filed before lack it.
LATER = {"no_region": False}

# As long as somebody writes without a longer break, the machine keeps one revision of it.
SITTING = timedelta(minutes=10)


def snapshot(story):
    """The live row as revision data. Three queries: regions, authors, tags."""
    data = {name: getattr(story, name) for name in COLUMNS}
    data |= {name: getattr(story, f"{name}_id") for name in KEYS}
    data |= {name: _utc(getattr(story, name)) for name in TIMES}
    links = list(story.story_regions.all())
    data["regions"] = sorted(link.region_id for link in links)
    data["primary_region"] = next((link.region_id for link in links if link.primary), None)
    data["authors"] = [byline.author_id for byline in story.bylines.all()]
    data["tags"] = sorted(story.tags.values_list("pk", flat=True))
    return data


def _utc(moment):
    return moment.astimezone(UTC).isoformat() if moment else None


def working_draft(story):
    """The draft editors are busy with, or None when the live row is the latest word. One query."""
    return story.revisions.filter(kind=Kind.DRAFT).first()


def contents(revision):
    """The data of a revision, whatever fields there were when it was filed."""
    return LATER | revision.data


def tidied(data):
    """Clean HTML and the typography of the story's language, so that every door stores the same (decision 6)."""
    texts = {name: typeset(data[name].strip(), data["language"]) for name in SHORT_TEXTS}
    times = {name: _utc(parse_datetime(data[name])) if data[name] else None for name in TIMES}
    sets = {name: sorted(set(data[name])) for name in ("regions", "tags")}
    return LATER | data | texts | times | sets | {"body": clean(data["body"])}


def basis(story, draft):
    """What a form was opened on, such as '3:41.2': live version 3, working draft 41 in its edition 2 (0 for none).

    Whoever saves must name it: if either has moved on, somebody else was faster (see `Conflict`).
    """
    return f"{story.version}:{draft.pk}.{draft.edition}" if draft else f"{story.version}:0"


def lock(story):
    """The row as it is now, held until the transaction ends (SQLite holds the whole database instead)."""
    try:
        return Story.objects.select_for_update().get(pk=story.pk)
    except Story.DoesNotExist as error:
        raise Vanished from error


@transaction.atomic
def start(data, by, automatic=False, **columns):
    """A new story with its first working draft. `columns`: what is not in the revision (translation_group)."""
    data = tidied(data)
    story = Story(owner=by, **columns)
    write(story, data)
    Revision.objects.create(story=story, kind=Kind.DRAFT, data=data, based_on=0, by=by, automatic=automatic)
    audit.record(by, story, _("Started."), "story.start")
    return story


def save_draft(story, data, by, on=None):
    """Files `data` as the working draft; the live row of a story that was ever public stays as it is.

    `on` is the `basis` the writer saw, None to overrule. Saving what is there already adds nothing to the
    history. Raises Conflict, Vanished, Refused. Gives the working draft, None when it equals the live row.
    """
    return _save(story, tidied(data), by, on)  # tidied before the lock, which on SQLite holds up every other writer


@transaction.atomic
def _save(story, data, by, on):
    story, draft = _begin(story, on)
    if data == _latest(story, draft):
        return _kept_by_hand(draft, by)
    revision = _own(draft, by) if draft and draft.automatic else None
    revision = _rewrite(revision, data, automatic=False) if revision else _file(story, draft, data, by)
    _follow(story, data, by)
    audit.record(by, story, _("Draft saved."), "story.save")
    return revision


def autosave(story, data, by, on):
    """Like `save_draft`, while somebody types: one sitting leaves one revision, and no line in the trail.

    Raises Conflict, Vanished, Refused. Gives the working draft, None when it equals the live row.
    """
    return _save_by_itself(story, tidied(data), by, on)


@transaction.atomic
def _save_by_itself(story, data, by, on):
    story, draft = _begin(story, on)
    if data == _latest(story, draft):
        return draft
    revision = _own(draft, by) if draft and draft.automatic else None
    if revision and timezone.now() - revision.created_at < SITTING:
        revision = _rewrite(revision, data, automatic=True)
    else:
        revision = _file(story, draft, data, by, automatic=True)
    _follow(story, data, by)
    return revision


@transaction.atomic
def set_aside(story, data, by):
    """Files a text in the history without touching the working draft: of two versions, the one not chosen."""
    data = tidied(data)
    story = lock(story)
    audit.record(by, story, _("A version was set aside in the history."), "story.set_aside")
    return Revision.objects.create(story=story, kind=Kind.SAVED, data=data, based_on=story.version, by=by)


def _begin(story, on):
    story = lock(story)
    draft = working_draft(story)
    if on is not None and on != basis(story, draft):
        raise Conflict
    return story, draft


def _latest(story, draft):
    return contents(draft) if draft else snapshot(story)


def _own(draft, by):
    return draft if draft.by_id == by.pk else None


def _kept_by_hand(draft, by):
    """What the machine saved, and somebody now saves as it is: their word."""
    if draft and draft.automatic:
        Revision.objects.filter(pk=draft.pk).update(automatic=False)
        draft.automatic = False
        audit.record(by, draft.story, _("Draft saved."), "story.save")
    return draft


def _rewrite(draft, data, automatic):
    Revision.objects.filter(pk=draft.pk).update(
        data=data, automatic=automatic, edition=F("edition") + 1, saved_at=Now()
    )
    draft.refresh_from_db()
    return draft


def _file(story, draft, data, by, automatic=False):
    """A new working draft; the one before it goes into the history."""
    if draft:
        draft.kind = Kind.AUTOSAVED if draft.automatic else Kind.SAVED
        draft.save(update_fields=["kind"])
    return Revision.objects.create(
        story=story, kind=Kind.DRAFT, data=data, based_on=story.version, by=by, automatic=automatic
    )


def _follow(story, data, by):
    """What follows a change of the draft: the row of a story never public, and the end of an approval.

    Whoever approved may go on changing, unless a second pair of eyes is wanted; a word of anybody else's was not
    approved.
    """
    approved = story.status == Story.Status.APPROVED
    if approved and (story.approved_by_id != by.pk or second_reader.wanted(story, data)):
        Story.objects.filter(pk=story.pk).update(status=Story.Status.IN_REVIEW, approved_by=None)
        story.status, story.approved_by = Story.Status.IN_REVIEW, None
        audit.record(by, story, _("Changed after its approval: back in review."), "story.approval_lapsed")
    if story.published_at is None:
        write(story, data)


def write(story, data, **state):
    """Copies revision data to the row, its regions, bylines and tags. The caller holds the transaction.

    `state`: columns that are no part of a revision (status, times, version). Raises Refused in words where a
    constraint says no (an address taken meanwhile).
    """
    data = LATER | data
    left = addresses.claim(story, data)
    for name in COLUMNS:
        setattr(story, name, data[name])
    for name in KEYS:
        setattr(story, f"{name}_id", data[name])
    for name in TIMES:
        setattr(story, name, parse_datetime(data[name]) if data[name] else None)
    for name, value in state.items():
        setattr(story, name, value)
    for name, value in rendered(data["body"], data["language"]).items():
        setattr(story, name, value)
    _refuse_missing(data)
    try:
        with transaction.atomic():
            story.save()
    except IntegrityError as error:
        raise Refused(_("Another story in this language has this address or is this version already.")) from error
    addresses.keep_old(story, left)
    _write_links(story, data)
    words.index(story)
    figures.note(story)


def _refuse_missing(data):
    """A draft may name what was deleted since it was saved; the database would only notice at the very end."""
    named = {
        Region: {*data["regions"], data["primary_region"]},
        Author: set(data["authors"]),
        Tag: set(data["tags"]),
        Section: {data["section"]},
        Image: {data["lead_image"]},
    }
    for model, keys in named.items():
        keys.discard(None)
        if keys and model.objects.filter(pk__in=keys).count() < len(keys):
            raise Refused(_("Something this story uses was deleted meanwhile: %s.") % model._meta.verbose_name_plural)


def _write_links(story, data):
    primary = data["primary_region"]
    story.story_regions.all().delete()
    StoryRegion.objects.bulk_create(
        StoryRegion(story=story, region_id=pk, primary=pk == primary) for pk in data["regions"]
    )
    story.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(story=story, author_id=pk, position=position) for position, pk in enumerate(data["authors"])
    )
    story.tags.set(data["tags"])
