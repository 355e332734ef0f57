import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.plain import paragraphs

HIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def link(address, shown=None):
    return f'<a href="{address}" rel="nofollow ugc noopener">{shown or address}</a>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        (" \r\n\u200b", ""),
        ("a\r\nb\n \n\nc", "<p>a<br>b</p><p>c</p>"),
        ("<b onclick='x'>a & b</b>", "<p>&lt;b onclick='x'&gt;a &amp; b&lt;/b&gt;</p>"),
        ("voir https://a.org/x.", f"<p>voir {link('https://a.org/x')}.</p>"),
        ("(https://a.org/x_(y))", f"<p>({link('https://a.org/x_(y)')})</p>"),
        ("https://a.org/?b=1&c=2", f"<p>{link('https://a.org/?b=1&amp;c=2')}</p>"),
        ("https://приклад.укр/є", f"<p>{link('https://приклад.укр/є')}</p>"),
        ('https://a.org/"onclick="x', f'<p>{link("https://a.org/")}"onclick="x</p>'),
        ("javascript:alert(1) ftp://a.org", "<p>javascript:alert(1) ftp://a.org</p>"),
        ("https://bank.com@evil.org https://]", "<p>https://bank.com@evil.org https://]</p>"),
        ("a\0\x1b\u202eb", "<p>ab</p>"),
        ("z" + "\u0334" * 50 + "!", "<p>z" + "\u0334" * 3 + "!</p>"),
        ("a" + "\u200b" * 50 + "b", "<p>a\u200bb</p>"),
        ("👨\u200d👩\u200d👧", "<p>👨\u200d👩\u200d👧</p>"),
        # No line begins with a sign of French, whatever the keyboard could write.
        ("« Oui » : 5 % ; qui ?", "<p>«\xa0Oui\xa0»\xa0: 5\xa0% ; qui\xa0?</p>".replace("% ;", "%\xa0;")),
        ("a\n: b  ! c", "<p>a<br>: b  ! c</p>"),
    ],
)
def test_paragraphs(typed, shown):
    assert paragraphs(typed) == shown


class Plain(HTMLParser):
    def handle_starttag(self, tag, attrs):
        assert (tag, [name for name, _ in attrs]) in [("p", []), ("br", []), ("a", ["href", "rel"])]
        assert all(re.match("https?://", value, re.I) for name, value in attrs if name == "href")


PIECES = ["https://", "a.org", "'", '"', "&", ")", "(", "<", "\n", "]", "@", ":", "<a href='x'>", "<!--", "&lt;", "\0"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join))
def test_comments_hold_only_paragraphs_and_links(text):
    shown = paragraphs(text)
    reader = Plain()
    reader.feed(shown)
    reader.close()
    assert not HIDDEN.search(shown)
    longest = max(
        (len(run) for run in re.findall("m+", "".join("m" if unicodedata.combining(c) else " " for c in shown))),
        default=0,
    )
    assert longest <= 3
