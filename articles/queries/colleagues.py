"""The names under which the newsroom is known to readers, and what only looks like one of them."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext

from articles.lib.defences.lookalikes import skeleton
from articles.lib.defences.text import INVISIBLE, WORD
from articles.lib.kept import Kept
from articles.lib.words import fold
from articles.models import Author

SECONDS = 5
OFFICES = "modérateur modératrice moderator модератор модераторка admin administrateur administrator адміністратор"
MARKS = frozenset("✓✔☑✅🗸")  # of other sites, where they say that somebody is who they say


def is_name_of_ours(name):
    """Whether readers could take this for somebody here: a name of ours, or words and signs that stand for a badge.

    '  camille AUTEUR', 'Саmille Auteur (la rédaction)', 'Anne ✓' -> True. Of a name of several words any order counts,
    and whatever is added; a name of one word ('Anne') is that of many people, so it has to be the same.
    """
    words = words_of(name)
    whole, parts, badges = _names()
    return words in whole or any(part <= words for part in parts) or bool(words & badges or MARKS & set(name))


def words_of(name):
    """'Auteur,  CAMILLE' -> {'auteur', 'camille'}, by what they look like, without what nobody sees."""
    return frozenset(skeleton(word) for word in WORD.findall(fold(INVISIBLE.sub("", name))))


def _read():
    """(names of one word, those of more, words that stand for an office or a badge)."""
    badges = list(_badges())
    names = [settings.SITE_NAME, *Author.objects.values_list("name", flat=True), *_accounts()]
    known = frozenset(filter(None, map(words_of, [*names, *(author for _newsroom, author in badges)])))
    several = frozenset(words for words in known if len(words) > 1)
    telling = {max(words_of(newsroom), key=len) for newsroom, _author in badges}  # 'La rédaction' -> 'redaction'
    return known - several, several, words_of(OFFICES) | telling


def _accounts():
    people = get_user_model().objects.filter(is_staff=True, is_active=True)
    for person in people.only("username", "first_name", "last_name"):
        yield person.get_full_name() or person.get_username()


def _badges():
    """What the badges say in each language: ('La rédaction', 'Auteur de l’article')."""
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            yield gettext("The newsroom"), gettext("Author of the story")


_names = Kept(_read, SECONDS)
