"""The page of a story before it is one, and the addresses at which somebody outside may read it for a while."""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lib.plain import is_visible, one_line
from articles.lib.tokens import keyed_hash
from articles.models import Author, Byline, Image, PreviewLink, PreviewVisit, Region, Section, Story, StoryRegion, Tag
from articles.queries.story import story_context
from articles.templatetags.newsroom import moment
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write
from articles.workflow.rendering import rendered
from articles.workflow.revisions import COLUMNS, TIMES, contents, lock, snapshot, tidied, working_draft

MAX_HOURS = 14 * 24
MAX_LIVING = 20  # links of one story that work at the same time
MAX_LABEL = 120
ONE_READING = timedelta(minutes=1)  # who reloads the page within it has not come again
KEPT = timedelta(days=30)


class Over(Refused):
    """A link that led to a draft and no longer does: taken back, run out, or its story withdrawn."""

    def __init__(self, language):
        super().__init__(gettext_lazy("This preview is over."))
        self.language = language


# The page


def as_saved(story):
    """The data of the working draft, else of the live row. One query, three more without a draft."""
    draft = working_draft(story)
    return contents(draft) if draft else snapshot(story)


def previewed(story, data):
    """`data` (see workflow/revisions.py) as an unsaved Story that carries all its page prints; nothing is written.

    What was never public gets the present as its date, as if it went out now. A picture, a region or an author that
    no longer exists leaves no trace. Five queries, and one for the pictures in the text.
    """
    data = tidied(data)
    shown = Story(**{field.attname: getattr(story, field.attname) for field in Story._meta.concrete_fields})
    for name in COLUMNS:
        setattr(shown, name, data[name])
    for name in TIMES:
        setattr(shown, name, parse_datetime(data[name]) if data[name] else None)
    image = Image.objects.filter(pk=data["lead_image"]).first()
    shown.lead_image = image if image and image.is_shown else None
    shown.section = Section.objects.filter(pk=data["section"]).first()
    shown.published_at = story.published_at or timezone.now()
    for name, value in rendered(data["body"], data["language"]).items():
        setattr(shown, name, value)
    shown._prefetched_objects_cache = _people_and_places(shown, data)
    return shown


def _people_and_places(shown, data):
    """What `with_people_and_places` and the tags would have loaded of a saved one."""
    first = data["primary_region"]
    regions = sorted(Region.objects.filter(pk__in=data["regions"]), key=lambda region: region.pk != first)
    authors = Author.objects.in_bulk(data["authors"])
    signed = [authors[key] for key in data["authors"] if key in authors]
    return {
        "story_regions": [StoryRegion(story=shown, region=each, primary=each.pk == first) for each in regions],
        "bylines": [Byline(story=shown, author=author, position=place) for place, author in enumerate(signed)],
        "tags": list(Tag.objects.filter(pk__in=data["tags"])),
    }


def page_of(shown, **bar):
    """The context of templates/articles/story_preview.html. `bar`: what its banner has to say."""
    return story_context(shown) | {"comments_open": False, "canonical": "", "light": "", "preview": True} | bar


# The links


@transaction.atomic
def share(story, by, label, hours):
    """(link, token): the token is given this once, the link keeps its keyed hash. Raises Refused, Vanished."""
    story = lock(story)
    _refuse_stranger(by, story)
    label = one_line(label)[:MAX_LABEL]
    if not is_visible(label):
        raise Refused(_("Say for whom the link is."))
    if not 1 <= hours <= MAX_HOURS:
        raise Refused(_("A preview link works for one hour at least, for 14 days at most."))
    if is_gone(story):
        raise Refused(_("This story was withdrawn from its readers: nobody outside can be shown it."))
    if living(story).count() >= MAX_LIVING:
        raise Refused(_("This story has %d preview links already: take one back first.") % MAX_LIVING)
    token = secrets.token_urlsafe(32)
    until = timezone.now() + timedelta(hours=hours)
    link = PreviewLink.objects.create(story=story, token_hash=_hash(token), label=label, by=by, expires_at=until)
    told = _("Preview link for %(name)s, until %(time)s.") % {"name": label, "time": moment(until)}
    audit.record(by, story, told, action="preview.share")
    return link, token


@transaction.atomic
def revoke(link, by):
    """Whether there was something to take back: an open link. Raises PermissionDenied, Vanished."""
    story = lock(link.story)
    _refuse_stranger(by, story)
    if not living(story).filter(pk=link.pk).update(revoked_at=Now()):
        return False
    told = _("Preview link for %(name)s taken back.") % {"name": link.label}
    audit.record(by, story, told, action="preview.revoke")
    return True


def _refuse_stranger(by, story):
    if not may_write(by, story):
        raise PermissionDenied(f"{by} may not show story {story.pk} to anybody")


def living(story):
    """The links of a story that still work."""
    return PreviewLink.objects.filter(story=story, revoked_at=None, expires_at__gt=Now())


def opened(token):
    """The open link of a token, its story with it. Raises PreviewLink.DoesNotExist (nobody made it) and Over.

    It is looked up by its keyed hash, so how long that takes tells nothing about the tokens there are. One query.
    """
    link = PreviewLink.objects.select_related("story", "by").get(token_hash=_hash(token))
    # With an account, and with its rights, go the doors it has opened.
    left = link.by is not None and not (link.by.is_active and link.by.is_staff and may_write(link.by, link.story))
    if left or link.revoked_at or link.expires_at <= timezone.now() or is_gone(link.story):
        raise Over(link.story.language)
    return link


def visit(token, address):
    """`opened`, and a line about it that holds a keyed hash of the address. Three queries."""
    link = opened(token)
    sender = keyed_hash("preview", address) if address else ""
    if not link.visits.filter(sender=sender, at__gt=timezone.now() - ONE_READING).exists():
        PreviewVisit.objects.create(link=link, sender=sender)
    return link


def _hash(token):
    return keyed_hash("preview link", token)


def is_gone(story):
    """Readers had it and have it no longer: nor may anybody else."""
    over = story.status == Story.Status.WITHDRAWN
    return over or bool(story.published_at and story.expires_at and story.expires_at <= timezone.now())
