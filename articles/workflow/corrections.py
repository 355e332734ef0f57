"""What was mended in a story readers had seen, said in public for ever: replaced by another, never rewritten."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.lib.plain import is_visible, one_line
from articles.lib.typography import typeset
from articles.models import Correction, Story
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.revisions import lock

LONGEST = 1_000


def may_correct(user):
    """A correction speaks for the paper: whoever may publish may add one, in any story."""
    return user.has_perm("articles.publish_story")


def worded(text, language):
    """The words as they are printed: one line, nothing invisible, the typography of the language.

    >>> worded("Il fallait lire :\\n« 1882 »  ", "en")
    'Il fallait lire : « 1882 »'
    """
    return typeset(one_line(text), language)


@transaction.atomic
def add(story, kind, text, by, supersedes=None):
    """Adds a dated correction and gives it back; one of substance moves the story's date (`changed_at`).

    `supersedes`: the correction of the same story that this one replaces; it stays, marked as replaced.
    Raises PermissionDenied, Refused, Vanished.
    """
    if not may_correct(by):
        raise PermissionDenied(f"{by} may not correct story {story.pk}")
    return _add(lock(story), kind, text, by, supersedes)


@transaction.atomic
def add_as_of(story, kind, text, by, at):
    """For a correction that was made elsewhere at the moment `at`, in the past (an import, the demonstration)."""
    return _add(lock(story), kind, text, by, None, created_at=at)


def _add(story, kind, text, by, supersedes, **moment):
    if not Story.objects.filter(pk=story.pk, published_at__lte=Now()).exists():
        raise Refused(_("No reader has seen this story yet: there is nothing to correct in public."))
    fields = {"kind": kind, "text": worded(text, story.language)}
    _refuse_unfit(story, fields)
    correction = Correction.objects.create(
        story=story, supersedes=_current(story, supersedes), by=by, **fields, **moment
    )
    if kind == Correction.Kind.SUBSTANCE:
        Story.objects.filter(pk=story.pk).update(changed_at=moment.get("created_at", Now()), update_note="")
    told = _("Replaced a correction: %s") if supersedes else _("Corrected: %s")
    audit.record(by, story, told % f"{correction.get_kind_display()}. {correction.text}", "story.correct")
    return correction


def _refuse_unfit(story, fields):
    if fields["kind"] not in Correction.Kind.values:
        raise Refused(_("Say which kind of correction it is."))
    if not is_visible(fields["text"]):
        raise Refused(_("Say what was wrong, and what is right."))
    if len(fields["text"]) > LONGEST:
        raise Refused(_("This is too long: %d characters at most, no-break spaces included.") % LONGEST)
    # Sent twice, it would stand there twice for ever.
    if Correction.objects.filter(story=story, successor=None, **fields).exists():
        raise Refused(_("This correction stands under the story already."))


def _current(story, supersedes):
    """The correction to replace, as it is now: the story's own, and not replaced before."""
    if supersedes is None:
        return None
    found = Correction.objects.filter(pk=supersedes.pk, story=story, successor=None).first()
    if found is None:
        raise Refused(_("This correction cannot be replaced: it is another story’s, or was replaced already."))
    return found
