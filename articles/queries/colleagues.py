"""The names under which the newsroom is known to readers."""

from django.contrib.auth import get_user_model

from articles.lib.kept import Kept
from articles.lib.words import fold
from articles.models import Author

SECONDS = 5


def is_name_of_ours(name):
    """Whether somebody here bears this name, case, accents and spacing apart: '  camille AUTEUR' -> True."""
    return plain_name(name) in _names()


def plain_name(name):
    return " ".join(fold(name).split())


def _read():
    people = get_user_model().objects.filter(is_staff=True, is_active=True)
    full = (person.get_full_name() for person in people.only("first_name", "last_name"))
    return frozenset(filter(None, map(plain_name, [*Author.objects.values_list("name", flat=True), *full])))


_names = Kept(_read, SECONDS)
