"""What of the editor is served, and what must never be."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

EDITOR = "ckeditor/ckeditor"


@pytest.mark.parametrize(
    "path",
    [
        "plugins/preview/preview.html",
        "plugins/exportpdf/dialogs/exportpdf.js",
        "plugins/codesnippetgeshi/plugin.js",
        "plugins/iframe/dialogs/iframe.js",
        "plugins/scayt/dialogs/options.js",
        "plugins/wsc/dialogs/wsc.js",
        "plugins/flash/dialogs/flash.js",
        "plugins/docprops/plugin.js",
        "plugins/forms/dialogs/form.js",
        "samples/index.html",
        "lang/zh.js",
    ],
)
def test_parts_with_known_holes_are_not_found(path):
    assert finders.find(f"{EDITOR}/{path}") is None


def test_nor_are_they_collected():
    collected = {path for finder in finders.get_finders() for path, _ in finder.list([])}
    holed = ("preview", "print", "exportpdf", "codesnippetgeshi", "scayt", "wsc", "flash", "iframe", "forms")
    assert not [path for path in collected if path.startswith(tuple(f"{EDITOR}/plugins/{name}/" for name in holed))]
    assert f"{EDITOR}/ckeditor.js" in collected


@pytest.mark.parametrize("language", ["fr", "en", "uk"])
def test_the_editor_speaks_our_languages(language):
    assert finders.find(f"{EDITOR}/lang/{language}.js")


def test_in_the_dark_a_page_has_other_colours_and_nothing_else():
    """So that what axe found in light need not be asked again (tests/browser/barriers.py)."""
    inside = r"prefers-color-scheme: dark\)\s*\{\s*([^{}]+)\{([^}]*)\}\s*\}"
    for path in (settings.BASE_DIR / "static" / "css").rglob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        blocks = re.findall(inside, sheet)
        assert len(blocks) == sheet.count("prefers-color-scheme"), path
        for selector, declarations in blocks:
            assert selector.strip() == ":root", path
            names = [each.partition(":")[0].strip() for each in declarations.split(";") if each.strip()]
            assert [name for name in names if not name.startswith("--")] == [], path
