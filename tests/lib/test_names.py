import pytest
from django.utils import translation

from articles.lib.names import language_word, role_word


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["français", "anglais", "ukrainien"]),
        ("en", ["French", "English", "Ukrainian"]),
        ("uk", ["французька", "англійська", "українська"]),
    ],
)
def test_languages_as_a_sentence_of_the_reader_names_them(language, words):
    with translation.override(language):
        assert [language_word(code) for code in ("fr", "en", "uk")] == words


def test_roles_of_the_newsroom_are_translated_and_others_keep_their_name():
    with translation.override("fr"):
        named = [role_word(name) for name in ("reporter", "editor", "moderator", "Stagiaires")]
    assert named == ["reporter", "rédacteur", "modérateur", "Stagiaires"]
