"""Many links hold a comment, a source or two do not."""

import pytest

from articles.lib.defences.links import count


@pytest.mark.parametrize(
    "body, links",
    [
        ("http://a.fr https://b.fr www.c.fr", 3),
        ("HTTPS://A.FR", 1),
        ("https://www.a.fr/page", 1),  # one address, not two
        ("hxxps://a.fr", 1),
        ("t.me/gains bit.example/x", 2),
        ("http://ahttp://b", 1),
    ],
)
def test_an_address_counts_once_however_it_is_written(body, links):
    assert count(body) == links


@pytest.mark.parametrize(
    "body", ["Selon lemonde.fr et bbc.com", "et/ou", "le 24/02/2022", "p. 3/4", "reader@example.org", "fin.Il", "www"]
)
def test_the_name_of_a_source_is_no_link(body):
    assert count(body) == 0


def test_five_thousand():
    assert count("http://a.example/x " * 5000) == 5000
