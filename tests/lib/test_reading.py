import pytest

from articles.lib.reading import minutes, word_count


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ("<p></p>", 0),
        ("<p>Le front</p><p>tient.</p>", 3),
        ("<p>L’armée a tiré 1 200 obus.</p>", 6),
        ("<p>c’est-à-dire, aujourd’hui</p>", 2),
        ("<p>Запоріжжя — місто; 4,2 км</p>", 4),
        ('<figure data-image="3"><figcaption>Une légende</figcaption></figure>', 2),
    ],
)
def test_words_are_counted_as_a_person_would(html, count):
    assert word_count(html) == count


@pytest.mark.parametrize(
    ("words", "language", "time"), [(0, "fr", 0), (1, "fr", 1), (430, "fr", 2), (430, "uk", 2), (2_380, "en", 10)]
)
def test_reading_time_is_in_whole_minutes(words, language, time):
    assert minutes(words, language) == time
