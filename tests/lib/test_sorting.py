import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.sorting import sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Armée", "Eau", "Élections", "Énergie", "œuvre", "Zone"]),
        ("fr", ["cote", "coté", "côte", "côté"]),
        ("en", ["Elections", "Zone"]),
        (
            "uk",
            ["Гай", "Ґанок", "Дім", "Ель", "Єнот", "Іній", "Їжак", "Йод", "Щит", "Юшка", "Яма"],
        ),
        ("uk", ["NATO", "пять", "п’ять", "рік"]),
    ],
)
def test_names_stand_as_a_reader_of_the_language_looks_for_them(language, names):
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names


@given(st.lists(st.text()), st.sampled_from(["fr", "en", "uk"]), st.randoms())
def test_any_names_have_an_order_that_does_not_depend_on_where_they_stood(names, language, random):
    def in_order(names):
        return sorted(names, key=lambda name: sort_key(name, language))

    mixed = random.sample(names, len(names))
    assert in_order(mixed) == in_order(names)
