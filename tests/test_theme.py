"""A newsroom's own look: a folder, no Python."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "theme.css").write_text(":root { --accent: green; }")
    return tmp_path


def test_a_theme_is_a_folder_with_a_stylesheet(folder):
    assert environment.theme(folder) == folder
    assert environment.theme(None) is None


def test_without_the_stylesheet_the_start_stops(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"THEME_DIR.*theme\.css"):
        environment.theme(tmp_path)


def test_the_stylesheet_comes_last_and_the_logo_stands_for_the_name(folder, settings, reader, db):
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.THEME_DIR = folder
    page = reader.get("/").content.decode()
    sheets = [line for line in page.splitlines() if 'rel="stylesheet"' in line and "print" not in line]
    assert "theme/theme.css" in sheets[-1]
    assert 'src="/static/theme/logo.svg" alt="Newsroom"' in page


def test_without_a_theme_there_is_no_trace_of_one(reader, db):
    assert "theme/" not in reader.get("/").content.decode()


def test_its_icons_stand_where_ours_stood(folder, settings, reader, db):
    for name in ("icon.svg", "icon-512.png"):
        (folder / name).write_bytes(b"x")
    settings.THEME_DIR = folder
    page = reader.get("/").text
    assert '<link rel="icon" href="/static/theme/icon.svg" type="image/svg+xml">' in page
    assert '<link rel="apple-touch-icon" href="/static/img/icon-180.png">' in page
    icons = [icon["src"] for icon in reader.get("/manifest.webmanifest").json()["icons"]]
    others = ["/static/img/icon-192.png", "/static/img/icon-maskable-512.png"]
    assert icons == [others[0], "/static/theme/icon-512.png", others[1]]
    assert reader.get("/feed/json/").json()["icon"] == "http://testserver/static/theme/icon-512.png"


def test_search_engines_and_the_text_only_edition_know_its_icons(folder, settings, reader, db):
    for name in ("icon.svg", "icon-180.png"):
        (folder / name).write_bytes(b"x")
    assert "theme/" not in reader.get("/leger/").text
    settings.THEME_DIR = folder
    assert '"http://testserver/static/theme/icon-180.png"' in reader.get("/").text
    light = reader.get("/leger/").text
    assert '<link rel="icon" href="/static/theme/icon.svg" type="image/svg+xml">' in light
    assert "theme.css" not in light
