"""The locator maps: Ukraine in its internationally recognised borders, one or five regions marked.

Shapes: static/vendor/svg-maps-ukraine/ukraine.json (MapSVG, CC BY 4.0). No front line is drawn.
"""

import json
import math
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from .canvas import SCALE, at, board, hatch, title, write
from .palette import BLUE, GREY, INK, LAND, LINE, OCHRE, PALE_BLUE, PAPER

SHAPES = Path(__file__).parents[4] / "static/vendor/svg-maps-ukraine/ukraine.json"
ZOOM, LEFT, TOP = 1.5, 50, 34  # from map units to final pixels
WEST, EAST, NORTH = 22.137, 40.228, 52.379  # the frame of the map, in degrees; it is a Mercator map

# key: (shape, name, notes, where its name stands in map units)
REGIONS = {
    "donetsk": ("donetsk", "Donetsk", ["Oblast de l’est", "Chef-lieu : Donetsk"], (862, 380)),
    "luhansk": ("luhansk", "Louhansk", ["Oblast de l’est", "Chef-lieu : Louhansk"], (933, 272)),
    "zaporizhzhia": ("zaporizhia", "Zaporijjia", ["Oblast du sud", "Chef-lieu : Zaporijjia"], (757, 440)),
    "kherson": ("kherson", "Kherson", ["Oblast du sud", "Chef-lieu : Kherson"], (634, 496)),
    "crimea": ("crimea", "Crimée", ["République autonome", "Chef-lieu : Simferopol"], (657, 590)),
}
# The seat of each region: its name, longitude, latitude, and the side of the dot where the name is written.
TOWNS = {
    "donetsk": ("Donetsk", 37.80, 48.00, "left"),
    "luhansk": ("Louhansk", 39.31, 48.57, "left"),
    "zaporizhzhia": ("Zaporijjia", 35.14, 47.84, "right"),
    "kherson": ("Kherson", 32.62, 46.64, "right"),
    "crimea": ("Simferopol", 34.10, 44.95, "right"),
}
SEAS = {"Mer Noire": (520, 590), "Mer d’Azov": (826, 524)}


def read_shapes() -> dict[str, list[list[list[float]]]]:
    """The rings of each shape, in map units."""
    shapes = json.loads(SHAPES.read_text(encoding="utf-8"))["shapes"]
    return {key: shape["rings"] for key, shape in shapes.items()}


def on_board(x: float, y: float) -> tuple[float, float]:
    """Map units turned into final pixels.

    >>> on_board(0, 0)
    (50.0, 34.0)
    """
    return LEFT + x * ZOOM, TOP + y * ZOOM


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees turned into map units (Mercator: east and north in the same measure)."""
    unit = 998 / (EAST - WEST)
    northing = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
    top = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(NORTH) / 2)))
    return 1 + (longitude - WEST) * unit, 1 + (top - northing) * unit


def draw_map(marked: list[str], head: tuple[str, str, list[str]]) -> Image.Image:
    """The map with the marked regions filled and hatched, and a title block in the south-west."""
    sheet, pen = board()
    shapes = read_shapes()
    for rings in shapes.values():
        _fill(pen, rings, LAND)
    for key in marked:
        _mark(sheet, shapes[REGIONS[key][0]])
    for rings in shapes.values():
        _outline(pen, rings)
    _names(pen, marked)
    title(pen, (90, 690), *head)
    write(pen, (1560, 1040), "D’après MapSVG (CC BY 4.0)", "sans", 18, fill=GREY, anchor="rs")
    return sheet


def _ring(ring: list[list[float]]) -> list[tuple[float, ...]]:
    return [at(*on_board(x, y)) for x, y in ring]


def _fill(pen, rings, colour) -> None:
    # Only the first ring of a shape can hold another: Kyiv, whose hole is the capital, painted later.
    for ring in rings:
        pen.polygon(_ring(ring), fill=colour)


def _outline(pen, rings) -> None:
    for ring in rings:
        points = _ring(ring)
        pen.line([*points, points[0]], fill=LINE, width=round(2 * SCALE), joint="curve")


def _mark(sheet: Image.Image, rings) -> None:
    mask = Image.new("L", sheet.size)
    _fill(ImageDraw.Draw(mask), rings, 255)
    sheet.paste(BLUE, mask=mask)
    sheet.paste(PALE_BLUE, mask=ImageChops.multiply(mask, hatch(sheet.size)))


def _names(pen, marked: list[str]) -> None:
    for name, place in SEAS.items():
        write(pen, on_board(*place), name, "italic", 26, fill=GREY, anchor="mm")
    _town(pen, "Kiev", 30.52, 50.45, "right", INK)
    for key in marked:
        if len(marked) == 1:
            _town(pen, *TOWNS[key], OCHRE)
        else:
            write(
                pen,
                on_board(*REGIONS[key][3]),
                REGIONS[key][1],
                "serif",
                30,
                fill=PAPER,
                anchor="mm",
                halo=BLUE,
            )


def _town(pen, name: str, longitude: float, latitude: float, side: str, colour: str) -> None:
    x, y = on_board(*project(longitude, latitude))
    pen.ellipse(at(x - 10, y - 10, x + 10, y + 10), fill=colour, outline=PAPER, width=3 * SCALE)
    place, anchor = (x + 18, "lm") if side == "right" else (x - 18, "rm")
    write(pen, (place, y), name, "strong", 27, anchor=anchor, halo=PAPER)
