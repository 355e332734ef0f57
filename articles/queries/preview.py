"""Who outside the newsroom was shown a draft, and when they read it."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q
from django.db.models.functions import Now

from articles.models import PreviewVisit

SHOWN = 50
VISITS_SHOWN = 10


def preview_links(story):
    """The links of a story, the open ones first, then the newest. Two queries.

    Each knows whether it `is_open`, its number of `readings` and of `readers`, and its `latest` visits.
    """
    latest = Prefetch("visits", PreviewVisit.objects.order_by("-at", "-pk")[:VISITS_SHOWN], to_attr="latest")
    counted = {"readings": Count("visits"), "readers": Count("visits__sender", distinct=True)}
    open_now = ExpressionWrapper(Q(revoked_at=None, expires_at__gt=Now()), output_field=BooleanField())
    links = story.preview_links.select_related("by").annotate(is_open=open_now, **counted)
    # Said here: Django drops the order of the model where rows are counted.
    return list(links.order_by("-is_open", "-created_at", "-pk").prefetch_related(latest)[:SHOWN])
