"""Draws the pictures of the demonstration again: python -m articles.management.demo.drawing

Needs Pillow only. The pictures are shipped, so this runs when the palette, a text or the map changes.
"""

from pathlib import Path

from . import plates, scenes, south, subjects
from .canvas import save
from .maps import REGIONS, draw_map

PICTURES = Path(__file__).parents[1] / "pictures"
FIVE = ("Ukraine", "Cinq régions", ["Donetsk, Louhansk, Zaporijjia,", "Kherson et la Crimée"])


def main() -> None:
    """Draws every picture and says what each one weighs."""
    sheets = {f"carte-{key}": draw_map([key], ("Ukraine", *REGIONS[key][1:3])) for key in REGIONS}
    sheets["carte-cinq-regions"] = draw_map(list(REGIONS), FIVE)
    for drawings in (plates, scenes, south, subjects):
        sheets |= {name: draw() for name, draw in drawings.DRAWINGS.items()}
    for name, sheet in sheets.items():
        path = PICTURES / f"{name}.webp"
        save(sheet, path)
        print(f"{path.stat().st_size // 1024:4} kB  {path.name}")


if __name__ == "__main__":
    main()
