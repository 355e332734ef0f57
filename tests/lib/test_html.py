import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.embeds import embed
from articles.lib.html import clean, embeds, image_ids, replace_embeds, replace_figures, text_of

ATTRIBUTES = {
    "a": {"href", "hreflang", "rel"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "figure": {"data-image", "data-embed"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
TAGS = {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "figure", "figcaption", "table"}
TAGS |= {
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "hr",
    "sup",
    "sub",
    "abbr",
    "span",
    "q",
    "code",
    "pre",
}
ADDRESS = re.compile(r"(https?://|mailto:|tel:|(?![a-z][a-z0-9+.-]*:))", re.I)
HIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Guard(HTMLParser):
    """Fails on whatever the allow-list does not name."""

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | {"lang"}
            assert name not in ("href", "cite") or ADDRESS.match(value)
            assert name != "data-image" or re.fullmatch("[0-9]+", value)
            assert name != "data-embed" or embed(value).address == value
        self.open += [] if tag in ("br", "hr") else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


NAMES = [
    *sorted(TAGS),
    "div",
    "b",
    "i",
    "h1",
    "img",
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "o:p",
    "form",
    "tfoot",
]
VALUES = [
    "x",
    "12",
    "-3",
    "/a?b=1&c=2",
    "javascript:x",
    "java\tscript:x",
    "&#106;avascript:x",
    "data:text/html,x",
]
VALUES += [
    "https://a.org/é b",
    "http://[",
    "http://a:99999",
    "//a.org",
    "fr",
    "a<b>\u202e&nbsp;",
    "font-weight:700",
    "",
]
VALUES += ["https://youtu.be/dQw4w9WgXcQ?t=9&si=x", "http://twitter.com/a/status/1", "https://t.me.evil.example/a/1"]
VALUES += ["mso-list:l0", "font-weight:normal", "col", "'", "\\\\a"]
KEYS = [
    "href",
    "lang",
    "data-image",
    "data-embed",
    "style",
    "onclick",
    "class",
    "id",
    "title",
    "cite",
    "colspan",
    "scope",
    "start",
]
START = st.builds(
    lambda tag, attributes: f"<{tag}{''.join(f' {k}="{v}"' for k, v in attributes)}>",
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=3),
)
PIECE = START | st.sampled_from(NAMES).map("</{}>".format) | st.text(max_size=5)
PIECE |= st.sampled_from(
    ["<!--", "-->", "<![CDATA[", "]]>", "<", ">", '"', "&nbsp;", "&lt;", "&amp;lt;", "&#0;", "\n", " "]
)
SOUP = st.lists(PIECE, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("un texte", "<p>un texte</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<p>a</p><p>&nbsp;</p><p><br></p><p> </p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<div>a</div><div><p>b</p></div>", "<p>a</p><p>b</p>"),
        ("<p><b>a</b> <i>b</i></p>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
        ("<p>a<script>b</script><!-- c --><style>d</style><iframe>e</iframe></p>", "<p>a</p>"),
        ('<p style="x" class="y" id="z" onclick="x()">a<img src=x onerror=x()></p>', "<p>a</p>"),
        ('<p lang="uk">a</p>', '<p lang="uk">a</p>'),
        ('<a href="javascript:x">a</a>', "<p>a</p>"),
        ('<a href="jav&#x09;ascript:x">a</a>', "<p>a</p>"),
        ('<a href="http://[">a</a>', "<p>a</p>"),
        (
            '<a href="/a?b=1&copy=2" target="_blank">a</a>',
            '<p><a href="/a?b=1&amp;copy=2" rel="noopener">a</a></p>',
        ),
        ('<blockquote cite="javascript:x">a</blockquote>', "<blockquote><p>a</p></blockquote>"),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ('<ol start="3" type="a"><li>a</ol>', '<ol start="3"><li>a</li></ol>'),
        ("<p>a<strong> </strong>b<br></p>", "<p>a b</p>"),
        ("<pre>\n  a\n b</pre>", "<pre>  a\n b</pre>"),
        ("<p>a\0\x07\u202eb\u2066</p>&#x202e;", "<p>ab</p>"),
        ("<strong>a<p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong><em>c</em></p>"),
        (
            "<a href='/x'><p>a</p>b</a>",
            '<p><a href="/x" rel="noopener">a</a></p><p><a href="/x" rel="noopener">b</a></p>',
        ),
        ("<li>a<li><p>b", "<ul><li>a</li><li><p>b</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"),
        ("<li><div>a</div><div>b</div></li>", "<ul><li>a<br>b</li></ul>"),
        ("<blockquote>a<p>b<hr></blockquote>", "<blockquote><p>a</p><p>b</p><hr></blockquote>"),
        ("<p>« a&nbsp;»<br><br>b</p>", "<p>« a\xa0»<br><br>b</p>"),
        ("<q>a <q>b</q></q><sup>1</sup><sup>2</sup>", "<p><q>a <q>b</q></q><sup>1</sup><sup>2</sup></p>"),
    ],
)
def test_clean(typed, kept):
    assert clean(typed) == kept


def test_a_table_is_completed():
    cells = '<tr><th scope="col">a</th><td colspan="2"></td></tr>'
    typed = "<table><caption>c<tr><th scope=col>a<td colspan=2 onclick=x><br></table>"
    assert clean(typed) == f"<table><caption>c</caption><tbody>{cells}</tbody></table>"


def test_figures_leave_their_paragraph_and_need_a_number():
    typed = '<p>a<figure data-image="12" class="x"><img src="x"><figcaption><p>b</p></figcaption></figure>c</p>'
    assert clean(typed) == '<p>a</p><figure data-image="12"><figcaption>b</figcaption></figure><p>c</p>'
    assert clean('<figure data-image="x"><figcaption>b</figcaption></figure>') == "<p>b</p>"
    assert clean('<figure lang="fr">b</figure>') == "<p>b</p>"
    assert clean('<p data-image="1">a</p>') == "<p>a</p>"


def test_a_paste_from_word():
    typed = (
        "<!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal style='mso-margin-top-alt:auto'><b><span "
        "lang=FR style='mso-ansi-language:FR'>Titre<o:p></o:p></span></b></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    )
    assert clean(typed) == "<p><strong>Titre</strong></p>"
    assert clean("<b style='mso-bidi-font-weight:normal'>a</b>") == "<p><strong>a</strong></p>"
    assert clean("<span style='mso-bidi-font-weight:bold'>a</span>") == "<p>a</p>"


def test_a_paste_from_google_docs():
    typed = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span '
        'style="font-weight:700;font-style:normal">Gras</span><span style="font-weight:400"> et </span><span '
        'style="font-style:italic">penché</span></p><br></b>'
    )
    assert clean(typed) == "<p><strong>Gras</strong> et <em>penché</em></p>"


@given(SOUP)
def test_clean_is_safe_and_idempotent(soup):
    once = clean(soup)
    Guard(once)
    assert not HIDDEN.search(once)
    assert clean(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters="<&")))
def test_no_word_is_lost(text):
    assert text_of(clean(f"<div><b>{text}</b></div>")) == text


CAPTIONED = st.sampled_from(["mot", "<em>dit</em>", "<br>", " ", "\n", "<p>Puis</p>", "<div><br></div>"])


@given(st.lists(CAPTIONED, max_size=8))
def test_a_caption_is_one_line_whose_words_no_break_glues(pieces):
    caption = "".join(pieces)
    kept = clean(f'<figure data-image="3"><figcaption>{caption}</figcaption></figure>')
    assert "<br>" not in kept
    apart = re.sub("<br>|</?p>|</?div>", " ", caption)
    assert text_of(kept).split() == re.sub("</?em>", "", apart).split()


@pytest.mark.parametrize(
    ("caption", "kept"),
    [
        ("Il a parlé.<br>Puis rien.", "Il a parlé. Puis rien."),
        ("<strong>Il a parlé.<br></strong>Puis", "<strong>Il a parlé. </strong>Puis"),
        ("<br>Il a parlé. <br><br> Puis<br>", "Il a parlé. Puis"),
        ("<p>Il a parlé.</p><p>Puis</p>", "Il a parlé. Puis"),
    ],
)
def test_a_break_in_a_caption_is_a_space(caption, kept):
    written = '<figure data-image="3"><figcaption>{}</figcaption></figure>'
    assert clean(written.format(caption)) == written.format(kept)


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 10_000 + "x",
        "<blockquote>" * 10_000 + "x" + "</blockquote>" * 10_000,
        "<ul><li>" * 10_000 + "x",
        "<table><td>" * 10_000 + "x",
        "<b>" * 10_000 + "x",
        "".join(f"<b id={number}>" for number in range(10_000)) + "<p>x" * 10_000,
        "<a" * 500_000,
        "<!--" * 250_000,
        "<" * 1_000_000,
        "<a b='" * 150_000,
        "<p " + "a=1 " * 250_000 + ">",
        f"<a href='/{'x' * 2_000}'>" + "<p>x" * 20_000,
        "<p><a href='/" + "x" * 400_000 + "'>" + "<p>x" * 10_000,
        "<p>" + "".join(f"<b id={number}>" for number in range(5_000)) + "<p>x" * 5_000,
        "<p " + "".join(f"a{number}=1 " for number in range(50_000)) + ">",
        "<div>" * 9_000 + "</p>" * 9_000,
        "<q>" * 90 + "<p>x" * 9_000,
        "&" * 1_000_000,
        "mot " * 250_000,
    ],
    ids=lambda bomb: f"{bomb[:12]}-{len(bomb)}",
)
@pytest.mark.slow
@pytest.mark.timeout(60)
def test_bombs_end_and_stay_small(bomb):
    kept = clean(bomb)
    assert len(kept) <= 5 * len(bomb) + len("<p></p>")
    assert clean(kept) == kept


def test_what_no_article_is_keeps_its_words():
    assert clean("<div><b>a&nbsp;&lt;</b>" * 200) == "<p>" + " ".join(["a\xa0&lt;"] * 200) + "</p>"
    assert clean("<p>a" * 30_000) == "<p>" + " ".join("a" * 30_000) + "</p>"
    assert clean(f"<p><img src='data:image/png;base64,{'A' * 600_000}'><em>a</em>") == "<p><em>a</em></p>"


BODY = '<p>a</p><figure data-image="3"><figcaption>b <em>c</em></figcaption></figure><p>d</p>'
BODY += '<figure data-image="12"></figure>'


def test_figures():
    assert image_ids(BODY) == [3, 12]
    assert (
        replace_figures(BODY, lambda number, caption: f"[{number}|{caption}]")
        == "<p>a</p>[3|b <em>c</em>]<p>d</p>[12|]"
    )
    assert replace_figures("<p>a</p>", lambda number, caption: "") == "<p>a</p>"


FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('<figure data-embed="javascript:alert(1)"><figcaption>a</figcaption></figure>', "<p>a</p>"),
        ('<figure data-embed="https://t.me.evil.example/a/1"><figcaption>a</figcaption></figure>', "<p>a</p>"),
        ('<figure data-embed="https://t.me:443/abcd/1">a</figure>', "<p>a</p>"),
        ('<figure data-embed="">a</figure>', "<p>a</p>"),
        ('<p data-embed="https://t.me/abcd/1">a</p>', "<p>a</p>"),
        ('<a data-embed="https://t.me/abcd/1">a</a>', "<p>a</p>"),
        (
            '<p>a<figure data-embed=" https://t.me/s/abcd/1?x " onclick="x()" lang="fr"><iframe></iframe>b</figure>c',
            '<p>a</p><figure data-embed="https://t.me/abcd/1"><figcaption>b</figcaption></figure><p>c</p>',
        ),
        ('<figure data-embed="https://t.me/abcd/1"></figure>', '<figure data-embed="https://t.me/abcd/1"></figure>'),
        (f'<figure data-embed="{FILM}&t=9"></figure>', f'<figure data-embed="{FILM}&amp;t=9s"></figure>'),
        ('<figure data-embed="https://t.me/abcd/1" data-image="3"></figure>', '<figure data-image="3"></figure>'),
        (
            '<figure data-image="3"><figure data-embed="https://t.me/abcd/1"><figcaption>b</figcaption></figure></figure>',
            '<figure data-image="3"><figcaption>b</figcaption></figure>',
        ),
    ],
)
def test_cards_stay_only_for_addresses_that_are_known_and_in_one_form(typed, kept):
    assert clean(typed) == kept
    assert clean(kept) == kept


def test_embeds():
    body = f'<figure data-embed="{FILM}&amp;t=9s"><figcaption>Un <em>titre</em><br>&lt;b&gt;</figcaption></figure>'
    assert embeds(f"{body}<p>a</p>") == [(f"{FILM}&t=9s", "Un titre <b>")]
    assert embeds('<figure data-image="3"></figure>') == []
    assert replace_embeds(f"{body}<p>a</p>", lambda address, title: f"[{title}]") == "[Un titre <b>]<p>a</p>"
    assert replace_figures(body, lambda number, caption: "") == body


@given(SOUP)
def test_figures_put_back_as_they_were(soup):
    body = clean(soup)

    def same(number, caption):
        inner = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure data-image="{number}">{inner}</figure>'

    assert replace_figures(body, same) == body


def test_text_of():
    assert text_of("<h2>Un</h2><p>deux <em>t</em>rois<br>&amp; quatre</p>") == "Un\ndeux trois\n& quatre"
