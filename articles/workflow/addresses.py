"""Permalinks that never die: what a story was once read at leads to it for ever, and to nothing else.

An old address names the story, never another address: a chain cannot be built, and a loop would have to be a story
whose old address is its own present one, which is dropped in the very write that makes it so.
"""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import OldAddress, Story
from articles.workflow.errors import Refused


def claim(story, data):
    """Before the row changes: may it be where `data` puts it? Gives the slug it leaves behind, '' for none.

    Only what readers could have kept is left behind: drafts and stories still scheduled leave nothing.
    Raises Refused. No query when the slug stays.
    """
    language, slug = data["language"], data["slug"]
    if story.pk is not None and (story.language, story.slug) == (language, slug):
        return ""
    if Story.objects.filter(language=language, slug=slug).exclude(pk=story.pk).exists():
        raise Refused(_("Another story in this language has this address already."))
    _old_ones_own(story, language, slug)
    return story.slug if story.pk is not None and _was_public(story) else ""


def keep_old(story, old_slug):
    """After the row has changed: `old_slug` ('' for none) leads here from now on.

    Looked at once more, because whoever wants a slug at the same moment waits for the row that has it
    (story_slug_unique_in_language), and finds that it has become an old address meanwhile. Raises Refused.
    """
    own = _old_ones_own(story, story.language, story.slug)
    if own:
        own.delete()
    if old_slug:
        OldAddress.objects.create(story=story, language=story.language, slug=old_slug)


def _was_public(story):
    return Story.objects.filter(pk=story.pk, published_at__lte=Now()).exists()


def _old_ones_own(story, language, slug):
    """The story's own old address of this name, or None. One query. Refused when it is another story's."""
    old = OldAddress.objects.filter(language=language, slug=slug).first()
    if old and old.story_id != story.pk:
        raise Refused(_("Another story was read at this address, and its readers’ links still lead there."))
    return old
