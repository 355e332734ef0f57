"""The first page of the desk: what waits for this person. At most twelve short queries, and three for the fronts."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.admin.story_state import zone
from articles.lib.ages import age
from articles.models import Comment, Story
from articles.queries import desk
from articles.queries.fronts import stale_fronts
from articles.templatetags.newsroom import desk_time
from articles.workflow.locks import FADES
from articles.workflow.moves import may_write, sees_all

__all__ = ["piles_for", "zone"]


@dataclass
class Thing:
    words: str
    url: str
    at: datetime | None = None
    when: str = ""  # `at` in words
    who: str = ""


@dataclass
class Pile:
    name: str  # in the page's markup
    title: str
    url: str  # of the whole list, '' when there is none
    things: list = field(default_factory=list)
    number: str = "0"  # '50+' beyond fifty


def piles_for(user):
    """(those with something in them, the empty ones): what this person may see and has to do with."""
    piles = [*_story_piles(user), *_comments(user), *_fronts(user)]
    return [pile for pile in piles if pile.things], [pile for pile in piles if not pile.things]


def _story_piles(user):
    if not may_write(user):
        return
    seen = Story.objects.all() if sees_all(user) else Story.objects.filter(owner=user)
    yield _stories("sent-back", _("Changes requested of me"), "mine=1&state=changes_requested", desk.sent_back_to(user))
    if user.has_perm("articles.review_story"):
        yield _stories("waiting", _("Waiting for me"), "view=waiting", desk.waiting_for(user))
    yield _notes(desk.notes_for(seen, user))
    yield _stories("drafts", _("My drafts"), "mine=1&state=draft", desk.drafts_of(user))
    yield _stories("approved", _("Approved, ready to go out"), "state=approved", desk.approved(seen))
    yield _stories("scheduled", _("Scheduled"), "state=scheduled", desk.scheduled(seen), moment=desk_time)
    yield _stories(
        "embargo", _("Embargo ends today"), "view=embargo", desk.embargoes_ending(seen, user), moment=desk_time
    )
    yield _stories("changes", _("Changes not published yet"), "view=changes", desk.with_changes(seen, user))
    yield _writing(desk.writing_now(seen, timezone.now() - FADES))


def since(at):
    """'for 3 hours', in one unit; 'just now' within the last minute."""
    told = age(at)
    return _("for %s") % told if told else _("just now")


def _stories(name, title, query, found, moment=since):
    url = f"{reverse('admin:articles_story_changelist')}?{query}"
    things = [
        Thing(story.headline, _change("story", story.pk), story.since, moment(story.since), _name(story.owner))
        for story in found.things
    ]
    return _pile(name, title, url, found, things)


def _notes(found):
    things = [
        Thing(
            Truncator(note.body).chars(100),
            _change("story", note.story_id),
            note.created_at,
            since(note.created_at),
            _("%(name)s, “%(headline)s”")
            % {"name": _name(note.by), "headline": Truncator(note.story.headline).chars(60)},
        )
        for note in found.things
    ]
    return _pile("notes", _("Notes for me"), "", found, things)


def _writing(found):
    things = [
        Thing(lock.story.headline, _change("story", lock.story_id), lock.since, since(lock.since), _name(lock.by))
        for lock in found.things
    ]
    return _pile("writing", _("Being written right now"), "", found, things)


def _comments(user):
    if not user.has_perm("articles.moderate_comment"):
        return
    found = desk.comments_waiting()
    things = [
        Thing(
            Truncator(comment.body).chars(100),
            _change("comment", comment.pk),
            comment.since,
            since(comment.since),
            " · ".join(filter(None, [comment.name, _why_open(comment)])),
        )
        for comment in found.things
    ]
    yield _pile("comments", _("Comments waiting"), reverse("admin:articles_comment_changelist"), found, things)


def _why_open(comment):
    """What else than waiting brought it here: 'flagged: 2', 'appeal'."""
    if comment.status == Comment.Status.PENDING:
        return ""
    return _("flagged: %d") % comment.flagged if comment.flagged else _("appeal")


def _fronts(user):
    if not user.has_perm("articles.curate_front"):
        return
    stale = stale_fronts()
    things = [Thing(f"{front.name} ({front.language})", front.compose_url, who=front.stale) for front in stale]
    yield Pile("fronts", _("Fronts to look after"), "", things[: desk.SHOWN], str(len(stale)))


def _pile(name, title, url, found, things):
    return Pile(name, title, url, things, f"{found.number}+" if found.more else str(found.number))


def _name(person):
    return person.username if person else ""


def _change(noun, key):
    return reverse(f"admin:articles_{noun}_change", args=[key])
