import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.embeds import PATTERNS, Embed, embed

ID = "dQw4w9WgXcQ"
FILM = f"https://www.youtube.com/watch?v={ID}"
SHORT = f"https://www.youtube.com/shorts/{ID}"
POST = "https://bsky.app/profile/gazette.example.org/post/3kabcdefghij2"
DID = "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3kabcdefghij2"


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "mot",
        f"youtube.com/watch?v={ID}",
        f"//youtube.com/watch?v={ID}",
        f"javascript:alert(1)//www.youtube.com/watch?v={ID}",
        f"javascript://www.youtube.com/watch?v={ID}%0aalert(1)",
        f"data:text/html,https://www.youtube.com/watch?v={ID}",
        f"ftp://www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com.evil.example/watch?v={ID}",
        f"https://evilyoutube.com/watch?v={ID}",
        f"https://youtube.com.:443/watch?v={ID}",
        f"https://youtube.com./watch?v={ID}",
        f"https://www.youtube.com:443/watch?v={ID}",
        f"https://www.youtube.com:8443/watch?v={ID}",
        f"https://www.youtube.com@evil.example/watch?v={ID}",
        f"https://evil.example@www.youtube.com/watch?v={ID}",
        f"https://evil.example/https://www.youtube.com/watch?v={ID}",
        f"https://evil.example#https://www.youtube.com/watch?v={ID}",
        f"https://evil.example\\@www.youtube.com/watch?v={ID}",
        f"https:\\\\www.youtube.com/watch?v={ID}",
        f"https://www.youtub\u0435.com/watch?v={ID}",  # a Cyrillic letter
        f"https://www.xn--youtub-8of.com/watch?v={ID}",
        "https://b\u212aky.app/profile/a.example/post/3kabcdefghij2",  # the Kelvin sign
        f"https://youtube。com/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}\n",
        f"\nhttps://www.youtube.com/watch?v={ID}",
        f"https://www.you\ttube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}&x= y",
        f"https://www.youtube.com/watch?v={ID}&x=\u202e",
        f"https://www.youtube.com/watch?v={ID}&x={'a' * 2_000}",
        f"https://www.youtube.com/watch?v={ID}&v={ID}",
        f"https://www.youtube.com/watch?v={ID}x",
        "https://www.youtube.com/watch?v=court",
        f"https://www.youtube.com/watch?vv={ID}",
        f"https://www.youtube.com/watch#v={ID}",
        f"https://www.youtube.com/embed/{ID}",
        f"https://www.youtube.com/redirect?q=https://evil.example&v={ID}",
        "https://www.youtube.com/@gazette",
        "https://www.youtube.com/playlist?list=PL123456789012",
        f"https://youtu.be/{ID}/../x",
        f"https://youtu.be/{ID}%2f",
        "https://t.me/gazette",
        "https://t.me/c/1234567/8",
        "https://t.me/joinchat/12345",
        "https://t.me/gazette/0",
        "https://t.me/gazette/12/34",
        "https://t.me/+abcdef/12",
        "https://t.me/gaz\u0435tte/12",
        "https://x.com/gazette",
        "https://x.com/gazette/status/abc",
        "https://x.com/gazette/status/12/analytics",
        "https://x.com/un_nom_bien_trop_long/status/12",
        "https://max.com/gazette/status/12",
        "https://bsky.app/profile/gazette.example.org",
        "https://bsky.app/profile/gazette/post/3kabcdefghij2",
        "https://bsky.app/profile/a..b/post/3kabcdefghij2",
        "https://bsky.app/profile/gazette.example.org/post/..",
        'https://t.me/gazette/12"onmouseover="x',
    ],
)
def test_anything_else_is_no_embed(hostile):
    assert embed(hostile) is None


@pytest.mark.parametrize(
    ("typed", "kept", "provider"),
    [
        (FILM, FILM, "YouTube"),
        (f"http://youtube.com/watch?v={ID}", FILM, "YouTube"),
        (f"HTTPS://WWW.YouTube.com/watch?v={ID}", FILM, "YouTube"),
        (f"https://m.youtube.com/watch?app=desktop&v={ID}&list=PL1&index=2&pp=x#y", FILM, "YouTube"),
        (f"https://youtu.be/{ID}?si=AbCd", FILM, "YouTube"),
        (f"https://youtu.be/{ID}?si=AbCd&t=90", f"{FILM}&t=90s", "YouTube"),
        (f"{FILM}&t=90s", f"{FILM}&t=90s", "YouTube"),
        (f"{FILM}&t=1;x", FILM, "YouTube"),
        (f"https://www.youtube.com/live/{ID}?feature=share", FILM, "YouTube"),
        (f"https://youtube.com/shorts/{ID}/?feature=share&t=3", SHORT, "YouTube"),
        ("https://t.me/Gazette_UA/123", "https://t.me/Gazette_UA/123", "Telegram"),
        ("https://t.me/s/gazette/123?single", "https://t.me/gazette/123", "Telegram"),
        ("https://telegram.me/gazette/123/", "https://t.me/gazette/123", "Telegram"),
        (
            "https://x.com/gazette/status/1234567890123456?s=20&t=abc",
            "https://x.com/gazette/status/1234567890123456",
            "X",
        ),
        ("https://twitter.com/gazette/status/12/photo/1", "https://x.com/gazette/status/12", "X"),
        ("https://mobile.twitter.com/gazette/statuses/12", "https://x.com/gazette/status/12", "X"),
        ("https://x.com/i/web/status/12", "https://x.com/i/web/status/12", "X"),
        (f"{POST}?ref_src=embed", POST, "Bluesky"),
        (DID, DID, "Bluesky"),
    ],
)
def test_posts_and_films_are_recognised_and_kept_without_what_follows_people(typed, kept, provider):
    assert embed(typed) == Embed(kept, provider)


@pytest.mark.parametrize(
    ("address", "host"), [(FILM, "youtube.com"), ("https://t.me/gazette/1", "t.me"), (DID, "bsky.app")]
)
def test_the_card_names_the_host(address, host):
    assert embed(address).host == host


PIECES = "https:// http:// youtu.be/ www.youtube.com/ watch? v= & t=90s t.me/ gazette / 12 x.com/ status/ bsky.app/"
PIECES += f' profile/ a.example/ post/ 3kabcdefghij2 @ :443 # ? " . {ID}'
PIECES = st.sampled_from(PIECES.split())


@pytest.mark.slow
@given(st.lists(PIECES, max_size=10).map("".join) | st.text(max_size=60))
def test_what_is_kept_is_kept_again_and_can_hurt_nobody(soup):
    if found := embed(soup):
        assert embed(found.address) == found
        assert re.fullmatch(r"https://(?:www\.youtube\.com|t\.me|x\.com|bsky\.app)/[A-Za-z0-9_:./?=&-]+", found.address)


@pytest.mark.timeout(60)
def test_a_long_address_is_refused_at_once():
    for filler in ("&a=", "v=", "&", "/", "a.", "?"):
        assert embed("https://www.youtube.com/watch?" + filler * 300_000) is None
        assert embed(("https://bsky.app/profile/" + filler * 400)[:1_000]) is None


def test_the_browser_understands_the_patterns_too():
    """JavaScript has no named groups of Python's kind, no inline flags, no possessive quantifiers."""
    for pattern in PATTERNS:
        assert not re.search(r"\(\?P|\(\?[a-z]|[*+?}]\+|\\[AZz]", pattern)
