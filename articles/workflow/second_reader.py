"""The second pair of eyes: in a section that asks for it, nothing goes out that only its writer has read."""

from django.utils.translation import gettext as _

from articles.models import Section, Story
from articles.workflow.errors import Refused


def refuse_approval(story, data, by):
    """Nobody approves what they own, or wrote in since it last went out. Raises Refused."""
    if bars_approval(story, by, data):
        raise Refused(_("This section wants a second pair of eyes: somebody who did not write it has to approve it."))


def refuse_publication(story, draft, data, by):
    """What goes out was approved; or it was out before, and the change is somebody else's. Raises Refused."""
    if bars_publication(story, draft, by, data):
        raise Refused(told())


def told():
    return _("This section wants a second pair of eyes: have it approved by somebody who did not write it.")


def bars_approval(story, by, data):
    """Two queries at most."""
    return wanted(story, data) and by.pk in writers(story)


def bars_publication(story, draft, by, data):
    """Two queries at most."""
    if not wanted(story, data):
        return False
    if story.status == Story.Status.APPROVED:
        return story.approved_by_id is None or story.approved_by_id in writers(story)
    # Out before: what is published anew is a colleague's change, or no change at all.
    return not story.version or (draft is not None and by.pk in _writers_since(story))


def writers(story):
    """The owner, and whoever saved anything in it since it last went out: a later hand wipes no earlier one out."""
    return {story.owner_id, *_writers_since(story)}


def _writers_since(story):
    return set(story.revisions.filter(based_on=story.version).exclude(kind="published").values_list("by", flat=True))


def wanted(story, data):
    """The section it stands in counts as well as the one it is to move to: leaving is a change like any other."""
    sections = [story.section_id or 0, data.get("section") or 0]
    return Section.objects.filter(pk__in=sections, second_reader=True).exists()
