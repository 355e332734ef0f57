"""What an editor can do with the places of a front, and what is not even read."""

import doctest

import pytest

from articles.lib import slots
from articles.lib.slots import Full, fault, flat, keys_of, obey, put, shift, stored, without

PAGE = {"lead": [1], "secondary": [2, 3], "region-7": [4]}


def test_the_examples_hold():
    assert doctest.testmod(slots).failed == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([], "shape"),
        ("lead", "shape"),
        (None, "shape"),
        ({"lead": 7}, "shape"),
        ({"lead": ["7"]}, "shape"),
        ({"lead": [True]}, "shape"),
        ({"lead": [7.0]}, "shape"),
        ({"lead": [-7]}, "shape"),
        ({"lead": [0]}, "shape"),
        ({"lead": [2**63]}, "shape"),
        ({"lead": [[7]]}, "shape"),
        ({"lead": {"7": 7}}, "shape"),
        ({"top": [7]}, "shape"),
        ({"regions": [7]}, "shape"),
        ({"regions": {"x": [7]}}, "shape"),
        ({"regions": {"07": [7]}}, "shape"),
        ({"regions": {"²": [7]}}, "shape"),
        ({"regions": {7: [7]}}, "shape"),
        ({"regions": {"9" * 40: [7]}}, "shape"),
        ({"lead": [1, 2]}, "full"),
        ({"secondary": [1, 2, 3, 4, 5]}, "full"),
        ({"regions": {"7": [1, 2, 3, 4]}}, "full"),
        ({"secondary": list(range(1, 10_001))}, "full"),
        ({"lead": [1], "secondary": [1]}, "twice"),
        ({"secondary": [1, 1]}, "twice"),
        ({"lead": [1], "regions": {"7": [1]}}, "twice"),
        ({}, ""),
        ({"lead": [1], "secondary": [2, 3, 4, 5], "regions": {"7": [6, 7, 8]}}, ""),
    ],
)
def test_what_was_sent_is_looked_at(sent, code):
    assert fault(sent) == code


def test_stored_and_flat_say_the_same():
    kept = {"lead": [1], "secondary": [2, 3], "regions": {"7": [4]}}
    assert flat(kept) == PAGE
    assert stored(PAGE | {"region-8": []}) == kept
    assert keys_of(kept) == [1, 2, 3, 4]


def test_up_and_down_stay_inside_their_place():
    assert shift(PAGE, 3, -1) == PAGE | {"secondary": [3, 2]}
    assert shift(PAGE, 2, 1) == PAGE | {"secondary": [3, 2]}
    assert shift(PAGE, 2, -1) == shift(PAGE, 3, 1) == shift(PAGE, 1, 1) == shift(PAGE, 99, 1) == PAGE


def test_a_new_lead_sends_the_former_one_beside_it():
    assert put(PAGE, 4, "lead") == {"lead": [4], "secondary": [1, 2, 3], "region-7": []}


def test_where_no_room_is_left_the_former_lead_leaves():
    full = {"lead": [1], "secondary": [2, 3, 4, 5]}
    assert put(full, 6, "lead") == {"lead": [6], "secondary": [2, 3, 4, 5]}
    assert put(full, 2, "lead") == {"lead": [2], "secondary": [1, 3, 4, 5]}
    with pytest.raises(Full):
        put(full, 6, "secondary")
    assert put(full, 5, "secondary", 0) == full | {"secondary": [5, 2, 3, 4]}


def test_a_story_stands_once_wherever_it_is_put():
    assert put(PAGE, 2, "region-7") == {"lead": [1], "secondary": [3], "region-7": [4, 2]}
    assert without(PAGE, 2) == PAGE | {"secondary": [3]}
    assert PAGE == {"lead": [1], "secondary": [2, 3], "region-7": [4]}


@pytest.mark.parametrize(
    ("command", "places"),
    [
        ("up:3", PAGE | {"secondary": [3, 2]}),
        ("down:2", PAGE | {"secondary": [3, 2]}),
        ("out:4", PAGE | {"region-7": []}),
        ("put:9:region-7", PAGE | {"region-7": [4, 9]}),
        ("put:9:region-7:0", PAGE | {"region-7": [9, 4]}),
        ("put:9:region-7:99", PAGE | {"region-7": [4, 9]}),
    ],
)
def test_the_buttons(command, places):
    assert obey(PAGE, command) == (places, int(command.split(":")[1]))


NO_BUTTON = """
: up up: up:x up:-1 up:0 up:3:4 sideways:3 out:3:4 put:3 put:3:top put:3:region-9 put:²:lead
put:3:lead:x put:3:lead:-1 put:3:lead:1000 put:3:lead:²
"""


@pytest.mark.parametrize("command", ["", "up:" + "9" * 5000, *NO_BUTTON.split()])
def test_what_no_button_says(command):
    with pytest.raises(ValueError):
        obey(PAGE, command)
