"""A name is printed as words: nothing in it can pass for the badge of the newsroom."""

import pytest

from articles.lib.signature import signature


@pytest.mark.parametrize("mark", [*"✓✔☑✅🛡★⭐☆✪🏅Ⓡ🔵◉⬤√♯⁕•"[:-1], "🛡️", "✔️", "👩‍⚖️", "🇺🇦", "1️⃣"[1:], "\uf8ff", "👍🏽"])
def test_no_picture_stays_in_a_name(mark):
    assert signature(f"La rédaction {mark}") == "La rédaction"
    assert signature(f"{mark}La{mark}rédaction") == "La rédaction"
    assert signature(mark) == ""


@pytest.mark.parametrize(
    "name", ["Hélène M.", "Jean-Luc d’Œuf", "Олена О’Коннор", "محمد عبد الله", "Núria Coll·lell", "A & B"]
)
def test_names_stay_as_they_were_given(name):
    assert signature(name) == name


def test_no_name_turns_the_line_around():
    assert signature("Anne\u202e noitcadér aL") == "Anne noitcadér aL"
