"""A list of words as it was pasted becomes one a person can read and the defences can use."""

import pytest

from articles.lib.defences import listed
from articles.lib.defences.text import read
from articles.lib.terms import tidy, unmatched


@pytest.mark.parametrize(
    "pasted, kept",
    [
        ("", ""),
        (" \n\r\n\t\n", ""),
        ("  Casino \r\n\r\ncasino\r\nÀ  voir", "À voir\nCasino"),
        ("Été\nete\nÉTÉ", "Été"),
        ("b\ra", "a\nb"),
        ("казино\nабв", "абв\nказино"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_a_list_is_trimmed_sorted_and_says_everything_once(pasted, kept):
    assert tidy(pasted) == kept
    assert tidy(kept) == kept


def test_what_is_tidied_holds_what_it_held_before():
    pasted = " CRÉDIT   rapide \r\ncasino\r\n\r\ncasino"
    for text in ("Un crédit rapide ?", "CASINO", "socialiste"):
        words = read({"body": text})
        assert listed.parse(tidy(pasted)).find(words) == listed.parse(pasted).find(words)


def test_what_can_never_be_found_is_told():
    assert unmatched("!!!\ncasino\n" + "mot " * 8 + "\n" + "mot " * 9) == ["!!!", "mot " * 9]
