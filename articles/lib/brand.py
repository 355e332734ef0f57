"""The picture files by which a site is known: those of the theme, where it brings its own."""

from pathlib import Path

ICON, TOUCH_ICON = "icon.svg", "icon-180.png"
SMALL, LARGE, MASKABLE = "icon-192.png", "icon-512.png", "icon-maskable-512.png"


def brand_file(name: str, theme: Path | None) -> str:
    """The static file of that name.

    >>> brand_file("icon.svg", None)
    'img/icon.svg'
    >>> brand_file("icon.svg", Path("/srv/news/theme"))  # which has one
    'theme/icon.svg'
    """
    return f"theme/{name}" if theme and (theme / name).is_file() else f"img/{name}"
