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
