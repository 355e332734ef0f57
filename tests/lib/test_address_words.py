import pytest

from articles.lib.address_words import words_of


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/2025/08/15/le-pont_de-kertch.html", "le pont de kertch"),
        ("/regions/donezk/", "donezk"),
        ("/херсон-сьогодні/", "херсон сьогодні"),
        ("/2025/08/15/", ""),
        ("/tags/xx/", ""),
        ("/en/regions/", ""),
        ("/article/kherson/12345/", "kherson"),
        ("/wp-login.php", ""),
        ("/wp-admin/", ""),
        ("/.env", ""),
        ("/kherson/.git/config", "config"),
        ("/vendor/phpunit.xml", ""),
        ("/admin/articles/secret/", ""),
        ("/media/images/kherson.jpg", ""),
        ("/comments/preview/abcdef/", ""),
        ("//", ""),
        ("", ""),
        ('/" OR 1=1 --/', ""),
        ("/\u202egnp.exe/", ""),
        ("/a/b/c/", ""),
    ],
)
def test_the_words_of_an_address(path, words):
    assert words_of(path) == words


def test_a_long_address_is_no_long_search():
    assert len(words_of("/" + "mot-" * 5_000)) <= 100
    assert len(words_of("/mot" * 5_000)) <= 100
