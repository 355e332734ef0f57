"""Words of the lists are found in every disguise, and never inside another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.defences.listed import BUILT_IN, parse
from articles.lib.defences.text import read

LISTS = "Gain facile\nкредит онлайн\nсім’я\nl’argent sans rien faire\npot\n" + BUILT_IN
OWN = parse(LISTS)


def found(body, listed=OWN, **fields):
    return listed.find(read({"body": body} | fields))


@pytest.mark.parametrize(
    "body",
    [
        "CASINO !",
        "un câsinó gratuit",
        "Le (casino).",
        "саsino",  # с and а are Cyrillic
        "cаsinо",
        "c\u0430s\u0456no",
        "ca\u200bsino",
        "ca\u00adsi\u2060no",
        "c a s i n o",
        "c.a.s.i.n.o",
        "c4sin0",
        "casino2024",
        "best_casino",
        "𝐜𝐚𝐬𝐢𝐧𝐨",
        "ＣＡＳＩＮＯ",
        "ᴄᴀsɪɴᴏ",
        "c\u0301\u0301\u0301\u0301\u0301asino",
    ],
)
def test_a_listed_word_is_found_in_every_disguise(body):
    assert found(body) == ["casino"]


@pytest.mark.parametrize("body", ["кaзинo", "KAЗИНO", "казино", "к а з и н о"])
def test_a_cyrillic_one_too(body):
    assert found(body) == ["казино"]


@pytest.mark.parametrize(
    "body",
    [
        "Le parti socialiste",
        "un spécialiste",
        "Casinojack",
        "une escorte",
        "forexample",
        "Merci !",
        "рот",  # a mouth, in letters that look like 'pot'
        "Он открыл рот, и все замолчали.",
        "gain trop facile",
        "facile gain",
        "argent sans rien faire",
        "F-16 et T-80",
    ],
)
def test_honest_words_that_hold_listed_ones_are_left_alone(body):
    assert found(body) == []


@pytest.mark.parametrize(
    "body, term",
    [
        ("gain   FACILE", "Gain facile"),
        ("gаin facile", "Gain facile"),
        ("Кредит\nонлайн!", "кредит онлайн"),
        ("сім'я", "сім’я"),
        ("L'argent sans rien faire", "l’argent sans rien faire"),
    ],
)
def test_phrases_are_found_whole_and_told_as_they_were_listed(body, term):
    assert found(body) == [term]


def test_names_and_websites_count_too():
    assert found("Bonjour", name="Casino", website="https://viagra.example") == ["casino", "viagra"]


def test_at_most_five_are_told():
    assert len(found("casino viagra cialis porn payday forex escort")) == 5


def test_empty_lines_and_endless_phrases_hold_nothing():
    assert found("a b c d e f g h i", parse("\n  \n\u200b\n---\na b c d e f g h i")) == []


def test_sixty_five_thousand_terms():
    listed = parse("\n".join(f"mot{number} suite" for number in range(65_000)))
    assert found("Voici mot64999 suite.", listed) == ["mot64999 suite"]
    assert found("Voici mot64999 autre.", listed) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_listed_word_is_found_whatever_stands_around_it(before, after):
    assert "casino" in parse("casino").find(read({"body": f"{before} \n casino \n {after}"}))
