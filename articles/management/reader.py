"""A reader who writes by mail: found by address, whether or not it was ever confirmed here."""

from django.core.management.base import CommandError

from articles.models import Person
from articles.queries.people import comments_of


def add_email(parser):
    parser.add_argument("email", help="the address the comments were sent with")


def known(email):
    """The Person of this address, unsaved when it was only typed under comments. Raises CommandError."""
    email = email.strip().lower()
    person = Person.objects.filter(email=email).first() or Person(email=email)
    if person.pk is None and not comments_of(person).exists():
        raise CommandError(f"Nothing is held with the address {email}.")
    return person
