"""The shapes of Ukraine and its regions, thin enough to stand inside a page, in its internationally recognised borders.

Source: static/vendor/svg-maps-ukraine (CC BY 4.0; what was changed is said there). No front line is drawn.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from articles.lib.geometry import Point, area, centre, outline, owners_of, simplify, turned

FILE = Path(__file__).parents[2] / "static/vendor/svg-maps-ukraine/ukraine.json"
WIDTH, HEIGHT = 1000, 670
TOLERANCE = 2.4  # of 1000: a pixel on a wide screen, less on a phone
SPECK = 20  # square units: nobody sees an islet of a pixel
INSIDE = {"kyiv": "kyiv-city"}  # a region with a hole, and the city that fills it
# The map calls them by name, everybody else by ISO 3166-2.
CODES = {
    "cherkasy": "UA-71",
    "chernihiv": "UA-74",
    "chernivtsi": "UA-77",
    "crimea": "UA-43",
    "dnipropetrovsk": "UA-12",
    "donetsk": "UA-14",
    "ivano-frankivsk": "UA-26",
    "kharkiv": "UA-63",
    "kherson": "UA-65",
    "khmelnytskyi": "UA-68",
    "kirovohrad": "UA-35",
    "kyiv": "UA-32",
    "luhansk": "UA-09",
    "lviv": "UA-46",
    "mykolaiv": "UA-48",
    "odessa": "UA-51",
    "poltava": "UA-53",
    "rivne": "UA-56",
    "sumy": "UA-59",
    "ternopil": "UA-61",
    "vinnytsia": "UA-05",
    "volyn": "UA-07",
    "zakarpattia": "UA-21",
    "zaporizhia": "UA-23",
    "zhytomyr": "UA-18",
}


@dataclass(frozen=True)
class Shape:
    """`path`: for an SVG of 1000 by 670; `x`, `y`: the middle of its widest place, to write on."""

    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Country:
    """`outline`: the path of all of it; `regions`: {ISO code: Shape}."""

    outline: str
    regions: dict[str, Shape]


@cache
def country():
    """Read and thinned once in each process, before its first reader (newsroom/warm.py): a tenth of a second."""
    rings = _thinned(json.loads(FILE.read_text(encoding="utf-8"))["shapes"])
    edge = outline([ring for shape in rings.values() for ring in shape])
    return Country(
        outline=path(ring for ring in edge if area(ring) > SPECK),
        regions={CODES[name]: _shape(shape) for name, shape in rings.items()},
    )


def _thinned(shapes):
    """{name: rings}, neighbours still sharing their points. A city inside a region is part of it here."""
    rings = {name: _rings(name, shape) for name, shape in shapes.items() if name not in INSIDE.values()}
    owners = owners_of(rings)
    return {name: [simplify(ring, owners, TOLERANCE) for ring in shape] for name, shape in rings.items()}


def _rings(name, shape):
    rings = shape["rings"][:1] if name in INSIDE else shape["rings"]
    return [turned([tuple(point) for point in ring]) for ring in rings]


def _shape(rings):
    largest = max(rings, key=area)
    x, y = centre(largest)
    return Shape(path(ring for ring in rings if area(ring) > SPECK), round(x), round(y))


def path(rings):
    """[[(0, 0), (20, 0), (20, 10)]] -> 'M0 0l20 0 0 10z': whole units, from point to point."""
    return "".join(map(_line, rings))


def _line(ring: list[Point]):
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
    drawn = " ".join(f"{x} {y}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{drawn}z"
