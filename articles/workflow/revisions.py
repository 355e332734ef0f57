"""The working draft of a story and how it becomes the live row (decision 4).

A revision's data is a dict of plain JSON values:
`language kind kicker headline standfirst body slug` (text) · `comments_open` (bool) · `section lead_image
primary_region` (a key or None) · `tags regions authors` (lists of keys, authors in the order of their signatures) ·
`embargo_until expires_at` (ISO 8601 in UTC, or None).
"""

from datetime import UTC

from django.db import IntegrityError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.lib.html import clean
from articles.lib.typography import typeset
from articles.models import Author, Byline, Image, Region, Revision, Section, Story, StoryRegion, Tag
from articles.workflow import audit
from articles.workflow.errors import Conflict, Refused, Vanished
from articles.workflow.rendering import story_html

COLUMNS = ("language", "kind", "kicker", "headline", "standfirst", "body", "slug", "comments_open")
KEYS = ("section", "lead_image")
TIMES = ("embargo_until", "expires_at")
SHORT_TEXTS = ("kicker", "headline", "standfirst")


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
    return story.revisions.filter(kind=Revision.Kind.DRAFT).first()


def tidied(data):
    """Clean HTML and the typography of the story's language, so that every door stores the same (decision 6)."""
    texts = {name: typeset(data[name].strip(), data["language"]) for name in SHORT_TEXTS}
    times = {name: _utc(parse_datetime(data[name])) if data[name] else None for name in TIMES}
    sets = {name: sorted(set(data[name])) for name in ("regions", "tags")}
    return data | texts | times | sets | {"body": clean(data["body"])}


def basis(story, draft):
    """What a form was opened on, such as '3:41': live version 3, working draft 41 (0 for none).

    Whoever saves must name it: if either has moved on, somebody else was faster (see `Conflict`).
    """
    return f"{story.version}:{draft.pk if draft else 0}"


def lock(story):
    """The row as it is now, held until the transaction ends (SQLite holds the whole database instead)."""
    try:
        return Story.objects.select_for_update().get(pk=story.pk)
    except Story.DoesNotExist as error:
        raise Vanished from error


@transaction.atomic
def start(data, by, **columns):
    """A new story with its first working draft. `columns`: what is not in the revision (translation_group)."""
    data = tidied(data)
    story = Story(owner=by, **columns)
    write(story, data)
    Revision.objects.create(story=story, kind=Revision.Kind.DRAFT, data=data, based_on=0, by=by)
    audit.record(by, story, _("Started."))
    return story


@transaction.atomic
def save_draft(story, data, by, on=None):
    """Files `data` as the working draft; the live row of a story that was ever public stays as it is.

    `on` is the `basis` the writer saw, None to overrule. Saving what is there already adds nothing to the
    history. Raises Conflict, Vanished, Refused. Gives the working draft, None when it equals the live row.
    """
    story = lock(story)
    draft = working_draft(story)
    if on is not None and on != basis(story, draft):
        raise Conflict
    data = tidied(data)
    if data == (draft.data if draft else snapshot(story)):
        return draft
    Revision.objects.filter(story=story, kind=Revision.Kind.DRAFT).update(kind=Revision.Kind.SAVED)
    revision = Revision.objects.create(story=story, kind=Revision.Kind.DRAFT, data=data, based_on=story.version, by=by)
    if story.published_at is None:
        write(story, data)
    audit.record(by, story, _("Draft saved."))
    return revision


def write(story, data, **state):
    """Copies revision data to the row, its regions, bylines and tags. The caller holds the transaction.

    `state`: columns that are no part of a revision (status, times, version). Raises Refused in words where a
    constraint says no (an address taken meanwhile).
    """
    for name in COLUMNS:
        setattr(story, name, data[name])
    for name in KEYS:
        setattr(story, f"{name}_id", data[name])
    for name in TIMES:
        setattr(story, name, parse_datetime(data[name]) if data[name] else None)
    for name, value in state.items():
        setattr(story, name, value)
    story.html = story_html(data["body"], data["language"])
    _refuse_missing(data)
    try:
        with transaction.atomic():
            story.save()
    except IntegrityError as error:
        raise Refused(_("Another story in this language has this address or is this version already.")) from error
    _write_links(story, data)


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
