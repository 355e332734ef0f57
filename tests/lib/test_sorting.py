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
    assert sorted(names[::-1], key=lambda name: sort_key(name, language)) == names


@given(st.lists(st.text()), st.sampled_from(["fr", "en", "uk"]))
def test_any_names_have_an_order_that_does_not_depend_on_where_they_stood(names, language):
    def key(name):
        return sort_key(name, language)

    assert sorted(names, key=key) == sorted(names[::-1], key=key)
