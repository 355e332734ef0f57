"""What is known of whoever sends a comment: first time? trusted? judged by a moderator?

Only what somebody has proved counts for them: an address verified by its owner. What was merely typed may hold a
comment; it lets none through, and does not tell whether the person it belongs to is barred.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Author, Byline, Comment, Person
from articles.queries.colleagues import is_name_of_ours
from articles.queries.raw import cursor, moment
from articles.templatetags.newsroom import moment as in_words
from articles.workflow import senders
from articles.workflow.errors import Refused

SHUT_OUT = (Person.Standing.MUTED, Person.Standing.BANNED)

# All of it in one question, whoever asks. What was proved is counted no further than needed.
QUESTION = """
    (SELECT 1 FROM articles_comment WHERE email = {email} AND status = 'approved' LIMIT 1),
    (SELECT COUNT(*) FROM (
        SELECT 1 FROM articles_comment WHERE person_id = {person} AND status = 'approved' LIMIT {enough}) AS proved),
    (SELECT standing FROM articles_person WHERE email = {judged}),
    (SELECT until FROM articles_person WHERE email = {judged}),
    (SELECT MAX(barred_until) FROM articles_sender WHERE key {keys})
"""
# The same of a stranger, in a row with an e-mail and the keys of an address.
OF_STRANGER = QUESTION.format(email="post.email", person="NULL", enough=1, judged="post.email", keys="= ANY(post.keys)")


class Barred(Refused):
    """A moderator decided that nothing is taken from here before `until` (None: for ever)."""

    def __init__(self, until):
        self.until = until
        if until:
            super().__init__(_("The moderators take no comments from you until %(when)s.") % {"when": in_words(until)})
        else:
            super().__init__(_("The moderators take no comments from you any more."))


@dataclass(frozen=True)
class Known:
    """`held`: reasons that hold the comment whatever its words are and however trusted its author."""

    first_time: bool
    trusted: bool
    held: list


def of(address, name, email, person=None):
    """What is known of somebody who has not logged in; `person`: whom they proved to be. Raises Barred. One query."""
    keys = senders.keys("address", address)
    places = dict.fromkeys(("email", "person", "enough", "judged"), "%s")
    question = QUESTION.format(**places, keys=f"IN ({', '.join(['%s'] * len(keys))})")
    judged = person.email if person else email
    with cursor() as asking:
        values = [email, person and person.pk, settings.COMMENT_TRUST_AFTER or 1, judged, judged, *keys]
        asking.execute(f"SELECT {question}", values)
        return told(asking.fetchone(), name, person)


def told(answer, name, person=None):
    """What the database's answer says of somebody who writes as `name`. Raises Barred. No query."""
    before, proved, standing, *times = answer
    until, address_until = map(moment, times)
    now = timezone.now()
    if until and until <= now:
        standing = ""
    if person and standing in SHUT_OUT:
        raise Barred(until)
    if address_until and address_until > now:
        raise Barred(address_until)
    held = [["impostor", ""]] if is_name_of_ours(name) else []
    held += [[str(standing), ""]] if standing else []
    return Known(first_time=not (before or proved), trusted=_is_enough(proved), held=held)


def _is_enough(approved):
    return 0 < settings.COMMENT_TRUST_AFTER <= approved


def of_colleague(user, story_id):
    """What a colleague's comment says of them: from the account and its author, never from what was typed. One query.

    -> {'name': 'Camille Auteur', 'email': 'c@example.org', 'role': 'author', 'by': user}
    """
    signs = Exists(Byline.objects.filter(author=OuterRef("pk"), story=story_id))
    author = Author.objects.filter(user=user).annotate(signs=signs).first()
    role = Comment.Role.AUTHOR if author and author.signs else Comment.Role.STAFF
    return {"name": _name(user, author), "email": user.email.lower()[:100], "role": role, "by": user}


def name_of(user):
    """The name under which a colleague comments. One query."""
    return _name(user, Author.objects.filter(user=user).first())


def _name(user, author):
    return author.name if author else user.get_full_name() or user.get_username()
