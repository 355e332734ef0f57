"""Three close maps of the south: the Sea of Azov, the canal of Crimea, the isthmus.

The coast that faces Ukraine across the Sea of Azov and the course of the canal are drawn by hand from a few known
places, and the captions say so.
"""

from itertools import pairwise

from PIL import Image

from .canvas import HEIGHT, SCALE, WIDTH, at, board, title, write
from .maps import project, read_shapes
from .palette import BLUE, GREY, INK, LAND, LINE, OCHRE, PALE_OCHRE, PAPER, WATER

SOURCE = "D’après MapSVG (CC BY 4.0)"

# Longitude and latitude, from the border east of Marioupol round to the Black Sea, then back behind the frame.
KUBAN = [
    (38.22, 47.10), (38.60, 47.16), (38.93, 47.20), (39.30, 47.27), (39.22, 47.05), (38.85, 46.87), (38.28, 46.72),
    (37.75, 46.65), (38.00, 46.40), (38.20, 46.10), (37.95, 45.95), (37.75, 45.68), (37.45, 45.35), (36.95, 45.42),
    (36.70, 45.40), (36.75, 45.20), (36.62, 45.12), (36.90, 45.02), (37.30, 44.90), (37.75, 44.68), (38.20, 44.38),
    (38.60, 43.90), (42.0, 43.90), (42.0, 49.0), (38.22, 49.0),
]  # fmt: skip
CANAL = [
    (33.38, 46.76), (33.52, 46.56), (33.56, 46.36), (33.71, 46.14), (33.82, 45.97), (34.08, 45.83), (34.39, 45.72),
    (34.74, 45.46), (34.93, 45.34), (35.22, 45.15), (35.72, 45.24), (36.10, 45.36), (36.40, 45.36),
]  # fmt: skip


class Frame:
    """A window on the map: where its north-west corner stands, and how many pixels a degree takes."""

    def __init__(self, west: float, north: float, degree: float):
        self.left, self.top = project(west, north)
        self.zoom = degree / (project(1, 45)[0] - project(0, 45)[0])

    def unit(self, x: float, y: float) -> tuple[float, float]:
        """Map units turned into final pixels."""
        return (x - self.left) * self.zoom, (y - self.top) * self.zoom

    def degree(self, longitude: float, latitude: float) -> tuple[float, float]:
        return self.unit(*project(longitude, latitude))

    def ring(self, points) -> list[tuple[float, ...]]:
        return [at(*self.unit(*point)) for point in points]

    def line(self, degrees) -> list[tuple[float, ...]]:
        return [at(*self.degree(*point)) for point in smooth(degrees)]


def smooth(points, steps: int = 8) -> list[tuple[float, ...]]:
    """A curve through the points (Catmull-Rom), so that a few known places make a coast or a canal.

    >>> smooth([(0, 0), (1, 1)], steps=2)
    [(0.0, 0.0), (0.5, 0.5), (1, 1)]
    """
    curve = []
    for i, (b, c) in enumerate(pairwise(points)):
        a, d = points[max(i - 1, 0)], points[min(i + 2, len(points) - 1)]
        for t in (step / steps for step in range(steps)):
            curve.append(tuple(_between(*near, t) for near in zip(a, b, c, d, strict=True)))
    return [*curve, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def coast(frame: Frame, marked: tuple[str, ...] = ()) -> tuple[Image.Image, object]:
    """Sea everywhere, the Kuban shore in paper, Ukraine in its recognised borders with some regions darker."""
    sheet, pen = board()
    pen.rectangle(at(0, 0, WIDTH, HEIGHT), fill=WATER)
    pen.polygon(frame.line(KUBAN), fill=PAPER)
    shapes = read_shapes()
    for key, rings in shapes.items():
        for ring in rings:
            pen.polygon(frame.ring(ring), fill=PALE_OCHRE if key in marked else LAND)
    for rings in shapes.values():
        for ring in rings:
            pen.line([*frame.ring(ring), frame.ring(ring[:1])[0]], fill=LINE, width=3 * SCALE, joint="curve")
    return sheet, pen


def town(pen, frame: Frame, name: str, place: tuple[float, float], side: str = "right", colour: str = INK) -> None:
    x, y = frame.degree(*place)
    pen.ellipse(at(x - 10, y - 10, x + 10, y + 10), fill=colour, outline=PAPER, width=3 * SCALE)
    where = {"right": (18, 0, "lm"), "left": (-18, 0, "rm"), "above": (0, -18, "mb"), "below": (0, 18, "mt")}
    right, down, anchor = where[side]
    write(pen, (x + right, y + down), name, "strong", 27, anchor=anchor, halo=PAPER)


def sea_name(pen, frame: Frame, name: str, place: tuple[float, float], size: float = 34) -> None:
    write(pen, frame.degree(*place), name, "italic", size, fill=BLUE, anchor="mm")


def plaque(pen, place: tuple[float, float], width: float, kicker: str, name: str, lines: list[str]) -> None:
    """A title block on a sheet of its own, for maps that fill the whole plate."""
    x, y = place
    pen.rectangle(at(x - 36, y - 32, x + width, y + 148 + 34 * len(lines)), fill=PAPER)
    title(pen, place, kicker, name, lines)


def source(pen) -> None:
    write(pen, (1576, 1046), SOURCE, "sans", 18, fill=GREY, anchor="rs", halo=PAPER)


def draw_azov() -> Image.Image:
    """The Sea of Azov, six of its ports and the strait that closes it."""
    frame = Frame(33.1, 47.62, 232)
    sheet, pen = coast(frame, ("donetsk", "zaporizhia", "kherson", "crimea"))
    sea_name(pen, frame, "Mer d’Azov", (36.55, 46.12), 50)
    sea_name(pen, frame, "Mer Noire", (34.7, 44.15), 40)
    for name, place, side in [
        ("Marioupol", (37.55, 47.08), "above"), ("Berdiansk", (36.79, 46.76), "above"),
        ("Henitchesk", (34.81, 46.18), "left"), ("Kertch", (36.47, 45.36), "left"),
        ("Taganrog", (38.93, 47.21), "above"), ("Ieïsk", (38.28, 46.70), "below"),
    ]:  # fmt: skip
        town(pen, frame, name, place, side)
    x, y = frame.degree(36.60, 45.30)
    pen.line([at(x + 10, y + 8), at(x + 120, y + 92)], fill=OCHRE, width=4 * SCALE)
    write(pen, (x + 128, y + 104), "Détroit de Kertch", "strong", 27, fill=OCHRE, anchor="lm", halo=PAPER)
    title(pen, (1226, 560), "Une mer à deux", "Mer d’Azov", ["Rive orientale simplifiée"])
    source(pen)
    return sheet


def draw_canal() -> Image.Image:
    """The course of the North Crimean canal, from the Dnipro to Kerch."""
    frame = Frame(32.35, 47.12, 355)
    sheet, pen = coast(frame, ("crimea",))
    pen.line(frame.line(CANAL), fill=PAPER, width=17 * SCALE, joint="curve")
    pen.line(frame.line(CANAL), fill=BLUE, width=9 * SCALE, joint="curve")
    for name, place, side in [
        ("Kakhovka, prise d’eau", CANAL[0], "right"), ("Perekop", CANAL[3], "left"),
        ("Djankoï", CANAL[6], "above"), ("Kertch", (36.47, 45.36), "above"),
    ]:  # fmt: skip
        town(pen, frame, name, place, side, OCHRE if place in CANAL else INK)
    sea_name(pen, frame, "Mer d’Azov", (35.7, 45.95), 40)
    plaque(pen, (1000, 80), 640, "Du Dniepr à Kertch", "Le canal", ["Canal de Crimée du Nord, tracé simplifié"])
    source(pen)
    return sheet


def draw_perekop() -> Image.Image:
    """The isthmus, the lagoons and the spit: why Crimea is almost an island."""
    frame = Frame(33.0, 46.55, 610)
    sheet, pen = coast(frame, ("crimea",))
    for name, place, side in [
        ("Perekop", (33.715, 46.15), "left"), ("Tchonhar", (34.55, 46.02), "right"),
        ("Henitchesk", (34.81, 46.18), "above"),
        ("Armiansk", (33.75, 46.10), "below"), ("Djankoï", (34.39, 45.71), "below"),
    ]:  # fmt: skip
        town(pen, frame, name, place, side)
    sea_name(pen, frame, "Golfe de Karkinit", (33.25, 45.92), 34)
    sea_name(pen, frame, "Mer d’Azov", (35.25, 45.95), 44)
    sea_name(pen, frame, "Syvach", (34.03, 46.2), 30)
    plaque(pen, (72, 860), 560, "Presque une île", "Perekop, Syvach", [])
    source(pen)
    return sheet


DRAWINGS = {
    "mer-azov": draw_azov,
    "canal-crimee": draw_canal,
    "perekop-syvach": draw_perekop,
}
