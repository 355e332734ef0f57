from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import override_settings
from django.utils import translation

from articles.templatetags import newsroom

NB = "\xa0"
FIRST = datetime(2025, 12, 1, 13, 5, tzinfo=UTC)  # 14:05 in Paris


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", f"1er décembre 2025 à 14{NB}h{NB}05"),
        ("en", "1 December 2025, 14:05"),
        ("uk", "1 грудня 2025, 14:05"),
    ],
)
def test_moment_as_each_language_writes_it(language, text):
    with translation.override(language):
        assert newsroom.moment(FIRST) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2025, 8, 15, 7, 0, tzinfo=UTC), f"15 août 2025 à 9{NB}h"),
        (datetime(2025, 8, 15, 22, 30, tzinfo=UTC), f"16 août 2025 à 0{NB}h{NB}30"),
        (datetime(2025, 8, 11, 7, 5, tzinfo=UTC), f"11 août 2025 à 9{NB}h{NB}05"),
        (datetime(2025, 8, 21, 7, 5, tzinfo=UTC), f"21 août 2025 à 9{NB}h{NB}05"),
    ],
)
def test_french_hours_and_days(moment, text):
    with translation.override("fr"):
        assert newsroom.moment(moment) == text


def test_day_is_the_newsrooms_day_not_the_servers():
    late = datetime(2025, 8, 15, 22, 30, tzinfo=UTC)
    with translation.override("en"):
        assert newsroom.day(late) == "16 August 2025"
        assert newsroom.day(date(2025, 8, 15)) == "15 August 2025"


def test_when_prints_the_exact_time_for_machines():
    with translation.override("en"):
        assert newsroom.when(FIRST) == ('<time datetime="2025-12-01T14:05:00+01:00">1 December 2025, 14:05</time>')
        assert newsroom.when(FIRST, "day") == ('<time datetime="2025-12-01T14:05:00+01:00">1 December 2025</time>')
        assert newsroom.when(date(2025, 12, 1), "day") == '<time datetime="2025-12-01">1 December 2025</time>'


def test_a_draft_has_no_date():
    assert (newsroom.when(None), newsroom.day(None), newsroom.moment(None)) == ("", "", "")


@pytest.mark.parametrize(("later", "expected"), [(30, False), (60, False), (61, True)])
def test_only_a_later_change_counts(later, expected):
    assert newsroom.later_than(FIRST + timedelta(seconds=later), FIRST) is expected


def test_nothing_is_later_than_a_missing_date():
    assert newsroom.later_than(FIRST, None) is False
    assert newsroom.later_than(None, FIRST) is False


@pytest.mark.parametrize(
    ("language", "people", "text"),
    [
        ("fr", [], ""),
        ("fr", ["Ada"], "Ada"),
        ("fr", ["Ada", "Bohdan"], "Ada et Bohdan"),
        ("fr", ["Ada", "Bohdan", "Chloé"], "Ada, Bohdan et Chloé"),
        ("en", ["Ada", "Bohdan", "Chloé"], "Ada, Bohdan and Chloé"),
        ("uk", ["Ада", "Богдан"], "Ада та Богдан"),
    ],
)
def test_names_are_joined(language, people, text):
    with translation.override(language):
        assert newsroom.names(people) == text
        assert newsroom.names([SimpleNamespace(name=name) for name in people]) == text


def test_absolute_keeps_a_full_address():
    assert newsroom.absolute("/en/", "https://example.org") == "https://example.org/en/"
    assert newsroom.absolute("https://cdn.example/a.jpg", "https://example.org") == "https://cdn.example/a.jpg"
    assert newsroom.absolute("/en/", None) == "/en/"


@override_settings(LANGUAGE_CODE="fr")
@pytest.mark.parametrize(("language", "url"), [("fr", "/"), ("en", "/en/"), ("uk", "/uk/")])
def test_home_follows_the_language(language, url):
    with translation.override(language):
        assert newsroom.home() == url


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "01/12/2025 14:05:09 (Paris)"),
        ("en", "12/01/2025 2:05:09 p.m. (Paris)"),
        ("uk", "01.12.2025 14:05:09 (Paris)"),
    ],
)
def test_two_versions_of_one_minute_are_told_apart(language, text):
    with translation.override(language):
        assert newsroom.desk_second(FIRST.replace(second=9)) == text


@pytest.mark.parametrize(("language", "text"), [("fr", f"14{NB}h{NB}05"), ("en", "14:05"), ("uk", "14:05")])
def test_the_hour_alone(language, text):
    with translation.override(language):
        assert newsroom.clock(FIRST) == text
        assert newsroom.clock(None) == ""


def test_the_words_of_a_comment_without_its_markup():
    html = "<p>Un &amp; deux<br>trois</p><p>&lt;b&gt; <a href='https://a.org'>quatre</a></p>"
    assert newsroom.plain(html) == "Un & deux trois <b> quatre"


def test_a_reader_is_called_by_a_name_without_badges():
    assert newsroom.signed("Anne ✓") == "Anne"
    assert newsroom.signed("✓") == newsroom.signed("") != ""
