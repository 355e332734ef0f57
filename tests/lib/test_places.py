"""Which regions a text names: whole words only, in every spelling, in every Ukrainian and Russian case."""

from types import SimpleNamespace

import pytest

from articles.lib.declension import forms
from articles.lib.places import Gazetteer, spellings
from articles.workflow.foundations import REGIONS

SITE = {fields["slug"]: spellings(SimpleNamespace(**fields)) for fields in REGIONS}
CITIES = {
    "kakhovka": ["Nouvelle Kakhovka", "Нова Каховка"],
    "mariupol": ["Marioupol", "Маріуполь", "Мариуполь"],
    "chasiv-yar": ["Tchassiv Yar", "Часів Яр"],
    "sumy": ["Суми"],
    "bakhchysarai": ["Бахчисарай"],
}
GAZETTEER = Gazetteer(SITE | CITIES)


def found(text):
    return [mention.key for mention in GAZETTEER.find(text)]


NOT_NAMED = [
    "",
    "Le Donetskien parle",
    "un crimean",
    "кримінал і кримчани",
    "крим тощо",  # no capital: no name
    "сум і суми",
    "la péninsule, de Crimée-ish".replace("Crimée", "Cri mée"),
    "Chersonèse",
    "Новою. Каховкою",  # a full stop is no part of a name
    "oblast",
    "область",
    "\u200b" * 1000,
    "Do\u00adnetsk",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_is_no_name(text):
    assert found(text) == []


NAMED = [
    ("À Donetsk, rien de neuf.", ["donetsk"]),
    ("l’oblast de Donetsk et la Crimée", ["donetsk", "crimea"]),
    ("LA CRIMÉE ET CRIMEE", ["crimea"]),
    ("Donets’k, Donets'k", ["donetsk"]),
    ("le Donbass", ["donetsk", "luhansk"]),
    ("Zaporijjia Zaporizhzhia Zaporojié Запорожье", ["zaporizhzhia"]),
    ("Lougansk, Kherson", ["luhansk", "kherson"]),
    ("péninsule\u00a0de Crimée", ["crimea"]),
    ("Nouvelle-Kakhovka", ["kakhovka"]),
    ("Kherson’s right bank", ["kherson"]),
    ("la Crime\u0301e, как её зовут", ["crimea"]),  # as some programs write é
    ("У Кри\u0301му, Лу\u0301ганську", ["crimea", "luhansk"]),  # the stress, as dictionaries print it
]
# Ukrainian, then Russian: each line is one name as sentences use it.
CASES = {
    "donetsk": "Донецьк Донецька Донецьку Донецькові Донецьком Донеччина Донеччини Донеччині Донеччину Донеччиною "
    "Донецк Донецка Донецку Донецком Донецке",
    "luhansk": "Луганськ Луганська Луганську Луганськом Луганщині Луганск Луганска Луганску Луганском Луганске",
    "zaporizhzhia": "Запоріжжя Запоріжжю Запоріжжям Запоріжжі Запорожье Запорожья Запорожью Запорожьем",
    "kherson": "Херсон Херсона Херсону Херсонові Херсоном Херсоні Херсоне Херсонщину",
    "crimea": "Крим Криму Кримом Кримові Крым Крыма Крыму Крымом Крыме",
    "mariupol": "Маріуполь Маріуполя Маріуполю Маріуполем Маріуполі Мариуполя Мариуполе",
    "sumy": "Суми Сумам Сумами Сумах",
    "bakhchysarai": "Бахчисарай Бахчисараю Бахчисараєм Бахчисараї",
}
PHRASES = {
    "donetsk": ["Донецької області", "на донецькому напрямку", "Донецкой области", "в Донецкую область"],
    "crimea": ["в Автономній Республіці Крим", "Кримського півострова", "на Крымском полуострове"],
    "kakhovka": ["у Новій Каховці", "Нової Каховки", "Новою Каховкою"],
    "chasiv-yar": ["у Часовому Яру", "Часового Яру"],
}


@pytest.mark.parametrize(("text", "keys"), NAMED)
def test_names(text, keys):
    assert found(text) == keys


@pytest.mark.parametrize("key", CASES)
def test_every_case_of_a_name(key):
    assert [word for word in CASES[key].split() if found(f"Слово {word}.") != [key]] == []


@pytest.mark.parametrize("key", PHRASES)
def test_names_of_several_words(key):
    assert [phrase for phrase in PHRASES[key] if found(phrase) != [key]] == []


def test_a_mention_says_what_stands_in_the_text():
    (mention,) = GAZETTEER.find("Спершу: у Новій\u00a0Каховці, потім у Новій Каховці")
    assert (mention.words, mention.start) == ("Новій\u00a0Каховці", 10)


def test_latin_words_have_no_cases():
    assert forms("kherson") == {"kherson"}
    assert forms("в") == {"в"}


def test_the_spellings_of_a_region():
    region = SimpleNamespace(name_fr="Crimée", name_en="Crimea", name_uk="", also_written="Крым,  Крым;Qırım,\n,")
    assert spellings(region) == ["Crimée", "Crimea", "Крым", "Qırım"]
    blank = SimpleNamespace(name_fr="!", name_en="", name_uk="", also_written="—, …")
    assert Gazetteer({1: spellings(blank)}).find("! — …") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["Нова " * 100_000, "Donets’" * 60_000, "к\u0301" * 200_000, "а" * 400_000])
def test_a_long_text_takes_no_longer_for_being_odd(text):
    assert found(text) == []
