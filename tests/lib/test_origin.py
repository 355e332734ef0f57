import pytest

from articles.lib.origin import is_same_origin

OWN = {"https://news.example"}


@pytest.mark.parametrize(
    ("fetch_site", "origin", "referer", "accepted"),
    [
        ("same-origin", None, None, True),
        ("same-origin", "https://evil.example", None, True),  # a page cannot set Sec-Fetch-Site, only a browser can
        ("cross-site", "https://news.example", None, False),
        (None, "https://news.example", "https://evil.example/", True),
        (None, "https://news.example.evil.example", None, False),
        (None, "http://news.example", None, False),
        (None, "null", None, False),
        (None, None, "https://news.example/2025/", True),
        (None, None, "https://evil.example/?https://news.example", False),
        (None, None, None, False),
        (None, "http://[", None, False),
    ],
)
def test_the_first_header_that_speaks_decides(fetch_site, origin, referer, accepted):
    assert is_same_origin(fetch_site, origin, referer, OWN) is accepted
