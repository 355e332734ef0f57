import pytest

from articles.lib.html import clean
from articles.lib.links import hrefs, path_at_home


def test_hrefs():
    body = clean(
        '<p><a href="/a?b=1&c=2">x</a> <a href="/a?b=1&c=2" hreflang="en">y</a> <a href="https://b.org">z</a></p>'
    )
    assert hrefs(body) == ["/a?b=1&c=2", "https://b.org"]


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/a/", "/a/"),
        ("/a/?b=1#c", "/a/"),
        ("/%C3%A9/", "/é/"),
        ("https://our.org/a/", "/a/"),
        ("http://OUR.org:80/a/", "/a/"),
        ("https://our.org", "/"),
        ("https://our.org?x", "/"),
        ("//our.org/a/", "/a/"),
        ("https://user@our.org/a/", "/a/"),
        ("www.else.org", "/www.else.org"),
        ("autre-article/", "/autre-article/"),
        ("#c", None),
        ("?x=1", None),
        ("", None),
        ("https://else.org/a/", None),
        ("https://our.org.else.org/", None),
        ("https://our.org:8443/", None),
        ("//else.org/a/", None),
        ("https://[/", None),
        ("https://our.org:99999/", None),
        ("mailto:a@our.org", None),
        ("tel:+33", None),
    ],
)
def test_which_links_stay_at_home(href, path):
    assert path_at_home(href, "https://our.org") == path


def test_a_site_on_a_port_of_its_own():
    assert path_at_home("http://127.0.0.1:8000/a/", "http://127.0.0.1:8000") == "/a/"
    assert path_at_home("http://127.0.0.1/a/", "http://127.0.0.1:8000") is None
