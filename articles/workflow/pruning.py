"""Which versions the history lets go of: only what the machine saved by itself, never what a person filed."""

from datetime import timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from articles.models import Revision

Kind = Revision.Kind

KEPT = timedelta(days=30)
KEPT_BEFORE_PUBLICATION = timedelta(days=7)


def prune_autosaves():
    """Drops what was saved by itself more than 30 days ago, or 7 days before the story's newest publication.

    Gives back how many versions went.
    """
    saved_alone = Revision.objects.filter(kind=Kind.AUTOSAVED)
    old, _each = saved_alone.filter(saved_at__lt=timezone.now() - KEPT).delete()
    published = Revision.objects.filter(story=OuterRef("story"), kind=Kind.PUBLISHED).order_by("-saved_at")
    overtaken = saved_alone.annotate(published=Subquery(published.values("saved_at")[:1]))
    passed_by = overtaken.filter(saved_at__lt=F("published") - KEPT_BEFORE_PUBLICATION)
    passed, _each = saved_alone.filter(pk__in=passed_by.values("pk")).delete()
    return old + passed
