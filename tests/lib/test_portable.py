"""What leaves the site needs nothing of it: no relative address, no class, no script, no cover."""

import pytest

from articles.lib.portable import portable

PAGE = "https://example.org/2026/11/23/x/"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p class="x" data-y="z">a</p>', "<p>a</p>"),
        ('<p lang="uk">а</p>', '<p lang="uk">а</p>'),
        ('<a href="/a/?b=1&amp;c=2">x</a>', '<a href="https://example.org/a/?b=1&amp;c=2">x</a>'),
        ('<a href="#n">x</a>', f'<a href="{PAGE}#n">x</a>'),
        ('<a href="?page=2">x</a>', f'<a href="{PAGE}?page=2">x</a>'),
        ('<a href="//other.org/">x</a>', '<a href="https://other.org/">x</a>'),
        ('<a href="mailto:a@b.org">x</a>', '<a href="mailto:a@b.org">x</a>'),
        ('<a href="tel:+33">x</a>', '<a href="tel:+33">x</a>'),
        ('<a href="//[x">x</a>', '<a href="//[x">x</a>'),
        ('<a href="/&quot;x">x</a>', '<a href="https://example.org/&quot;x">x</a>'),
        ('<blockquote cite="/a/">x</blockquote>', '<blockquote cite="https://example.org/a/">x</blockquote>'),
        ('<abbr title="a > b">x</abbr>', '<abbr title="a > b">x</abbr>'),
        ('<ol start="-3"><li>x</li></ol>', '<ol start="-3"><li>x</li></ol>'),
        ('<p>class="x" href="/a/" 1 &lt; 2</p>', '<p>class="x" href="/a/" 1 &lt; 2</p>'),
        ("un <br> deux\x07\ufffe", "un <br> deux"),
        ("", ""),
    ],
)
def test_what_is_left(html, left):
    assert portable(html, PAGE) == left


def test_a_picture_keeps_its_original_and_the_smaller_copies_every_program_knows():
    html = (
        '<picture><source type="image/avif" srcset="/m/a-320.avif 320w" sizes="92vw">'
        '<source type="image/webp" srcset="/m/a-320.webp 320w, /m/a-640.webp 640w" sizes="92vw">'
        '<img class="fx-5 fy-3" src="/m/a.jpg" width="9" height="6" alt="Un &amp; deux" loading="lazy"></picture>'
    )
    assert portable(html, PAGE) == (
        '<img srcset="https://example.org/m/a-320.webp 320w, https://example.org/m/a-640.webp 640w"'
        ' src="https://example.org/m/a.jpg" alt="Un &amp; deux">'
    )
    assert (
        portable('<picture> <img src="/a.jpg" alt=""> </picture>', PAGE)
        == '<img src="https://example.org/a.jpg" alt="">'
    )


COVERED = "<details><summary>Dur</summary><picture><img src='/dur.jpg'></picture></details>"


@pytest.mark.parametrize(
    "covered", [COVERED, f"<figure>{COVERED}<figcaption>Mots</figcaption></figure>", "<details></details>"]
)
def test_a_covered_picture_goes_whole_and_its_neighbours_stay(covered):
    html = f"<figure><img src='/a.jpg'></figure>{covered}<figure>b</figure>"
    assert portable(html, PAGE, "<p>mot</p>") == "<figure><img src='/a.jpg'></figure><p>mot</p><figure>b</figure>"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "tag", ["<a ", "<a b b b b", " b", "<figure>", "<details>", "<picture>", '<a href="', "<source "]
)
def test_no_text_takes_long(tag):
    portable("<a" + tag * 50_000, PAGE)
