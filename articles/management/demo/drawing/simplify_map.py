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

Point = tuple[float, float]


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


def area(ring: list[Point]) -> float:
    """The surface of a ring, in square map units.

    >>> area([(0, 0), (2, 0), (2, 2), (0, 2)])
    4.0
    """
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def thin(line: list[Point], tolerance: float) -> list[Point]:
    """The line with the points that matter less than the tolerance left out (Douglas and Peucker, 1973).

    >>> thin([(0, 0), (1, 0.1), (2, 0)], 0.5)
    [(0, 0), (2, 0)]
    """
    if len(line) < 3:
        return line
    far, distance = max(((i, _distance(p, line[0], line[-1])) for i, p in enumerate(line)), key=lambda m: m[1])
    if distance <= tolerance:
        return [line[0], line[-1]]
    return thin(line[: far + 1], tolerance)[:-1] + thin(line[far:], tolerance)


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if not length:
        return ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
    return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length


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


def owners_of(shapes: dict[str, list[list[Point]]]) -> dict[Point, frozenset[str]]:
    """Which shapes pass through each point."""
    owners = defaultdict(set)
    for name, rings in shapes.items():
        for ring in rings:
            for point in ring:
                owners[point].add(name)
    return {point: frozenset(names) for point, names in owners.items()}


def simplify(ring: list[Point], owners: dict[Point, frozenset[str]]) -> list[Point]:
    """The ring, thinned piece by piece: a piece runs between two points where three shapes meet."""
    nodes = [i for i, point in enumerate(ring) if _is_node(ring, i, owners)]
    if len(nodes) < 2:
        start = ring.index(min(ring))
        nodes = sorted({start, (start + len(ring) // 2) % len(ring)})
    result: list[Point] = []
    for a, b in zip(nodes, [*nodes[1:], nodes[0] + len(ring)], strict=True):
        piece = [ring[i % len(ring)] for i in range(a, b + 1)]
        forward = piece[0] <= piece[-1]
        thinned = thin(piece if forward else piece[::-1], TOLERANCE)
        result += (thinned if forward else thinned[::-1])[:-1]
    return result


def _is_node(ring: list[Point], i: int, owners: dict[Point, frozenset[str]]) -> bool:
    here, following = owners[ring[i]], owners[ring[(i + 1) % len(ring)]]
    before = owners[ring[i - 1]]
    # Along a border the owners stay the same; at its ends one side of the point has others.
    return len(here) > 2 or (len(here) == 2 and here not in (before, following)) or _opens(here, before, following)


def _opens(here: frozenset[str], before: frozenset[str], following: frozenset[str]) -> bool:
    return len(here) == 2 and (len(before) == 1) != (len(following) == 1)


def main(source: str) -> None:
    """Read the package's index.js and write the JSON."""
    text = Path(source).read_text(encoding="utf-8").removeprefix("export default ").strip().rstrip(";")
    locations = json.loads(text)["locations"]
    shapes = snap({place["id"]: rings_of(place["path"]) for place in locations})
    owners = owners_of(shapes)
    thinned = {name: [simplify(ring, owners) for ring in rings if area(ring) > SPECK] for name, rings in shapes.items()}
    names = {place["id"]: place["name"] for place in locations}
    data = PROVENANCE | {
        "viewBox": [0, 0, 1000, 670],
        "shapes": {name: {"name": names[name], "rings": rings} for name, rings in thinned.items()},
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(thinned)} shapes, {sum(len(r) for rings in thinned.values() for r in rings)} points")


if __name__ == "__main__":
    main(sys.argv[1])
