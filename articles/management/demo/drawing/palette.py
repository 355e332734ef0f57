"""The colours of the demo pictures: paper, ink, one deep blue, one ochre."""

from itertools import combinations

from PIL import Image, ImageColor

PAPER, LAND, LINE = "#f3eee3", "#e3dac8", "#fbf8f1"
INK, GREY = "#22252b", "#686a6c"
BLUE, PALE_BLUE, OCHRE, PALE_OCHRE = "#1f3f6e", "#3d5f91", "#b9770e", "#dcb878"
WATER = "#c5cace"  # a quarter of PALE_BLUE in PAPER: one of the steps below


def colours() -> Image.Image:
    """The palette of a saved picture: the colours above, and three steps between any two for smooth edges."""
    inks = (PAPER, LAND, LINE, BLUE, PALE_BLUE, PALE_OCHRE, OCHRE, GREY, INK)
    steps = {_between(a, b, part / 4) for a, b in combinations(inks, 2) for part in range(5)}
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in sorted(steps) for channel in colour])
    return palette


def _between(a: str, b: str, part: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(a), ImageColor.getrgb(b), strict=True)
    return tuple(round(x + (y - x) * part) for x, y in pairs)
