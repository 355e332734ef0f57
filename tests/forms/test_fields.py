"""Times as the newsroom's clock has them, the two odd nights of the year included."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from articles.forms.fields import MomentField


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-05-01T08:00", datetime(2026, 5, 1, 6, tzinfo=UTC)),
        ("2026-12-01 08:00", datetime(2026, 12, 1, 7, tzinfo=UTC)),
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_newsroom_time_is_understood(typed, utc):
    assert MomentField().clean(typed) == utc


@pytest.mark.parametrize(("typed", "code"), [("2026-03-29T02:30", "skipped"), ("2026-10-25T02:30", "twice")])
def test_an_hour_that_is_missing_or_comes_twice_is_refused_with_the_reason(typed, code):
    with pytest.raises(ValidationError) as refusal:
        MomentField().clean(typed)
    assert refusal.value.code == code
    assert "02:30" in refusal.value.messages[0] and "Europe/Paris" in refusal.value.messages[0]


@pytest.mark.parametrize("typed", ["demain", "2026-13-01T00:00", "1889-01-01T00:00", "9999-12-31T23:59", "\x00"])
def test_nonsense_is_refused_in_words(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)
