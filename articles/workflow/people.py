"""Commenters: who proves to own an e-mail address. What moderators decide about them: workflow/judging.py.

Nobody gains anything by typing an address: what counts is the link that was mailed there.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy

from articles.lib import seals
from articles.lib.mailboxes import mailbox
from articles.lib.tokens import keyed_hash
from articles.models import Comment, Person
from articles.models.person import new_key
from articles.workflow import rates, reader_mail, senders
from articles.workflow.errors import Refused

HOUR = timedelta(hours=1)
ASKS = 10  # links that one network address may ask for before it has to rest for an hour
USED = timedelta(days=2)  # longer than any link to confirm works
COOKIE_SECONDS = 180 * seals.DAY


class Over(Refused):
    """A link that never was one of ours, was used already, or is too old."""

    def __init__(self):
        super().__init__(gettext_lazy("It was used already, or it is too old. Ask for a new one."))


class TooMany(Refused):
    """One network address asks for links all the time."""

    seconds = int(HOUR.total_seconds())

    def __init__(self):
        super().__init__(gettext_lazy("Many links have been asked for from here. Please try again in an hour."))


@dataclass(frozen=True)
class Link:
    """What a mailed link carries. `comment`: the one it was asked from, if that still carries the address."""

    email: str
    language: str
    comment: Comment | None


# Confirming an address


@transaction.atomic
def ask_to_verify(email, language, comment=None, address=""):
    """Mails a link to confirm this address: one mail an address an hour at most, whoever asks and whyever.

    Gives nothing back, so that nobody learns who is known here. `comment`: the asker's own one, tied to the person
    when its address is confirmed. `address`: the network address of who asks. Raises TooMany.
    """
    email = email.strip().lower()
    if address and not rates.claim(senders.key("asks to verify", address), ASKS, HOUR):
        raise TooMany
    if not may_write(email):
        return
    person = Person.objects.filter(email=email).first()
    key = seals.mark(person.key) if person else ""
    token = seals.seal("verify", [email, language, comment.pk if comment else None, key])
    reader_mail.verify_email(email, language, token)


def may_write(email):
    """Takes the one turn an hour for mail to an address somebody typed. False: taken, or its owner wants no mail.

    'ann+1@example.org' and 'ann+2@example.org' are one box: its owner hears of us once an hour, and says no once.
    """
    email = email.lower()
    box = mailbox(email)
    if not reader_mail.is_writable(email) or Person.objects.filter(email__in={email, box}, no_mail=True).exists():
        return False
    this_week, *before = senders.keys("mail", box)
    return not rates.used_up(before, 1, HOUR) and rates.claim(this_week, 1, HOUR)


def asked(token):
    """The Link of a token that may still be used. Raises Over. At most three queries."""
    words = seals.opened("verify", token, seals.DAY)
    if words is None or rates.used_up([_used(token)], 1, USED):
        raise Over
    email, language, comment, key = words
    person = Person.objects.filter(email=email).first()
    if not _still_holds(key, person):
        raise Over
    found = Comment.objects.filter(pk=comment, email=email, person=None).select_related("story").first()
    return Link(email, reader_mail.spoken(language), found)


def _still_holds(key, person):
    """Signing out everywhere and erasing also end the links that are on their way."""
    if key:
        return person is not None and constant_time_compare(key, seals.mark(person.key))
    return person is None or person.verified_at is None


@transaction.atomic
def verify(token, mine=True):
    """The owner of the mailbox has followed the link and pressed the button: gives the Person. Raises Over.

    Works once: of two at the same time the second is refused. `mine`: the comment it was asked from is theirs too.
    """
    link = asked(token)
    if not rates.claim(_used(token), 1, USED):
        raise Over
    person, _new = Person.objects.get_or_create(email=link.email)
    comment = link.comment if mine else None
    person.verified_at = person.verified_at or timezone.now()
    person.language = link.language
    person.name = person.name or (comment.name if comment else "")
    person.save(update_fields=["verified_at", "language", "name"])
    if comment:
        Comment.objects.filter(pk=comment.pk, person=None).update(person=person)
    return person


def _used(token):
    return keyed_hash("used to verify", token)


# The browsers of a person


def remembered(person):
    """What a browser of this person keeps in its cookie."""
    return seals.seal("cookie", [person.pk, seals.mark(person.key)])


def recognised(cookie):
    """The person whose browser keeps this, or None. A query only for what we signed ourselves."""
    words = seals.opened("cookie", cookie, COOKIE_SECONDS)
    if words is None:
        return None
    person = Person.objects.filter(pk=words[0], verified_at__isnull=False).first()
    return person if person and constant_time_compare(words[1], seals.mark(person.key)) else None


def sign_out(person):
    """No browser of this person is recognised any more, and no link that was mailed before works."""
    Person.objects.filter(pk=person.pk).update(key=new_key())


# Mail or none


def set_no_mail(person, no_mail):
    Person.objects.filter(pk=person.pk).update(no_mail=no_mail)


@transaction.atomic
def never_write(token, never=True):
    """The owner of a mailbox wants no mail from here, or wants it again. Raises Over. Any number of times."""
    email = whose(token)
    both = {email, mailbox(email) or email}  # every other spelling of the box is asked for under the second
    for each in sorted(both):
        Person.objects.get_or_create(email=each)
    Person.objects.filter(email__in=both).update(no_mail=never)


def whose(token):
    """The address a link "never write to me again" was mailed to; it works for a year. Raises Over."""
    if (email := seals.opened("never write", token, seals.YEAR)) is None:
        raise Over
    return email
