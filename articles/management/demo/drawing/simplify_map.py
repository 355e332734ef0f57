"""Make static/vendor/svg-maps-ukraine/ukraine.json from the package's index.js.

    python -m articles.management.demo.drawing.simplify_map path/to/@svg-maps/ukraine/index.js

Run it only when the package changes: the JSON is shipped. Two shapes that share a border share its
points, so a border is cut where its owners change and each piece is thinned once, in one direction:
neighbours keep the same points and no gap opens between them.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from articles.lib.geometry import Point, area, owners_of, simplify

TARGET = Path(__file__).parents[4] / "static/vendor/svg-maps-ukraine/ukraine.json"
PROVENANCE = {
    "source": "@svg-maps/ukraine 2.0.0",
    "author": "Olesia Ladanai, based on the work of MapSVG (https://mapsvg.com/maps/ukraine)",
    "licence": "CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)",
    "changes": "simplified; paths turned into lists of points (see README.md)",
}
TOLERANCE = 0.7  # map units: the whole map is 1000 wide
SNAP = 0.5  # points nearer than this are one point
SPECK = 4  # a ring smaller than this (square units) is an islet nobody would see
TOKEN = re.compile(r"[MmLlZz]|-?\d*\.?\d+")


def rings_of(path: str) -> list[list[Point]]:
    """The closed lines of an SVG path made of M, m, l and z.

    >>> rings_of("M1 1l2 0 0 2z")
    [[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0)]]
    """
    rings, x, y, command, numbers = [], 0.0, 0.0, "M", []
    for token in TOKEN.findall(path):
        if token in "MmLlZz":
            command = token
            if token in "Zz":
                x, y = rings[-1][0]
            continue
        numbers.append(float(token))
        if len(numbers) < 2:
            continue
        x, y = (x + numbers[0], y + numbers[1]) if command.islower() else numbers
        numbers = []
        if command in "Mm":
            rings.append([])
            command = "l" if command == "m" else "L"
        rings[-1].append((round(x, 1), round(y, 1)))
    return rings


def snap(shapes: dict[str, list[list[Point]]]) -> dict[str, list[list[Point]]]:
    """The shapes with points nearer than SNAP made one, since neighbours were rounded apart."""
    seen: dict[tuple[int, int], list[Point]] = defaultdict(list)
    return {
        name: [list(dict.fromkeys(_known(point, seen) for point in ring)) for ring in rings]
        for name, rings in shapes.items()
    }


def _known(point: Point, seen: dict[tuple[int, int], list[Point]]) -> Point:
    column, row = int(point[0] // SNAP), int(point[1] // SNAP)
    around = [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    for other in (p for cell in around for p in seen[cell]):
        if (other[0] - point[0]) ** 2 + (other[1] - point[1]) ** 2 <= SNAP**2:
            return other
    seen[column, row].append(point)
    return point


def main(source: str) -> None:
    """Read the package's index.js and write the JSON."""
    text = Path(source).read_text(encoding="utf-8").removeprefix("export default ").strip().rstrip(";")
    locations = json.loads(text)["locations"]
    shapes = snap({place["id"]: rings_of(place["path"]) for place in locations})
    owners = owners_of(shapes)
    thinned = {
        name: [simplify(ring, owners, TOLERANCE) for ring in rings if area(ring) > SPECK]
        for name, rings in shapes.items()
    }
    names = {place["id"]: place["name"] for place in locations}
    data = PROVENANCE | {
        "viewBox": [0, 0, 1000, 670],
        "shapes": {name: {"name": names[name], "rings": rings} for name, rings in thinned.items()},
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(thinned)} shapes, {sum(len(r) for rings in thinned.values() for r in rings)} points")


if __name__ == "__main__":
    main(sys.argv[1])
