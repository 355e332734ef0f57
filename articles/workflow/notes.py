"""What colleagues say to each other about a story, and who hears of it. Never public."""

import re

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import Note
from articles.workflow import audit, mail
from articles.workflow.errors import Refused

LONGEST = 5_000
MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")
MOST_MENTIONS = 20

# Whom a move concerns, beside the reviewer: those who may take the next step, or the one who wrote it.
FOR_REVIEWERS = {"submit"}


@transaction.atomic
def add(story, by, body, parent=None):
    """Files a note, or an answer to one, and tells whoever it concerns. Raises Refused.

    The caller has made sure that `by` may open the story.
    """
    body = body.strip()
    if not body:
        raise Refused(_("The note is empty."))
    if len(body) > LONGEST:
        raise Refused(_("This note is too long: %d characters at most.") % LONGEST)
    if parent is not None and parent.story_id != story.pk:
        raise Refused(_("The note you answer to belongs to another story."))
    note = _file(story, by, body, parent)
    mail.note_written(note, _hearers(note) - {by})
    return note


def _file(story, by, body, parent):
    thread = parent and (parent.parent or parent)  # an answer to an answer hangs on the same note
    note = Note.objects.create(story=story, by=by, body=body, parent=thread)
    note.mentions.set(mentioned(body))
    if thread:
        Note.objects.filter(pk=thread.pk, resolved_at__isnull=False).update(resolved_at=None, resolved_by=None)
    audit.record(by, story, _("Note: %s") % body[:200], "story.note")
    return note


@transaction.atomic
def resolve(note, by, done=True):
    """Closes a thread, or opens it again. Gives back whether that changed anything."""
    open_or_closed = Note.objects.filter(pk=note.pk, parent=None, resolved_at__isnull=done)
    changed = open_or_closed.update(resolved_at=Now() if done else None, resolved_by=by if done else None)
    if changed:
        audit.record(by, note.story, _("Note closed.") if done else _("Note opened again."), "story.note_closed")
    return bool(changed)


def mentioned(body):
    """'@camille, lis ceci' -> the active staff of that name. One query, none without an @."""
    names = _names(body)
    if not names:
        return []
    wanted = Q()
    for name in names:
        wanted |= Q(username__iexact=name)
    return list(get_user_model().objects.filter(wanted, is_active=True, is_staff=True))


def _names(body):
    """'@camille. et @Anne' -> ['camille', 'Anne']"""
    return list(dict.fromkeys(name.rstrip(".-+") for name in MENTION.findall(body)))[:MOST_MENTIONS]


def unheard(story, body):
    """Sentences about the @names of a note that no mail goes to. Two queries when there are some, none otherwise."""
    found = {person.username.lower(): person for person in mentioned(body)}
    heard = set(_allowed(story, found.values()))
    for name in _names(body):
        person = found.get(name.lower())
        if person is None:
            yield _("@%s: nobody at the desk has this name.") % name
        elif person not in heard:
            yield _("@%s may not open this story, and gets no mail.") % name
        elif not person.email:
            yield _("@%s has no e-mail address, and gets no mail.") % name


def about_move(move, story, by, words):
    """After a move: its note, when there is one, and the mail to those it concerns."""
    note = _file(story, by, words.strip()[:LONGEST], None) if words.strip() else None
    people = {story.owner, story.reviewer}
    if move in FOR_REVIEWERS and story.reviewer is None:
        people |= set(reviewers())
    if note:
        people |= set(note.mentions.all())
    mail.story_moved(move, story, by, note, set(_allowed(story, people - {by, None})))


def about_reviewer(story, by):
    if story.reviewer and story.reviewer != by:
        mail.reviewer_named(story, by)


def reviewers():
    """Those who may approve a story or ask for changes."""
    return get_user_model().objects.with_perm("articles.review_story", backend=mail.BACKEND).filter(is_staff=True)


def _hearers(note):
    """The owner, the reviewer, whoever spoke in the thread or is named: those of them who may open the story."""
    story = note.story
    people = {story.owner, story.reviewer, *note.mentions.all()}
    if note.parent:
        people |= {note.parent.by, *(answer.by for answer in note.parent.answers.select_related("by"))}
    return set(_allowed(story, people - {None}))


def _allowed(story, people):
    """Neither a mention nor a right somebody had opens a door: nobody reads in a mail what the desk would not show."""
    for person in people:
        if not (person.is_active and person.is_staff):
            continue
        owner = story.owner_id == person.pk and person.has_perm("articles.submit_story")
        if owner or person.has_perm("articles.review_story") or person.has_perm("articles.publish_story"):
            yield person


def threads(story):
    """The notes of a story with their answers: two queries, and one for the names."""
    first = story.notes.filter(parent=None).select_related("by", "resolved_by")
    return first.prefetch_related("answers__by")
