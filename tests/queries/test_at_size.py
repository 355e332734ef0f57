"""What one page reads does not grow with the archive (benchmarks/plans.py tells it of every page)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Story
from articles.queries.archive import archive_day
from benchmarks.plans import Plans, touched
from tests.factories import StoryFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL"),
]


def test_the_days_beside_a_day_are_found_without_a_look_at_all_stories():
    one, now = StoryFactory(public=True), timezone.now()
    rows = [
        Story(
            headline=f"H {n}", slug=f"h-{n}", language="fr", status="published", owner=one.owner,
            published_at=now - timedelta(hours=n), html="<p>x</p>" * 100,
        )
        for n in range(1, 3_000)
    ]  # fmt: skip
    Story.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_story")
    day = timezone.localdate() - timedelta(days=60)
    with connection.execute_wrapper(plans := Plans()):
        period, page = archive_day("fr", day)
    assert (period.earlier, period.later) == (day - timedelta(days=1), day + timedelta(days=1))
    assert len(page) == 20
    assert max(touched(plan) for _sql, plan in plans.found) < 150
