import pytest

from tests.audit.links import inside, links_of, srcset_addresses

SITE = "http://127.0.0.1:1"


def test_everything_a_page_points_to():
    page = """<!doctype html><html lang="fr"><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>
        <meta property="og:image" content="http://127.0.0.1:1/o.jpg"><main id="content">
        <a name="old" href="?p=2#x">2</a>
        <picture><source srcset="/b.avif 320w, /c.avif 640w"><img id="i" src="/d.jpg" alt=""></picture></main>"""
    links, ids = links_of("text/html; charset=utf-8", page)
    assert links == [
        *("/a.css", "/a.js", "http://127.0.0.1:1/o.jpg", "?p=2#x"),
        *("/b.avif", "/c.avif", "/d.jpg"),
    ]
    assert ids == {"content", "old", "i"}


@pytest.mark.parametrize(
    ("content_type", "text", "links"),
    [
        (
            "text/css",
            "@import 'a.css'; b { background: url(\"../b.woff2\") } i { mask: url(data:x) }",
            ["a.css", "../b.woff2"],
        ),
        (
            "text/javascript",
            'import { a } from "./a.1f.js"; import"/b.js"; import("../c.js"); from("x")',
            ["./a.1f.js", "/b.js", "../c.js"],
        ),
        (
            "application/xml",
            '<url><loc>http://h/?a=1&amp;b=2</loc><xhtml:link rel="alternate" hreflang="en" href="http://h/en/"/></url>',
            ["http://h/?a=1&b=2", "http://h/en/"],
        ),
        ("image/png", "href='/no/'", []),
    ],
)
def test_files_point_further(content_type, text, links):
    assert links_of(content_type, text) == (links, set())


def test_srcset():
    assert srcset_addresses(" /a.webp 1x,\n /b,c.webp 2x ") == ["/a.webp", "/b,c.webp"]
    assert srcset_addresses("") == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#top", ("/en/", "top")),
        ("?page=2", ("/en/?page=2", "")),
        ("../a/#b", ("/a/", "b")),
        (f"{SITE}/uk/", ("/uk/", "")),
        (SITE, ("/", "")),
        ("//example.org/", None),
        ("https://example.org/", None),
        ("http://127.0.0.1:11/", None),
        ("mailto:anne@example.org", None),
    ],
)
def test_only_what_stays_on_the_site(link, target):
    assert inside(SITE, "/en/", link) == target
