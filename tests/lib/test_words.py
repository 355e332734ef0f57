"""Words as they are compared: without accents, case, ligatures and floods of marks."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from articles.lib.words import fold, without_mark_floods, words

STRANGE = "aéœ ’1.!«😀\u0301\u0316\u05b0\u0483\u302e\u20dd\ufe0f\u200b\U0001d165\U0001d17b\U00010a0f\U000e0100йїЁ"


def is_mark(sign):
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) in ("Mn", "Me")


def test_folding():
    assert fold("L’Œuvre d’ÉTÉ à Kherson, straße") == "l'oeuvre d'ete a kherson, strasse"
    assert fold("Київ Її ЁЖ") == "киів іі еж"
    assert words("aujourd’hui, l'été") == {"aujourd", "hui", "l", "ete"}


def test_whole_words_only():
    assert words("Le socialiste, spécialisé") == {"le", "socialiste", "specialise"}


def test_a_flood_of_marks_is_thinned_on_any_letter():
    for mark in ("\u0301", "\u05b0", "\u302e", "\U0001d165"):
        assert without_mark_floods(f"e{mark * 50}f") == f"e{mark * 3}f"


@given(st.text(alphabet=st.sampled_from(STRANGE), max_size=40))
def test_no_letter_keeps_more_than_three(text):
    kept, run = without_mark_floods(text), 0
    for sign in kept:
        run = run + 1 if is_mark(sign) else 0
        assert run <= 3
    assert [sign for sign in kept if not is_mark(sign)] == [sign for sign in text if not is_mark(sign)]


@given(st.text(max_size=60) | st.text(alphabet=st.sampled_from(STRANGE), max_size=40))
def test_folded_text_has_no_accent_left(text):
    assert not any(unicodedata.combining(sign) for sign in fold(text))
