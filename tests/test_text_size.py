"""Text follows the size a reader has set in the browser: no sheet of readers' pages fixes one."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
# Left out: the newsroom's own pages; paper, which has no size of the browser.
READERS = [path for path in sorted(CSS.rglob("*.css")) if "desk" not in path.parts]
READERS = [path for path in READERS if path.name not in ("admin.css", "print.css")]
SIZES = re.compile(r"(?:font(?:-size)?|line-height|--(?:meta|meta-small|body|standfirst|headline)):([^;}]*)")
FIXED = re.compile(r"\d(?:px|pt|cm|mm|in|vw|vh|vmin|vmax)\b")


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_sizes_are_relative_and_so_is_where_a_page_changes(path):
    sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    sheet = re.sub(r"\.map-label text \{[^}]*\}", "", sheet)  # units of a drawing; its list is beside it
    assert [size for size in SIZES.findall(sheet) if FIXED.search(size)] == []
    assert [query for query in re.findall(r"@(?:media|container)([^{]*)", sheet) if re.search(r"\dpx", query)] == []


def test_nothing_sets_what_a_rem_is():
    for path in READERS:
        sheet = path.read_text(encoding="utf-8")
        for selector, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
            if re.fullmatch(r"(?:html|:root)", selector.strip().split("\n")[-1].strip()):
                assert not re.search(r"(?<!-)\bfont(?:-size)?:", rules), path


def test_a_reader_may_zoom():
    base = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    light = (settings.BASE_DIR / "templates" / "light" / "base.html").read_text(encoding="utf-8")
    for page in (base, light):
        assert re.findall(r'<meta name="viewport" content="([^"]*)"', page) == ["width=device-width"]
