"""Words as the readers' search compares them."""

import pytest

from articles.lib.stems import stems, tokens

TOGETHER = {
    "fr": [
        "Élection élections ELECTIONS",
        "Évacué évacuée évacuées évacuer évacués",
        "œuvre Oeuvres",
        "Ukrainien ukrainiens",
    ],
    "en": ["dam dams", "run running runs", "evacuate evacuated evacuating", "Ukraine Ukraine"],
    "uk": [
        "Харків Харкова Харкову Харковом Харкові",
        "Київ Києва Києву Києві Києвом",
        "Донецьк Донецька Донецьку Донецьком Донецькій Донецької Донецький",
        "Запоріжжя Запоріжжі Запоріжжям",
        "Крим Криму Кримом Криму",
        "Маріуполь Маріуполя Маріуполі",
        "солдат солдата солдати солдатів солдатам солдатами",
        "Росія Росії Росію Росією",
        "питання питань питанням питаннями",
        "область області областю областей",
        "пам’ять пам'яті памʼяттю",
        "український українська українського українські",
        "обстріл обстріли обстрілів обстрілювали",
        "ґанок ганок",
    ],
}


@pytest.mark.parametrize(("language", "words"), [(key, words) for key, many in TOGETHER.items() for words in many])
def test_forms_of_a_word_are_one(language, words):
    assert len(set(stems(words, language))) == 1


APART = [("fr", "crime Crimée"), ("uk", "мова мор'я"), ("uk", "Херсон Харків"), ("uk", "Суми Сум'ята")]


@pytest.mark.parametrize(("language", "words"), APART)
def test_other_words_are_others(language, words):
    assert len(set(stems(words, language))) == 2


def test_letters_decide_before_the_language():
    assert stems("Харкові", "fr") == stems("Харкові", "uk")
    assert stems("élections", "uk") == ["elections"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Œuvre d’ÉTÉ", ["l", "oeuvre", "d", "ete"]),
        ("cessez-le-feu", ["cessez", "le", "feu"]),
        ("e\u0301te\u0301", ["ete"]),
        ("за\u0301мок", ["замок"]),
        ("in\u00advisible zero\u200bwidth", ["invisible", "zerowidth"]),
        ("« 1½ » _ – ²", ["112", "2"]),
        ("don’t п’ять", ["don", "t", "пять"]),
        ("ʼʼ ̀ ", []),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert [token.word for token in tokens(text, "fr")] == words


def test_a_word_stands_where_it_stands():
    text = "Le  «Grand» été"
    assert [text[token.start : token.end] for token in tokens(text, "fr")] == ["Le", "Grand", "été"]


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "ʼ" * 50_000, "а'" * 50_000, "e" + "\u0301" * 100_000, "\u00ad" * 100_000]
)
def test_hostile_texts_are_read_at_once(text):
    assert all(len(token.stem) <= 60 for token in tokens(text, "uk"))
