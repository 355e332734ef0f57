"""One story in several languages: how a version begins, and what it has missed since."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.lib.names import language_word
from articles.lib.typography import typeset
from articles.models import Story
from articles.queries.slugs import free_slug
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write
from articles.workflow.revisions import lock, snapshot, start

MARK = "[TK]"  # what the checklist keeps from going out: a headline nobody has translated yet
LONGEST_SLUG = 90  # leaves room for the number of a free one


@transaction.atomic
def translate(story, language, by):
    """A new draft in `language` for the person who asks, with all that needs no translation, and all that does.

    It begins with what readers see of the original (its draft, as long as they see nothing).
    Raises Refused, PermissionDenied, Vanished.
    """
    story = lock(story)
    if not may_write(by, story):
        raise PermissionDenied(f"{by} may not translate story {story.pk}")
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("This site has no such language."))
    if Story.objects.filter(translation_group=story.translation_group, language=language).exists():
        raise Refused(_("There is a version in this language already: %s.") % language_word(language))
    version = start(_first_words(story, language), by, **_origin(story))
    audit.record(by, story, _("Translation begun: %s.") % language_word(language), "story.translate")
    return version


def _origin(story):
    return {
        "translation_group": story.translation_group,
        "translated_from": story,
        "translated_version": story.version,
    }


def _first_words(story, language):
    """The data of the original, its embargo and its end included, marked so that it cannot go out as it is."""
    data = snapshot(story)
    return data | {
        "language": language,
        "kicker": _fitting(data["kicker"], language, "kicker"),
        "headline": _fitting(_marked(data["headline"]), language, "headline"),
        "slug": free_slug(data["slug"][:LONGEST_SLUG].rstrip("-"), language, None),
    }


def _marked(headline):
    """'Un titre' -> '[TK] Un titre'; an original that is marked itself keeps its one mark."""
    return headline if headline.startswith(MARK) else f"{MARK} {headline}"


def _fitting(text, language, name):
    """French typography adds spaces: what fitted its column in English may not fit it any more."""
    limit = Story._meta.get_field(name).max_length
    while len(typeset(text, language)) > limit:
        text = text[:-1].rstrip()
    return text


def behind(story):
    """How many live versions the original has moved on since this one followed it; 0 for what follows nothing.

    A query when `translated_from` is not loaded.
    """
    if story.translated_from_id is None or story.translated_version is None:
        return 0
    return max(0, story.translated_from.version - story.translated_version)


@transaction.atomic
def catch_up(story, by):
    """Somebody has brought it up to the original as readers see it now. Raises Refused, PermissionDenied, Vanished."""
    story = lock(story)
    if not may_write(by, story):
        raise PermissionDenied(f"{by} may not change story {story.pk}")
    if not behind(story):
        raise Refused(_("This version is not behind its original."))
    Story.objects.filter(pk=story.pk).update(translated_version=story.translated_from.version)
    audit.record(by, story, _("Brought up to the original."), "story.catch_up")
