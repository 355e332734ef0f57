import pytest
from django.contrib.staticfiles import finders

PLUGINS = "ckeditor/ckeditor/plugins"


@pytest.mark.parametrize(
    "path",
    [
        *(f"{PLUGINS}/{name}/plugin.js" for name in ("codesnippetgeshi", "flash", "docprops", "uploadimage", "embed")),
        *(f"{PLUGINS}/preview/preview.html", f"{PLUGINS}/preview/styles/screen.css"),
        *(f"{PLUGINS}/scayt/LICENSE.md", f"{PLUGINS}/iframe/images/placeholder.png"),
        "ckeditor/ckeditor/samples/index.html",
    ],
)
def test_the_parts_with_holes_are_not_served(path):
    assert finders.find(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/ckeditor.js",
        *(f"{PLUGINS}/{name}/plugin.js" for name in ("divarea", "widget")),
        *(f"{PLUGINS}/{name}/filter/default.js" for name in ("pastefromword",)),
        f"{PLUGINS}/pastetools/filter/common.js",
        *(f"ckeditor/ckeditor/lang/{language}.js" for language in ("fr", "en", "uk")),
        *(f"js/desk/{name}.js" for name in ("newsaround", "newsembed", "newsfigure", "newspaste", "story")),
    ],
)
def test_the_parts_the_editor_loads_are(path):
    assert finders.find(path)
