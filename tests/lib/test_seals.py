"""A seal is good for one purpose and one time; what it was made from is not told by a mark."""

import pytest

from articles.lib import seals


def test_what_was_sealed_is_found_again():
    assert seals.opened("verify", seals.seal("verify", ["é@example.org", 7, None]), 60) == ["é@example.org", 7, None]


def test_for_this_purpose_alone():
    assert seals.opened("cookie", seals.seal("verify", [7]), 60) is None


def test_for_this_long():
    sealed = seals.seal("verify", [7])
    assert seals.opened("verify", sealed, -1) is None


@pytest.mark.parametrize("forged", ["", ":", "a:b", "a:b:c", "\0", "é" * 99, "x" * 100_000])
def test_what_we_did_not_make(forged):
    assert seals.opened("verify", forged, 60) is None


def test_not_one_character_may_change():
    sealed = seals.seal("verify", [7])
    for place, letter in enumerate(sealed):
        other = "A" if letter != "A" else "B"
        assert seals.opened("verify", sealed[:place] + other + sealed[place + 1 :], 60) is None


def test_a_mark_tells_keys_apart_and_tells_no_key():
    assert seals.mark("a") == seals.mark("a") != seals.mark("b")
    assert "a-long-key" not in seals.mark("a-long-key")
    assert seals.mark("") == ""
