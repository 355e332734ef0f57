"""A person takes a copy of everything with their address, or has it gone: some at a time, however much there is."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lib import defences
from articles.models import Appeal, Comment, Person
from articles.queries.people import comments_of
from articles.workflow import audit, people, threads

BATCH = 200
TRIES = 5
# What is left of an erased comment: its place in the thread, its time, what was decided.
NOTHING = dict.fromkeys(["name", "email", "website", "role", "sender", "body", "html", "refusal", "message"], "") | {
    "by": None,
    "person": None,
    "edited_at": None,
    "notify": False,
    "flagged": 0,
    "reasons": [],
}


# The copy


def export(person):
    """Gives the text of a JSON document, in pieces: who the person is here, and each comment with their address."""
    known = json.dumps(_about(person), ensure_ascii=False, indent=2)
    yield known[:-2] + f",\n  {json.dumps(_('comments'), ensure_ascii=False)}: ["
    comma = ""
    for comment in _one_by_one(person):
        yield comma + "\n" + json.dumps(_of_comment(comment), ensure_ascii=False, indent=2)
        comma = ","
    yield "\n]}\n"


def _about(person):
    return {
        _("site"): settings.SITE_URL,
        _("made at"): timezone.now().isoformat(timespec="seconds"),
        _("e-mail"): person.email,
        _("name"): person.name,
        _("language of mails"): person.language,
        _("address confirmed"): _time(person.verified_at),
        _("wants no mail"): person.no_mail,
        _("decision of the moderators"): person.get_standing_display(),
        _("until"): _time(person.until),
        _("why"): person.note,
        _("not in this copy"): _(
            "Reports of other people’s comments: they are kept without anything that says who made them."
        ),
    }


def _one_by_one(person):
    """By key, so that a page of comments is in memory and no more."""
    found, last = comments_of(person).order_by("pk"), 0
    while page := list(found.filter(pk__gt=last)[:BATCH]):
        appeals = {appeal.comment_id: appeal for appeal in Appeal.objects.filter(comment__in=page)}
        for comment in page:
            comment.own_appeal = appeals.get(comment.pk)
            yield comment
        last = page[-1].pk


def _of_comment(comment):
    story, appeal = comment.story, comment.own_appeal
    told = {
        _("number"): comment.pk,
        _("story"): story.headline,
        _("address"): f"{settings.SITE_URL}{story.get_absolute_url()}",
        _("answer to the comment number"): comment.parent_id,
        _("name"): comment.name,
        _("e-mail"): comment.email,
        _("website"): comment.website,
        _("comment"): comment.body,
        _("sent"): _time(comment.created_at),
        _("edited by its author"): _time(comment.edited_at),
        _("confirmed as yours"): comment.person_id is not None,
        _("wants to hear of answers"): comment.notify,
        _("a notice went out for it"): _time(comment.announced_at),
        _("trace of where it came from, a hash"): comment.sender,
        _("state"): comment.get_status_display(),
        _("why it was held"): defences.explain(comment.reasons),
        _("decided"): _time(comment.decided_at),
        _("reason of the refusal"): comment.get_refusal_display(),
        _("message to its author"): comment.message,
        _("picked by the newsroom"): _time(comment.picked_at),
    }
    if appeal:
        told[_("appeal")] = {
            _("what its author says"): appeal.words,
            _("sent"): _time(appeal.created_at),
            _("outcome"): appeal.get_outcome_display(),
            _("decided"): _time(appeal.decided_at),
        }
    return told


def _time(moment):
    return moment.isoformat(timespec="seconds") if moment else None


# The end


def erase(person, by=None):
    """Everything: the words, the name, the addresses, the person. Gives back how many comments. Cannot be undone.

    Some at a time, each in its own transaction; when it is broken off, the person is still there to ask again.
    `person` may be unsaved, Person(email=…): somebody who never confirmed the address and writes by mail.
    """
    gone = 0
    while page := list(comments_of(person).order_by("pk")[:BATCH]):
        done = sum(erase_comment(comment) for comment in page)
        gone += done
        if not done:
            break  # each of them is being changed all the time: rather say how far we came than try for ever
    _forget(person)
    audit.record(by, None, _("Comments erased at the wish of their author: %d.") % gone, "person.erase")
    return gone


def erase_comment(comment):
    """One comment and what was said about it; answers stay in their place. Whether it is gone."""
    for _try in range(TRIES):
        if _take_out(comment):
            return True
        if (comment := Comment.objects.filter(pk=comment.pk).first()) is None:
            return True
    return False


@transaction.atomic
def _take_out(comment):
    # The fingerprint is made of the words; what takes its place is one of its kind in the story, too.
    if not threads.move(comment, Comment.Status.WITHDRAWN, fingerprint=f"erased {comment.pk}", **NOTHING):
        return False
    comment.flags.all().delete()
    Appeal.objects.filter(comment=comment).delete()
    return True


@transaction.atomic
def _forget(person):
    """A decision of the moderators outlives the wish: its address is kept as long as it holds, and nothing else."""
    held = (
        Person.objects.select_for_update().filter(pk=person.pk).exclude(standing="").exclude(until__lte=timezone.now())
    )
    if held.update(name="", language="", note="", verified_at=None, key=people.new_key()):
        return
    Person.objects.filter(pk=person.pk).delete()
