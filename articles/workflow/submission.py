"""How a reader's comment comes in (COMMENTS.md): what is asked, in which order, and what becomes of it.

The view has looked at where it comes from, its token and its fields. Here: may anything be said, and by this person;
is it there already; not too fast; and only then, what holds it for a moderator.
"""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.lib import defences
from articles.lib.plain import paragraphs
from articles.lib.tokens import keyed_hash
from articles.models import Comment
from articles.queries import discussion
from articles.queries.rulebook import rulebook
from articles.workflow import notices, rates, senders, standing, threads, twins
from articles.workflow.errors import Refused
from articles.workflow.standing import Barred
from articles.workflow.storing import insert_once

Status = Comment.Status
__all__ = ["Barred", "Closed", "NotOpen", "TooFast", "count_attempt", "submit"]


@dataclass
class TooFast(Exception):
    """The sender posts too quickly and may try again in `seconds`."""

    seconds: int


class NotOpen(Refused):
    """The story takes no comments, or the comment answered to is not there for readers."""


class Closed(NotOpen):
    """The story takes none at all, or no longer."""


class _NotStored(Exception):
    """The transaction is undone: it was not their turn, or the comment is there already."""


def count_attempt(address, email, person=None, user=None):
    """Counts a post that is not even submitted. Gives the seconds the sender has to wait, 0 for none."""
    return rates.count_attempt(rates.keys_of(address, email, person, user))


def submit(story, words, *, address, person=None, user=None, notify=False, parent=None, trapped=False):
    """Takes a comment and gives it back, stored; the same again gives the one that exists.

    `words`: name, email, website, body, valid already (forms/comment.py). `person`: the verified Person whose browser
    sends it; `user`: the account that is logged in, of which only colleagues count. `parent`: the key of the comment
    answered to. `trapped`: the honeypot was filled, so it is filed as spam.
    Raises NotOpen, Barred, TooFast; then nothing is stored, and the attempt counted all the same.
    """
    colleague = user if user and user.is_active and user.is_staff else None
    words = {"name": "", "email": "", "website": ""} | words
    words["email"] = words["email"].lower()
    if person and words["email"] != person.email:
        person = None  # somebody else's address was typed: then it is not this person who writes
    keys = rates.keys_of(address, words["email"], person, colleague)
    try:
        talk = discussion.of(story, getattr(story, "filed_under", None))
        comment = Comment(story_id=story.pk, notify=notify, **_placed(story, talk, parent))
        if colleague:
            _by_colleague(comment, words, colleague)
        else:
            _by_reader(comment, words, address, person, talk, trapped)
    except (NotOpen, Barred):
        rates.count_attempt(keys)
        raise
    return _taken(comment, _turns(keys, 0 if colleague else talk.slow_seconds, story), address)


def _placed(story, talk, parent):
    """Its place under the story: there has to be one, and readers must be able to see the comment answered to."""
    if not talk.open:
        raise Closed(_("Comments are closed for this story."))
    if parent is None:
        return threads.place_under(None)
    if found := story.comments.visible().filter(pk=parent).select_related("parent").first():
        return threads.place_under(found)
    raise NotOpen(_("The comment you answer to is no longer there."))


def _by_colleague(comment, words, colleague):
    """Under their login only, and public at once: they answer for it with their name."""
    _say(comment, words | standing.of_colleague(colleague, comment.story_id), f"user {colleague.pk}")
    comment.status, comment.shown = Status.APPROVED, True


def _by_reader(comment, words, address, person, talk, trapped):
    known = standing.of(address, words["name"], words["email"], person)
    _say(comment, words, f"person {person.pk}" if person else "")
    comment.person, comment.sender = person, senders.key("address", address) if address else ""
    comment.reasons = reasons(words, known, talk, trapped)
    if trapped:
        comment.status = Status.SPAM
    elif known.trusted and not defences.never_alone(comment.reasons):
        comment.status, comment.shown = Status.APPROVED, True


def _say(comment, words, proof):
    # Worked out before the transaction, which holds up everybody else who writes.
    for name, value in said(words, proof).items():
        setattr(comment, name, value)


def said(words, proof=""):
    """{'body': 'Merci.', …} -> the same with 'html' and 'fingerprint'.

    `proof`: what besides the words makes it the same comment, so that nobody can repeat that of another.
    """
    fingerprint = keyed_hash("comment", words["email"], words["name"], words["body"], proof)
    return words | {"fingerprint": fingerprint, "html": paragraphs(words["body"])}


def reasons(words, known, talk, trapped=False):
    """Why it has to wait: [['first_time', '']]."""
    extra = known.held + ([["all_held", ""]] if talk.all_held else [])
    return defences.reasons(words, book=rulebook(), first_time=known.first_time, trapped=trapped, extra=extra)


def _turns(keys, slow_seconds, story):
    """[(whose turn, the pause between two)]: everywhere, and in slow mode under this story."""
    turns = [(keys, settings.COMMENT_INTERVAL)]
    if slow_seconds:
        turns.append(([senders.key("slow", f"{story.pk} {key}") for key in keys], slow_seconds))
    return turns


def _taken(comment, turns, address):
    keys = turns[0][0]
    try:
        _store(comment, turns)
        return comment
    except NotOpen:  # the comment answered was there a moment ago
        rates.count_attempt(keys)
        raise
    except _NotStored:
        wait = rates.count_attempt(keys)
    if twin := twins.of(comment):
        if twins.is_theirs(twin, comment, address):
            return twin
        comment.fingerprint = twins.apart(comment.fingerprint, comment.sender)
        return _taken(comment, turns, address)
    raise TooFast(wait or max(rates.pause_left(*turn) for turn in turns))


@transaction.atomic
def _store(comment, turns):
    """All or nothing: the senders' turns, the attempt, the comment and, when it is public, its story's number."""
    if comment.status == Status.APPROVED:
        _hold_thread(comment)
    attempts = [rates.claim_turn(*turn) for turn in turns]
    if not all(attempts):
        raise _NotStored
    if max(attempts) > settings.COMMENT_ATTEMPTS // 2:
        _hold_burst(comment)
    if not insert_once(comment):
        raise _NotStored
    if comment.status == Status.APPROVED:
        threads.count_new(comment)
        transaction.on_commit(partial(notices.announce, comment))


def _hold_burst(comment):
    """So many attempts in a minute are no reading and writing. A colleague may well answer everybody."""
    if comment.by is None and ["rates", ""] not in comment.reasons:
        comment.reasons.append(["rates", ""])
    if comment.by is None and comment.status == Status.APPROVED:
        comment.status, comment.shown = Status.PENDING, False


def _hold_thread(comment):
    """What is answered in public stays public until the answer stands below it (workflow/threads.py does the same)."""
    if comment.thread_id is None:
        return
    Comment.objects.select_for_update().filter(pk=comment.thread_id).first()
    if not Comment.objects.filter(pk=comment.parent_id, status=Status.APPROVED).exists():
        raise NotOpen(_("The comment you answer to is no longer there."))
