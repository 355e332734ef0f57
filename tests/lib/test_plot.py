"""Numbers into lengths: what is drawn is what was counted."""

import pytest

from articles.lib.plot import Piece, height, pile, place, ticks


@pytest.mark.parametrize(
    "most, found",
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (17, [0, 5, 10, 15, 20]),
        (20, [0, 5, 10, 15, 20]),
        (41, [0, 20, 40, 60]),
        (3999, [0, 1000, 2000, 3000, 4000]),
    ],
)
def test_the_axis_has_few_round_numbers_and_reaches_the_highest(most, found):
    assert ticks(most) == found


@pytest.mark.parametrize("most", [*range(200), 999, 1000, 1001, 123_456])
def test_no_number_stands_above_the_axis_and_there_are_never_many_lines(most):
    found = ticks(most)
    assert found[-1] >= most
    assert 2 <= len(found) <= 6


@pytest.mark.parametrize("number, top, found", [(5, 20, 50.0), (20, 20, 200.0), (0, 20, 0.0), (0, 0, 0.0)])
def test_a_bar_is_as_high_as_its_number(number, top, found):
    assert height(number, top, 200) == found


def test_a_pile_stands_on_the_ground_and_leaves_no_gap():
    assert pile({"approved": 5, "refused": 0, "spam": 10}, 20, 200) == [
        Piece("approved", 5, 150.0, 50.0),
        Piece("spam", 10, 50.0, 100.0),
    ]


def test_an_empty_day_has_no_pile():
    assert pile({"approved": 0}, 20, 200) == []


@pytest.mark.parametrize(
    "position, places, share, found",
    [(0, 4, 1, (0.0, 25.0)), (3, 4, 1, (75.0, 25.0)), (1, 4, 0.5, (31.25, 12.5)), (0, 1, 1, (0.0, 100.0))],
)
def test_every_place_has_its_share_of_the_width(position, places, share, found):
    assert place(position, places, share) == found
