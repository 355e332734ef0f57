import re

import pytest

from articles.lib.light import in_parts, slim, twin


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/regions/kherson/", "/leger/regions/kherson/"),
        ("/en/tags/eau/?before=fq3-2s", "/en/leger/tags/eau/?before=fq3-2s"),
        ("/uk/2026/11/23/x/", "/uk/leger/2026/11/23/x/"),
        ("/news/authors/ada/", "/news/leger/authors/ada/"),  # a site that does not begin at /
        ("/archives/2026/11/23/", "/leger/archives/2026/11/23/"),
        ("/leger/regions/kherson/", ""),
        ("/archives/2026/11/", ""),
        ("/corrections/", ""),
        ("/regions/kherson/feed/", ""),
        ("/regions/kherson/?order=x", ""),
        ("/", ""),
        ("", ""),
    ],
)
def test_where_the_twin_of_a_page_is(path, told):
    assert twin(path) == told


FIGURE = (
    '<figure class="figure figure-graphic"><details class="cover"><summary>Attention</summary><picture>'
    '<img class="fx-5" src="/media/x.jpg" alt="Un &quot;char&quot;"></picture></details>'
    '<figcaption><span class="caption">Là</span></figcaption></figure>'
)


def test_a_picture_becomes_its_words():
    told = slim(f"<p>a</p>{FIGURE}<p>b</p>", lambda alt, caption: f"[{alt}|{caption}]", str)
    assert told == '<p>a</p>[Un "char"|<span>Là</span>]<p>b</p>'


def test_links_are_led_where_they_belong_and_nothing_of_the_look_is_left():
    html = '<p class="embed"><a href="/regions/x/" rel="noopener" hreflang="uk"><span lang="uk">Київ</span></a></p>'
    assert slim(html, str, str.upper) == '<p><a href="/REGIONS/X/"><span lang="uk">Київ</span></a></p>'


LONG = "<p>" + "<strong>Un mot. Deux mots</strong> et la phrase finit là. " * 200 + "</p>"
LIST = "<ul>" + "<li>один два три</li>" * 300 + "</ul>"
TABLE = "<table><tbody>" + "<tr><td>a<br>b</td></tr>" * 300 + "</tbody></table>"


@pytest.mark.parametrize("html", [LONG, LIST, TABLE, "<p>a</p>" * 900, f"<p>x</p>{LONG}<hr>{LIST}<p>fin</p>"])
def test_a_long_text_is_cut_into_parts_that_fit_and_are_whole(html):
    parts = in_parts(html, 2_000)
    assert len(parts) > 2 and max(len(part.encode()) for part in parts) <= 2_000
    for part in parts:
        opened = re.findall(r"<(\w+)", part.replace("<br>", "").replace("<hr>", ""))
        assert sorted(opened) == sorted(re.findall(r"</(\w+)", part))
    assert _words("".join(parts)) == _words(html)


def _words(html):
    return re.sub("<[^>]*>", "", html).replace(" ", "")


def test_what_fits_stays_one():
    assert in_parts("<p>Un.</p><p>Deux.</p>", 100) == ["<p>Un.</p><p>Deux.</p>"]
    assert in_parts("", 100) == [""]


def test_paragraphs_are_not_divided_when_a_page_of_their_own_holds_them():
    assert in_parts("<p>Un.</p><p>Deux.</p>", 20) == ["<p>Un.</p>", "<p>Deux.</p>"]


def test_sentences_stay_together():
    first, *_others = in_parts(LONG, 2_000)
    assert re.sub("<[^>]*>", "", first).rstrip().endswith(".")


def test_a_word_longer_than_a_page_is_not_lost():
    html = f"<p>{'x' * 5_000} y</p>"
    assert _words("".join(in_parts(html, 1_000))) == _words(html)
