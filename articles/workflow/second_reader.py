"""The second pair of eyes: in a section that asks for it, nothing goes out that only its writer has read."""

from django.utils.translation import gettext as _

from articles.models import Section, Story
from articles.workflow.errors import Refused


def refuse_approval(story, draft, data, by):
    """Nobody approves what they own, or wrote last. Raises Refused."""
    if wanted(story, data) and by.pk in {story.owner_id, draft.by_id if draft else None}:
        raise Refused(_("This section wants a second pair of eyes: somebody who did not write it has to approve it."))


def refuse_publication(story, draft, data, by):
    """What goes out was approved; or it was out before, and the change is somebody else's. Raises Refused."""
    if not wanted(story, data) or story.status == Story.Status.APPROVED:
        return
    if story.version and (draft is None or draft.by_id != by.pk):
        return
    raise Refused(_("This section wants a second pair of eyes: have it approved by somebody who did not write it."))


def wanted(story, data):
    """The section it stands in counts as well as the one it is to move to: leaving is a change like any other."""
    return Section.objects.filter(pk__in=[story.section_id or 0, data["section"] or 0], second_reader=True).exists()
