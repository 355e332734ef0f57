from datetime import UTC, datetime

from django.utils import translation

from articles.models import Edition


def test_an_edition_is_named_with_the_newsroom_s_hour():
    edition = Edition(language="fr", starts_at=datetime(2026, 12, 1, 7, 0, tzinfo=UTC))
    with translation.override("fr"):
        assert str(edition) == "Une (fr) 01/12/2026 08:00"
