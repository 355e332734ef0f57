"""The words around what was found."""

import pytest

from articles.lib.asked import read
from articles.lib.snippet import LENGTH, Finder


def shown(q, text, language="fr"):
    return "".join(
        f"[{piece.text}]" if piece.found else piece.text for piece in Finder(read(q, language), language).snippet(text)
    )


@pytest.mark.parametrize(
    ("q", "text", "snippet"),
    [
        ("pont", "Les ponts de Kherson.", "Les [ponts] de Kherson."),
        ("« mer noire »", "La mer. La mer Noire, noire.", "La mer. La [mer Noire], noire."),
        ("zapor*", "À Zaporijjia, une zapo.", "À [Zaporijjia], une zapo."),
        ("pont -kherson", "Pont et Kherson", "[Pont] et Kherson"),
        ("absent", "Un  titre\n \nRien\u00a0ici. ", "Un titre · Rien ici."),
        ("le", "<b>le</b> & le", "<b>[le]</b> & [le]"),
        ("œuvre", "ŒUVRES d’été", "[ŒUVRES] d’été"),
        ("pont", "", ""),
    ],
)
def test_what_was_found_is_marked(q, text, snippet):
    assert shown(q, text) == snippet


def test_the_stretch_with_most_of_what_was_asked_for():
    text = "pont " + "x " * 300 + "Kherson et son pont neuf " + "y " * 300
    found = shown("pont kherson", text)
    assert "[Kherson] et son [pont] neuf" in found
    assert found.startswith("… ") and found.endswith(" …")
    assert len(found) < LENGTH + 20


@pytest.mark.parametrize("text", ["a" * 200_000, "pont " * 40_000, " " * 100_000, "x" * 500 + " pont"])
def test_a_hostile_text_is_looked_through_at_once(text):
    assert len(shown("pont", text)) < 2 * LENGTH + 200
