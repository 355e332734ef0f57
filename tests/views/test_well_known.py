"""Files that programs ask for at addresses everybody knows."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from articles.views import well_known

pytestmark = pytest.mark.django_db
FILES = ["/robots.txt", "/.well-known/security.txt", "/manifest.webmanifest"]


@pytest.fixture(autouse=True)
def contact(settings):
    settings.SECURITY_CONTACT = ["mailto:trous@example.org", "https://example.org/trous"]


def test_robots_may_read_what_readers_read(reader):
    answer = reader.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /preview/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-news.xml",
    ]


def test_but_those_the_newsroom_turned_away(reader, settings):
    settings.ROBOTS_REFUSED = ["GPTBot", "CCBot"]
    assert reader.get("/robots.txt").text.startswith(
        "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\n"
    )


def test_whom_to_tell_about_a_hole_in_security(reader, monkeypatch):
    monkeypatch.setattr(well_known, "expires", lambda today: date(2027, 5, 1))
    answer = reader.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:trous@example.org",
        "Contact: https://example.org/trous",
        "Expires: 2027-05-01T00:00:00Z",
        "Preferred-Languages: fr, en, uk",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_nobody_to_tell_no_file(reader, settings):
    settings.SECURITY_CONTACT = []
    assert reader.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("today", "end"),
    [
        ("2026-11-23", "2027-05-01"),
        ("2026-06-30", "2026-12-01"),
        ("2026-07-01", "2027-01-01"),
        ("2026-01-31", "2026-07-01"),
    ],
)
def test_it_is_valid_for_months_and_changes_once_a_month(today, end):
    assert well_known.expires(date.fromisoformat(today)) == date.fromisoformat(end)


def test_the_manifest_names_the_site_and_icons_that_exist(reader, settings):
    settings.SITE_NAME, settings.SITE_TAGLINE = "La\x07 Gazette", "« Tout »"
    answer = reader.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = answer.json()
    icons = told.pop("icons")
    assert told == {
        "id": "/",
        "name": "La Gazette",
        "short_name": "La Gazette",
        "description": "« Tout »",
        "lang": "fr",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "theme_color": "#fdfcf9",
        "background_color": "#fdfcf9",
    }
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in icons:
        with open(finders.find(icon["src"].removeprefix("/static/")), "rb") as file:
            picture = Image.open(BytesIO(file.read()))
        assert (f"{picture.width}x{picture.height}", picture.format) == (icon["sizes"], "PNG")


def test_every_page_names_the_manifest_and_the_policy_lets_it_in(reader):
    answer = reader.get("/")
    assert '<link rel="manifest" href="/manifest.webmanifest">' in answer.text
    assert "manifest-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", FILES)
def test_they_are_the_same_for_everybody(reader, settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    plain = reader.get(address)
    strange = reader.get(address, {"x": "1"}, headers={"Host": "evil.example", "Accept-Language": "uk"})
    assert plain.content == strange.content
    assert plain.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert "Vary" not in plain.headers and not plain.cookies
    assert reader.post(address).status_code == 405
