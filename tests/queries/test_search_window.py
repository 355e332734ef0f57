"""How far back the search looks when words are common: never so little that a match is missed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.queries import search_matches, search_window
from articles.queries.find import DATE, find
from articles.queries.search_window import marks_since, windows
from articles.workflow import searchable
from tests.factories import StoryFactory


@pytest.mark.parametrize(
    ("since", "marks"),
    [
        ((2025, 11, 20), ("#fr202511", "#fr202512", "#fr2026")),
        ((2026, 10, 1), ("#fr202610", "#fr202611", "#fr202612")),
        ((2026, 1, 1), ("#fr2026",)),
        ((2024, 1, 9), ("#fr2024", "#fr2025", "#fr2026")),
    ],
)
def test_months_and_whole_years(since, marks):
    assert marks_since(datetime(*since, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), "fr") == marks


def wide(monkeypatch, expected):
    """The shares of the paper looked through, one after the other."""
    shares = []
    monkeypatch.setattr(search_window, "_expected", lambda *question: expected)
    monkeypatch.setattr(search_window, "_since", lambda share: shares.append(share) or timezone.now())
    assert list(windows("('a')", "true", [], "fr", 2_000))[-1] == ()
    return [round(share, 3) for share in shares]


def test_the_more_common_the_less_far(monkeypatch):
    assert wide(monkeypatch, 300_000) == [0.01, 0.06, 0.36]
    assert wide(monkeypatch, 30_000) == [0.1]
    assert wide(monkeypatch, 6_000) == []  # rare: everywhere at once


def test_before_anything_is_known_everything_is_looked_at(monkeypatch):
    monkeypatch.setattr(search_window, "_expected", lambda *question: 10**6)
    monkeypatch.setattr(search_window, "_since", lambda share: None)
    assert list(windows("('a')", "true", [], "fr", 2_000)) == [()]


@pytest.mark.django_db
@pytest.mark.parametrize("ranked", [2, 4, 2_000])
def test_a_window_finds_what_looking_everywhere_finds(monkeypatch, ranked):
    """Stories of every month of two years; SQLite has no windows, and must agree."""
    now = timezone.now()
    for number in range(25):
        StoryFactory(public=True, published_at=now - timedelta(days=30 * number, hours=1))
    searchable.index_all()
    monkeypatch.setattr(search_matches, "LISTED", ranked)
    whole = [story.pk for story in find("« le texte »", "fr", order=DATE).stories]
    monkeypatch.setattr(search_window, "WHOLE", -1)
    monkeypatch.setattr(search_window, "_expected", lambda *question: 10**6)
    monkeypatch.setattr(search_window, "_since", lambda share: now - timedelta(days=1000 * share))
    assert [story.pk for story in find("« le texte »", "fr", order=DATE).stories] == whole
    assert len(whole) == min(ranked, 20)
