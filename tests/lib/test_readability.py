import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.readability import sentences, too_long, words


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("fr", "", []),
        ("fr", "…", []),
        ("fr", "Un titre", ["Un titre"]),
        ("fr", "Un. Deux ! Trois ? Quatre… Cinq", ["Un.", "Deux !", "Trois ?", "Quatre…", "Cinq"]),
        ("fr", "Un\u202f? «\u00a0Deux.\u00a0» Trois.", ["Un\u202f?", "«\u00a0Deux.\u00a0»", "Trois."]),
        ("fr", "M. Macron et Mme Duval. Élu en 2022.", ["M. Macron et Mme Duval.", "Élu en 2022."]),
        ("fr", "J.-C. Dupont, V. Zelensky, p. 12, cf. Paris.", ["J.-C. Dupont, V. Zelensky, p. 12, cf. Paris."]),
        ("fr", "À 3.5 km de là. 12 morts.", ["À 3.5 km de là.", "12 morts."]),
        ("fr", "Sans majuscule. ici non", ["Sans majuscule. ici non"]),
        ("fr", "Titre\nSuite\n\nFin.", ["Titre", "Suite", "Fin."]),
        ("en", "Mr. Smith left. “Why?” He said.", ["Mr. Smith left.", "“Why?”", "He said."]),
        ("en", "In the U.S. Senate. Yes.", ["In the U.S. Senate.", "Yes."]),
        ("uk", "У 2024 р. Рада. Так.", ["У 2024 р. Рада.", "Так."]),
        ("uk", "Вул. Шевченка, буд. 5. «Так!» Ні.", ["Вул. Шевченка, буд. 5.", "«Так!»", "Ні."]),
        ("uk", "Він каже: «Є». Їде.", ["Він каже: «Є».", "Їде."]),
    ],
)
def test_sentences(language, text, parts):
    assert sentences(text, language) == parts


@given(st.text(), st.sampled_from(["fr", "en", "uk", "xx"]))
def test_no_word_is_lost_between_two_sentences(text, language):
    found = sentences(text, language)
    assert words("\n".join(found)) == words(text)
    assert all(words(each) for each in found)


def test_words():
    assert words("L’armée dit-elle vrai\u202f? П’ять") == ["L’armée", "dit-elle", "vrai", "П’ять"]


def test_long_winded_is_a_text_of_long_sentences_and_not_one_long_sentence():
    long, short = "Mot " + "mot " * 29 + "fin. ", "Un mot. "
    assert too_long(long * 3, "fr") == 31
    assert too_long(long * 2, "fr") == 0
    assert too_long(long + short * 5, "fr") == 0


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_long_text_is_read_at_once():
    for piece in ("a. ", "A. ", ". ", "«", "» ", "M. A", "…", "' "):
        sentences(piece * 200_000, "fr")
