"""Words of another script carry their language, so that a voice reads them and a browser hyphenates them."""

import time

import pytest

from articles.lib.foreign import marked, marked_text


def uk(words):
    return f'<span lang="uk">{words}</span>'


def ru(words):
    return f'<span lang="ru">{words}</span>'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("« Слава Україні ! » dit-il", f"« {uk('Слава Україні')} ! » dit-il"),
        ("Слава Україні, героям слава", uk("Слава Україні, героям слава")),
        ("« Что это было? »", f"« {ru('Что это было')}? »"),
        ("Луганськ (Луганск)", f"{uk('Луганськ')} ({ru('Луганск')})"),
        ("Луганськ, Луганск", f"{uk('Луганськ')}, {ru('Луганск')}"),
        ("Новая газета", ru("Новая газета")),
        ("п’ять", uk("п’ять")),
        ("Херсон", uk("Херсон")),  # nothing tells: the country's own
        ("у 2014 році, на 5 %", f"{uk('у 2014 році, на')} 5 %"),
        ("Rien d’étranger : Kyiv, 2014.", "Rien d’étranger : Kyiv, 2014."),
        ("<b> & Київ", f"&lt;b&gt; &amp; {uk('Київ')}"),
        ("", ""),
    ],
)
def test_cyrillic_in_a_french_text(text, told):
    assert marked_text(text, "fr") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("«the war is not over»", '«<span lang="en">the war is not over</span>»'),
        ("«La France est là»", '«<span lang="fr">La France est là</span>»'),
        ("НАТО, BBC, Le Monde, Reuters", "НАТО, BBC, Le Monde, Reuters"),  # names are no quotations
        ("The Times", "The Times"),
        ("Tempora mutantur nos", "Tempora mutantur nos"),  # neither of the two
    ],
)
def test_latin_in_a_ukrainian_text(text, told):
    assert marked_text(text, "uk") == told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_in_html_only_the_words_are_looked_at(language):
    html = '<p><a href="/пошук/">voir <em>Київ</em></a><br>a &lt; Київ</p><pre>Київ</pre><p><code>Київ</code></p>'
    assert marked(html, language) == (
        f'<p><a href="/пошук/">voir <em>{uk("Київ")}</em></a><br>a &lt; {uk("Київ")}</p>'
        "<pre>Київ</pre><p><code>Київ</code></p>"
    )


def test_what_was_marked_by_hand_stays():
    html = '<p><span lang="ru">Херсон</span> Херсон <span lang="en">the Херсон</span></p>'
    assert marked(html, "fr") == (
        f'<p><span lang="ru">Херсон</span> {uk("Херсон")} <span lang="en">the {uk("Херсон")}</span></p>'
    )


def test_marking_twice_changes_nothing():
    once = marked("<p>« Слава Україні », Луганск</p>", "fr")
    assert marked(once, "fr") == once


@pytest.mark.parametrize("text", ["а " * 100_000, "а" + " " * 300_000, "а." * 60_000, "п'" * 60_000, "a b " * 60_000])
def test_a_flood_takes_no_longer_than_its_length(text):
    start = time.monotonic()
    marked(text, "fr")
    marked(text, "uk")
    assert time.monotonic() - start < 10  # it takes tenths of a second; squared it would be minutes
