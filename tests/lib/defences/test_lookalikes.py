"""Letters that pretend are found; people who write in two languages are left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.defences.lookalikes import deceit, skeleton


@pytest.mark.parametrize(
    "typed, word",
    [
        ("Mon саsino", "саsino"),
        ("казинo", "казинo"),
        ("pаypal", "pаypal"),
        ("ρaypal", "ρaypal"),  # a Greek rho
        ("Je suis Оlena", "Оlena"),
        ("ca\u200bsino", "casino"),
        ("ка\u2060зино", "казино"),
        ("𝒇𝒂𝒏𝒄𝒚 letters", "𝒇𝒂𝒏𝒄𝒚"),
        ("🅰🅱🅲", "🅰🅱🅲"),
        ("ＦＵＬＬ", "ＦＵＬＬ"),
        ("gain \u202eniaG", "…"),
    ],
)
def test_what_deceives_is_shown(typed, word):
    assert deceit(typed) == word


@pytest.mark.parametrize(
    "typed",
    [
        "Слава Україні et merci à tous",
        "Дякую! Thank you! Merci ! Ευχαριστώ",
        "Le mot « війна » (guerre) et le mot « мир »",
        "HIMARSи, HIMARSом, Leopardів, Telegramу, Pfizerом, TikTokер",
        "IT-шник, F-16тих, ЄС/EU, NATOвський",
        "вiйна",  # a keyboard without «і»
        "Zеленський",  # ugly, but nobody is deceived
        "5 µg, ΔT, l’α et l’ω, x = 𝑥",
        "👨‍👩‍👧 en famille, 🇺🇦🇫🇷 ❤️",
        "la\u00adtable",  # copied from a page that hyphenates
        "1️⃣ d’abord, Ⓒ 2024",
        "Crème brûlée à l’œuf, Łódź, İstanbul",
        "plain ASCII",
        "",
    ],
)
def test_two_languages_side_by_side_are_no_deceit(typed):
    assert deceit(typed) == ""


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ ,.!?АБВІЇЄҐ", max_size=200))
def test_no_ukrainian_text_deceives(typed):
    assert deceit(typed) == ""


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâçéèêëîïôœùûüÿ’« »,.!?ÀÉŒ", max_size=200))
def test_no_french_text_deceives(typed):
    assert deceit(typed) == ""


def test_the_shape_of_a_word():
    assert skeleton("саsino") == skeleton("casino") == skeleton("cas1n0")
