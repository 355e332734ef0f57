"""An older version of a story becomes its working draft again."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Author, Image, Region, Section, Tag
from articles.templatetags.newsroom import desk_time
from articles.workflow import audit, revisions

ONE = {"section": Section, "lead_image": Image, "primary_region": Region}
MANY = {"regions": Region, "tags": Tag, "authors": Author}


@transaction.atomic
def restore(story, revision, by, on):
    """Files the data of `revision` as the working draft; the one before it stays in the history.

    `on`: the basis the person saw. Gives the kinds of things that could not come back, because they were deleted
    since: ['regions']. Raises Conflict, Vanished, Refused.
    """
    data, lost = without_deleted(revisions.contents(revision))
    if story.published_at:
        data["language"] = story.language  # it changed before readers knew the address
    revisions.save_draft(story, data, by, on=on)
    audit.record(by, story, _("Restored the version of %s.") % desk_time(revision.saved_at), "story.restore")
    return lost


def without_deleted(data):
    """The data without what is no longer there, and what that was. At most six queries."""
    kept, lost = dict(data), []
    for name, model in (ONE | MANY).items():
        wanted = data[name] if name in MANY else [data[name]] if data[name] else []
        there = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
        if there != set(wanted):
            lost.append(str(model._meta.verbose_name_plural if name in MANY else model._meta.verbose_name))
            kept[name] = [key for key in wanted if key in there] if name in MANY else None
    return kept, lost
