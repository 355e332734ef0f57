"""Draw the pictures of the demo newsroom again: `python -m articles.management.demo.draw`.

Needs Pillow only. The pictures are shipped, so this runs when the palette, a text or the map changes.
"""

from pathlib import Path

from .canvas import save
from .maps import REGIONS, draw_map
from .plates import draw_dates, draw_reactors, draw_strata

PICTURES = Path(__file__).parent / "pictures"
FIVE = ("Ukraine", "Cinq régions", ["Donetsk, Louhansk, Zaporijjia,", "Kherson et la Crimée"])


def main() -> None:
    """Draw every picture and say what each one weighs."""
    sheets = {f"carte-{key}": draw_map([key], ("Ukraine", *REGIONS[key][1:3])) for key in REGIONS}
    sheets["carte-cinq-regions"] = draw_map(list(REGIONS), FIVE)
    sheets |= {
        "planche-dates-crimee": draw_dates(),
        "planche-six-reacteurs": draw_reactors(),
        "planche-charbon-acier": draw_strata(),
    }
    for name, sheet in sheets.items():
        path = PICTURES / f"{name}.webp"
        save(sheet, path)
        print(f"{path.stat().st_size // 1024:4} kB  {path.name}")


if __name__ == "__main__":
    main()
