"""What of the editor is served, and what must never be."""

import pytest
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
        "lang/de.js",
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
