"""Whoever adds a language adds it everywhere: each test names the place that does not know it yet."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from articles.forms.editor import EDITOR
from articles.lib.languages import SPOKEN
from articles.lib.little_words import LITTLE
from articles.lib.readability import ABBREVIATIONS, LONG
from articles.lib.stems import word_and_stem
from articles.management.setup.site import PROPOSED
from articles.models import Language, Region, Section, Tag
from articles.models.language import NAMES
from articles.workflow import founding_pages

LANGUAGES = list(SPOKEN)
# A word in another form, which whoever looks for the first one must find.
FORMS = {"fr": ("drones", "drone"), "en": ("elections", "election"), "uk": ("Харкова", "Харків")}


def test_the_database_knows_the_languages_of_the_table():
    assert {code: spoken.name for code, spoken in SPOKEN.items()} == dict(Language.choices)


def test_a_name_has_a_column_in_each_language():
    for model in (Region, Section, Tag):
        assert [field.name for field in model._meta.fields if field.name.startswith("name_")] == NAMES


@pytest.mark.parametrize("language", LANGUAGES)
class TestEachLanguage:
    def test_search_knows_its_words(self, language):
        one, other = FORMS[language]
        assert word_and_stem(one, language)[1] == word_and_stem(other, language)[1]
        assert LITTLE[language]

    def test_sentences_are_measured_by_its_own_rule(self, language):
        assert LONG[language] and ABBREVIATIONS[language]

    def test_a_newsroom_opens_with_sections_and_pages_in_it(self, language):
        assert [section["slug"] for section in PROPOSED if not section.get(language)] == []
        wanted = [f"{slug}.{language}.html" for slug in founding_pages.SLUGS]
        assert [name for name in wanted if not (founding_pages.TEXTS / name).is_file()] == []

    def test_the_editor_speaks_it_and_marks_words_of_it(self, language):
        assert finders.find(f"ckeditor/ckeditor/lang/{language}.js")
        assert language in dict(EDITOR["newsLanguage"]["languages"])

    def test_the_page_of_last_resort_says_it(self, language):
        page = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
        assert f'lang="{language}"' in page

    def test_our_own_words_are_translated(self, language):
        folder = settings.BASE_DIR / "locale" / language / "LC_MESSAGES"
        assert language == "en" or (folder / "django.mo").is_file()


def test_the_editors_files_of_other_languages_stay_away():
    assert finders.find("ckeditor/ckeditor/lang/zh.js") is None
    collected = {
        path
        for finder in finders.get_finders()
        for path, _storage in finder.list([])
        if "/lang/" in path and path.endswith(".js")
    }
    kept = {path.rpartition("/")[2].removesuffix(".js") for path in collected if path.startswith("ckeditor/")}
    assert kept == set(SPOKEN)
