"""A reader hears of answers to a comment of theirs: after a double opt-in, and with a link that ends it.

The box under the form is the first yes, the confirmed address the second. The author of the comment answered hears of
it, nobody else in the thread: the others were not asked.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from articles.lib import seals
from articles.lib.tokens import keyed_hash
from articles.models import Comment, Person
from articles.workflow import people, rates, reader_mail

MOST = 10  # notices to one person, who then has an hour of peace: no crowd fills a mailbox
HOUR = timedelta(hours=1)
Status = Comment.Status


def opt_in(comment, language, address=""):
    """The box was ticked: the second yes is asked for by mail, unless the person is known already."""
    if comment.notify and comment.person_id is None and comment.status in (Status.PENDING, Status.APPROVED):
        try:
            people.ask_to_verify(comment.email, language, comment, address)
        except people.TooMany:
            return  # the comment is in; on its own page the mail can be asked for again


@transaction.atomic
def announce(comment):
    """The comment became visible: tells the author of the one it answers, once. True: a mail is on its way.

    That it is told is claimed first, so whatever calls this at the same time, or again after an undo, tells nobody.
    """
    told = Comment.objects.filter(pk=comment.pk, status=Status.APPROVED, announced_at=None)
    if not told.update(announced_at=Now()):
        return False
    answer = Comment.objects.select_related("story", "parent__person").get(pk=comment.pk)
    if not _is_news(answer) or not rates.claim(keyed_hash("notices", str(answer.parent.person_id)), MOST, HOUR):
        return False
    reader_mail.reply_notice(answer.parent.person, answer)
    return True


def announce_all(comments):
    """The same for those that become visible together, in the transaction that holds them: one query for all of whom
    nobody has asked to hear, the others as soon as it is certain.
    """
    awaited = [comment for comment in comments if comment.parent and comment.parent.notify and comment.parent.person_id]
    others = [comment.pk for comment in comments if comment not in awaited]
    Comment.objects.filter(pk__in=others, announced_at=None).update(announced_at=Now())
    for comment in awaited:
        transaction.on_commit(partial(announce, comment))


def _is_news(answer):
    """Whether somebody asked to hear of it, still may, and did not write it."""
    parent = answer.parent
    if parent is None or parent.person is None or not parent.notify or parent.status != Status.APPROVED:
        return False
    person = parent.person
    own = answer.person_id == person.pk or answer.email.lower() == person.email
    return bool(person.verified_at) and not person.no_mail and not own and answer.story.is_public


# No more of them


def end(token, scope="all"):
    """Follows the link at the foot of a notice, which works for a year. Any number of times; raises people.Over.

    `scope`: "comment", the one that was answered; "all", notices of answers; "mail", every mail from here.
    """
    person, comment = addressed(token)
    if scope == "mail":
        Person.objects.filter(pk=person).update(no_mail=True)
    wanted = Comment.objects.filter(person=person, notify=True)
    if scope == "comment":
        wanted = wanted.filter(pk=comment)
    wanted.update(notify=False)


def addressed(token):
    """(key of the person, key of the comment answered) of such a link. Raises people.Over."""
    words = seals.opened("notices", token, seals.YEAR)
    if words is None:
        raise people.Over
    return words


def want(person, comment_id, wanted):
    """Switches the notices of one of the person's own comments. Whether there was such a one."""
    return Comment.objects.filter(person=person, pk=comment_id).update(notify=wanted) == 1
