"""Where the lines of a drawn headline end."""

import pytest

from articles.lib.line_breaks import balanced, broken, longest, shortened


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Cinq régions et un sommet", 12, ["Cinq régions", "et un sommet"]),
        ("Kherson", 12, ["Kherson"]),
        ("", 12, []),
        ("   ", 12, []),
        ("un  deux   trois", 8, ["un  deux", "trois"]),
        ("cessez-le-feu", 8, ["cessez-", "le-feu"]),
        # No-break spaces bind, wide and narrow.
        ("dit «\u00a0non\u00a0» hier", 9, ["dit", "«\u00a0non\u00a0»", "hier"]),
        ("qui\u202f? nous", 6, ["qui\u202f?", "nous"]),
        # Longer than a line: in parts, nothing is lost.
        ("Anticonstitutionnellement", 10, ["Anticonsti", "tutionnell", "ement"]),
        ("x" * 5, 1, ["x"] * 5),
    ],
)
def test_as_much_as_fits_on_each_line(text, room, lines):
    assert broken(text, len, room) == lines


def test_lines_of_about_the_same_length():
    text = "Cinq régions et un sommet de plus"
    assert broken(text, len, 30) == ["Cinq régions et un sommet de", "plus"]
    assert balanced(text, len, 30) == ["Cinq régions et", "un sommet de plus"]


def test_no_word_is_cut_for_the_balance():
    assert balanced("на що має право військовополонений", len, 20) == ["на що має право", "військовополонений"]


def test_the_longest_word_counts_without_the_space_behind_it():
    assert longest("Cinq régions et", len) == 7
    assert longest("", len) == 0


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Cinq régions", 12, "Cinq régions"),
        ("Cinq régions et un sommet", 16, "Cinq régions et…"),
        ("Cinq régions – et un sommet", 16, "Cinq régions…"),
        ("Anticonstitutionnellement", 8, "Anticon…"),
        ("", 5, ""),
    ],
)
def test_what_does_not_fit_ends_in_dots(text, room, shown):
    assert shortened(text, len, room) == shown
