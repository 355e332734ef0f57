"""A story filed elsewhere without opening it."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.workflow import locks, revisions
from articles.workflow.errors import Refused


@transaction.atomic
def move_to_section(story, section, by):
    """Puts the story into another section: in its working draft, as if somebody had saved the form.

    A story readers see stays where it is until that draft is published. The caller has made sure that `by` may
    write in it. Raises Refused (also when somebody is writing in it: their next save would be a conflict).
    """
    story = revisions.lock(story)
    lock = locks.holder(story)
    if lock and lock.by_id != by.pk:
        raise locks.Locked(lock, was_mine=False)
    draft = revisions.working_draft(story)
    data = revisions.contents(draft) if draft else revisions.snapshot(story)
    if data["section"] == section.pk:
        raise Refused(_("It is there already."))
    revisions.save_draft(story, data | {"section": section.pk}, by)
