from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.lib.html import clean
from articles.lib.typography import typeset, typeset_html

N, F = "\u202f", "\u00a0"
WORDS = [
    *[
        "mot",
        "Etat",
        "l'",
        "d'",
        "XIXe",
        "XXIème",
        "Ve République",
        "1 décembre",
        "1er",
        "20000",
        "20 000",
        "19",
    ],
    *["heures", "M.", "Mme", "Kiev", "n°", "p.", "19:30", "h 30", "3:1", "https://a.org/x?y=1;z", "a@b.org"],
    *[
        "l'été.pdf",
        "75001 Paris",
        "...",
        "…",
        "!",
        "?",
        ";",
        ":",
        "«",
        "»",
        '"',
        "'",
        "%",
        "€",
        "(",
        ")",
        ",",
        ".",
    ],
    *[" ", "  ", F, N, "-", "—", "/", "@", "#", "e", "ᵉ", "er", "\n", "&", "<", "\ufdd0", "\ufdd1"],
]
TEXT = st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=30)
TAGS = [f"<{slash}{tag}>" for slash in ("", "/") for tag in ("b", "em", "p", "sup", "code", "pre", "li", "h2", "q")]
TAGS += [
    "<br>",
    "<a href=\"/x?l'a='1 !\">",
    "</a>",
    '<span lang="en">',
    "</span>",
    '<abbr title="1 !">',
    "&amp;",
    "&lt;",
]
SOUP = st.lists(st.sampled_from(WORDS + TAGS) | st.text(max_size=4), max_size=16).map("".join)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quoi ?! Non ; si…", f"Quoi{N}?! Non{N}; si…"),
        ("Oui!", f"Oui{N}!"),
        (f"Oui{F}! Non  ?", f"Oui{N}! Non{N}?"),
        ("(!) et ?", "(!) et" + N + "?"),
        ("l'objectif est clair : obtenir", f"l’objectif est clair{F}: obtenir"),
        ("clair: obtenir", f"clair{F}: obtenir"),
        ("« ok » et «ok»", f"«{F}ok{F}» et «{F}ok{F}»"),
        ('dit "oui" à l\'"Etat"', f"dit «{F}oui{F}» à l’«{F}État{F}»"),
        ('un écran de 15" ici', 'un écran de 15" ici'),
        ("Non...", "Non…"),
        ("20 000 et 1 500 000 morts", f"20{N}000 et 1{N}500{N}000 morts"),
        ("20000 soldats, 12500 €", f"20{N}000 soldats, 12{N}500{F}€"),
        ("en 2025 300 drones", "en 2025 300 drones"),
        ("75001 Paris, (13000), n° 20000, 06 12 345 678", f"75001 Paris, (13000), n°{F}20000, 06 12 345 678"),
        ("50% à 19 heures", f"50{F}% à 19{F}heures"),
        ("19 h 30", f"19{F}h{F}30"),
        ("M. Poutine, Mme Le Pen, n°5, p. 12", f"M.{F}Poutine, Mme{F}Le Pen, n°{F}5, p.{F}12"),
        ("XIXe, XIXème et XIXᵉ", "XIXᵉ, XIXᵉ et XIXᵉ"),
        ("Ve République, mais Ce De Me Xe", "Vᵉ République, mais Ce De Me Xe"),
        ("Le 1 décembre, le 21 décembre", "Le 1er décembre, le 21 décembre"),
        ("Formule 1 mars 2025", "Formule 1 mars 2025"),
        ("Etats-Unis, Eglise, Elysée", "États-Unis, Église, Élysée"),
        ("A Kiev, Etatique", "A Kiev, Etatique"),
        ("19:30, 3:1, C:\\x, foo?bar=1", "19:30, 3:1, C:\\x, foo?bar=1"),
        ("https://a.org/l'a?b=1;c... ou l'été.pdf", "https://a.org/l'a?b=1;c... ou l'été.pdf"),
        ("a.b@c.org !", f"a.b@c.org{N}!"),
        ("", ""),
    ],
)
def test_plain_text(typed, printed):
    assert typeset(typed, "fr") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<p><strong>mot</strong> !</p>", f"<p><strong>mot</strong>{N}!</p>"),
        ("<p><em>mot</em>! mot<em>?</em></p>", f"<p><em>mot</em>{N}! mot<em>{N}?</em></p>"),
        ("<p>l'<em>Etat</em></p>", "<p>l’<em>État</em></p>"),
        ('<p>"<em>oui</em>"</p>', f"<p>«{F}<em>oui</em>{F}»</p>"),
        ("<p>«<em>oui</em>»</p>", f"<p>«{F}<em>oui</em>{F}»</p>"),
        ("<p>XIXe, XIX<sup>e</sup></p>", "<p>XIX<sup>e</sup>, XIX<sup>e</sup></p>"),
        ("<p>1er mai, le 1 juin</p>", "<p>1<sup>er</sup> mai, le 1<sup>er</sup> juin</p>"),
        ("<p>10<sup>9999</sup> morts</p>", "<p>10<sup>9999</sup> morts</p>"),
        ("<p>mot<br>!</p><p>!</p>", "<p>mot<br>!</p><p>!</p>"),
        ("<p>AT&amp;T ; &lt;x&gt;</p>", f"<p>AT&amp;T{N}; &lt;x&gt;</p>"),
        ("<p><code>a ! l'x</code> !</p><pre>b ?</pre>", f"<p><code>a ! l'x</code>{N}!</p><pre>b ?</pre>"),
        ('<p><span lang="en">it\'s !</span></p>', '<p><span lang="en">it\'s !</span></p>'),
        (
            '<blockquote lang="en"><p>it\'s</p></blockquote>',
            '<blockquote lang="en"><p>it\'s</p></blockquote>',
        ),
        ("<p><a href=\"/l'a ?b\">l'a</a></p>", '<p><a href="/l\'a ?b">l’a</a></p>'),
    ],
)
def test_html(typed, printed):
    assert typeset_html(typed, "fr") == printed


@pytest.mark.slow
@given(TEXT)
@example("1er er")
def test_idempotent(text):
    once = typeset(text, "fr")
    assert typeset(once, "fr") == once


@given(TEXT, st.sampled_from(["en", "uk", "ru", "frr", ""]))
def test_other_languages_are_untouched(text, language):
    assert typeset(text, language) == text
    assert typeset_html(text, language) == text


@pytest.mark.slow
@given(SOUP)
@example('«<span lang="en">mot')
def test_html_is_idempotent_and_stays_clean(soup):
    once = typeset_html(clean(soup), "fr")
    assert typeset_html(once, "fr") == once
    assert clean(once) == once


class Reader(HTMLParser):
    """Collects attributes and the text in code."""

    def __init__(self, html):
        super().__init__()
        self.depth, self.attributes, self.code = 0, [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        self.depth += tag in ("code", "pre")

    def handle_endtag(self, tag):
        self.depth -= tag in ("code", "pre")

    def handle_data(self, data):
        if self.depth:
            self.code.append(data)


@given(SOUP)
def test_attributes_and_code_are_untouched(soup):
    before, after = Reader(clean(soup)), Reader(typeset_html(clean(soup), "fr"))
    assert (after.attributes, after.code) == (before.attributes, before.code)
