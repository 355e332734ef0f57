"""How near two words are."""

import pytest

from articles.lib.sounds import distance, one_slip_away, sound


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("kherson", "kherson", 0),
        ("kherosn", "kherson", 1),
        ("kerson", "kherson", 1),
        ("", "abc", 3),
        ("ab", "ba", 1),
        ("крим", "кримм", 1),
    ],
)
def test_distance(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


@pytest.mark.parametrize(
    "words", ["zaporozhe zaporojie", "kiev kiew", "fotografie photographie", "cerson serson", "харьків харків"]
)
def test_what_sounds_alike(words):
    assert len({sound(word) for word in words.split()}) == 1


@pytest.mark.parametrize("word", ["kherson", "крим"])
def test_one_slip(word):
    found = one_slip_away(word)
    assert word not in found
    assert {word[1:], word[1] + word[0] + word[2:], word + word[-1]} <= found
    assert {distance(word, other) for other in found} == {1}
