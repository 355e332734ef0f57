"""Shapes that share their borders, as lists of points: thinned without gaps, and joined to one outline."""

from collections import defaultdict
from itertools import repeat
from math import dist

Point = tuple[float, float]


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


def owners_of(shapes: dict[str, list[list[Point]]]) -> dict[Point, frozenset[str]]:
    """Which shapes pass through each point."""
    owners = defaultdict(set)
    for name, rings in shapes.items():
        for ring in rings:
            for point in ring:
                owners[point].add(name)
    return {point: frozenset(names) for point, names in owners.items()}


def simplify(ring: list[Point], owners: dict[Point, frozenset[str]], tolerance: float) -> list[Point]:
    """The ring, thinned piece by piece: a piece runs between two points where three shapes meet."""
    nodes = [i for i, point in enumerate(ring) if _is_node(ring, i, owners)]
    if len(nodes) < 2:
        start = ring.index(min(ring))
        nodes = sorted({start, (start + len(ring) // 2) % len(ring)})
    result: list[Point] = []
    for a, b in zip(nodes, [*nodes[1:], nodes[0] + len(ring)], strict=True):
        piece = [ring[i % len(ring)] for i in range(a, b + 1)]
        forward = piece[0] <= piece[-1]
        thinned = thin(piece if forward else piece[::-1], tolerance)
        result += (thinned if forward else thinned[::-1])[:-1]
    return result


def _is_node(ring: list[Point], i: int, owners: dict[Point, frozenset[str]]) -> bool:
    here, following = owners[ring[i]], owners[ring[(i + 1) % len(ring)]]
    before = owners[ring[i - 1]]
    # Along a border the owners stay the same; at its ends one side of the point has others.
    return len(here) > 2 or (len(here) == 2 and here not in (before, following)) or _opens(here, before, following)


def _opens(here: frozenset[str], before: frozenset[str], following: frozenset[str]) -> bool:
    return len(here) == 2 and (len(before) == 1) != (len(following) == 1)


def outline(rings: list[list[Point]]) -> list[list[Point]]:
    """The borders that only one of these shapes has: the edge of all of them together.

    >>> outline([[(0, 0), (1, 0), (1, 1), (0, 1)], [(1, 0), (2, 0), (2, 1), (1, 1)]])
    [[(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)]]
    """
    edges = {(a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)}
    following = defaultdict(list)
    for a, b in sorted(edges):
        if (b, a) not in edges:
            following[a].append(b)
    found = []
    while following:
        found.append(_walk(following))
    return found


def _walk(following: dict[Point, list[Point]]) -> list[Point]:
    """One closed line, taken out of the edges that are left. All shapes run in the same direction."""
    ring = [min(following)]
    while (here := ring[-1]) in following:
        ring.append(following[here].pop(0))
        if not following[here]:
            del following[here]
        if ring[-1] == ring[0]:
            break
    return ring[:-1] if len(ring) > 1 and ring[-1] == ring[0] else ring


def turned(ring: list[Point]) -> list[Point]:
    """The ring in one direction, whichever it had."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return ring if sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) > 0 else ring[::-1]


def centre(ring: list[Point], step: float = 4) -> Point:
    """The middle of the widest place inside the ring, to write on: its points are further from the edge than others.

    >>> centre([(0, 0), (80, 0), (80, 40), (0, 40)], 20)
    (40, 20)
    """
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    rows = {y: _crossings(y, ring) for y in _steps(ys, step)}
    grid = [(x, y) for x in _steps(xs, step) for y, edges in rows.items() if sum(x < edge for edge in edges) % 2]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return max(grid, key=lambda p: (round(_clearance(p, ring), 1), -dist(p, middle)), default=middle)


def _steps(numbers: list[float], step: float) -> list[float]:
    return [min(numbers) + n * step for n in range(1, int((max(numbers) - min(numbers)) / step) + 1)]


def _crossings(y: float, ring: list[Point]) -> list[float]:
    """Where a row crosses the edge: a point with an odd number of them to its right is inside."""
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    return [(bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in edges if (ay > y) != (by > y)]


def _clearance(point: Point, ring: list[Point]) -> float:
    return min(map(dist, repeat(point), ring))  # without a step of Python: a million distances for a map
