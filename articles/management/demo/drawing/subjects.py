"""A river, the steppe, a truce in dates, a cargo of grain, a mined field, a bridge, a card."""

import math
from itertools import pairwise
from random import Random

from PIL import Image

from .canvas import HEIGHT, SCALE, WIDTH, at, board, title, write
from .maps import project, read_shapes
from .palette import BLUE, GREY, INK, LAND, LINE, OCHRE, PALE_BLUE, PALE_OCHRE, PAPER

HORIZON = 430  # of the mined field

# The river map: a window of its own on the same shapes, from map units to final pixels.
CLOSER, WEST_EDGE, NORTH_EDGE = 2.9, 556, 96
DONETS = [(36.80, 51.02), (36.62, 50.60), (36.85, 50.32), (36.92, 49.95), (36.69, 49.83), (36.35, 49.68),
          (36.83, 49.46), (37.28, 49.19), (37.56, 49.04), (37.95, 48.93), (38.44, 48.93), (38.75, 48.75),
          (39.15, 48.72), (39.46, 48.65), (39.86, 48.58), (40.26, 48.32), (40.70, 47.98), (40.90, 47.60)]  # fmt: skip
CANAL = [(37.73, 48.90), (37.86, 48.60), (38.03, 48.32), (37.85, 48.08)]
# name, longitude, latitude, side of the dot where the name is written
CITIES = [
    ("Belgorod", 36.58, 50.60, "left"), ("Kharkiv", 36.25, 49.99, "left"), ("Izioum", 37.28, 49.19, "left"),
    ("Lyssytchansk", 38.44, 48.90, "right"), ("Louhansk", 39.31, 48.57, "below"), ("Donetsk", 37.80, 48.00, "left"),
    ("Kamensk", 40.26, 48.32, "right"),
]  # fmt: skip
COUNTRIES = {"Russie": (40.9, 49.35), "Ukraine": (34.4, 48.7), "vers le Don": (40.55, 47.42)}

MINSK = [
    ("5 septembre 2014", "Protocole de Minsk : douze points"),
    ("19 septembre 2014", "Mémorandum : une ligne, un retrait des armes lourdes"),
    ("12 février 2015", "Second accord : treize mesures"),
    ("17 février 2015", "Le Conseil de sécurité l’approuve (résolution 2202)"),
    ("21 février 2022", "Moscou reconnaît les deux « républiques »"),
]
CARD = ["Nom et prénoms", "Grade", "Date de naissance", "Numéro matricule"]


def rounded(points: list[tuple[float, float]], times: int = 3) -> list[tuple[float, float]]:
    """A broken line with its corners cut, so that it runs like a river; the ends stay.

    >>> rounded([(0, 0), (4, 0), (4, 4)], 1)
    [(0, 0), (1.0, 0.0), (3.0, 0.0), (4.0, 1.0), (4.0, 3.0), (4, 4)]
    """
    for _ in range(times):
        cut = [points[0]]
        for (x, y), (u, v) in pairwise(points):
            cut += [(x * 0.75 + u * 0.25, y * 0.75 + v * 0.25), (x * 0.25 + u * 0.75, y * 0.25 + v * 0.75)]
        points = [*cut, points[-1]]
    return points


def draw_river() -> Image.Image:
    """The course of the Donets, simplified, over the two regions it waters."""
    sheet, pen = board()
    for key, rings in sorted(read_shapes().items(), key=lambda shape: shape[0] in ("donetsk", "luhansk")):
        colour = PALE_OCHRE if key in ("donetsk", "luhansk") else LAND
        for ring in rings:
            points = [at(*_closer(x, y)) for x, y in ring]
            pen.polygon(points, fill=colour)
            pen.line([*points, points[0]], fill=LINE, width=3 * SCALE, joint="curve")
    _course(pen, CANAL, OCHRE, 7)
    _course(pen, DONETS, BLUE, 12)
    for name, place in COUNTRIES.items():
        write(pen, _closer(*project(*place)), name, "italic", 30, fill=GREY, anchor="mm")
    for city in CITIES:
        _city(pen, *city)
    title(pen, (1010, 80), "La rivière et la frontière", "Le Donets", [])
    _legend(pen, 1010, 236)
    write(pen, (1560, 1040), "Tracé simplifié. D’après MapSVG (CC BY 4.0)", "sans", 18, fill=GREY, anchor="rs")
    return sheet


def _closer(x: float, y: float) -> tuple[float, float]:
    return (x - WEST_EDGE) * CLOSER, (y - NORTH_EDGE) * CLOSER


def _course(pen, degrees, colour: str, width: int) -> None:
    points = [at(*_closer(*project(*place))) for place in rounded(degrees)]
    pen.line(points, fill=colour, width=width * SCALE, joint="curve")


def _legend(pen, x: float, y: float) -> None:
    lines = [(BLUE, 12, "la rivière"), (OCHRE, 7, "le canal Donets-Donbass")]
    for row, (colour, width, name) in enumerate(lines):
        pen.line(at(x, y + row * 40, x + 64, y + row * 40), fill=colour, width=width * SCALE)
        write(pen, (x + 82, y + row * 40), name, "sans", 25, fill=INK, anchor="lm")


def _city(pen, name: str, longitude: float, latitude: float, side: str) -> None:
    x, y = _closer(*project(longitude, latitude))
    pen.ellipse(at(x - 9, y - 9, x + 9, y + 9), fill=INK, outline=PAPER, width=3 * SCALE)
    dx, dy, anchor = {"left": (-18, 0, "rm"), "right": (18, 0, "lm"), "below": (0, 18, "ma")}[side]
    write(pen, (x + dx, y + dy), name, "strong", 27, anchor=anchor, halo=PAPER)


def draw_steppe() -> Image.Image:
    """Feather grass under a low sun, and the marmot that stands guard."""
    sheet, pen = board()
    pen.ellipse(at(1090, 300, 1390, 600), fill=PALE_OCHRE)
    for row, (y, colour) in enumerate([(560, LAND), (650, PALE_OCHRE), (760, OCHRE)]):
        edge = [at(x, y + 22 * math.sin(x / 300 + row * 1.9)) for x in range(0, WIDTH + 10, 10)]
        pen.polygon([*edge, at(WIDTH, HEIGHT), at(0, HEIGHT)], fill=colour)
    _marmot(pen, 1010, 735)
    dice = Random(22)
    for _ in range(84):
        _grass(pen, dice.uniform(-160, WIDTH), dice.uniform(930, 1190), dice.uniform(190, 360), dice)
    title(pen, (90, 80), "Région de Louhansk", "La steppe", [])
    return sheet


def _marmot(pen, x: float, y: float) -> None:
    """A sentinel on its hind legs; x, y is the ground under it."""
    pen.ellipse(at(x - 150, y - 22, x + 130, y + 60), fill=OCHRE)
    pen.polygon([at(*place) for place in rounded(
        [(x - 52, y + 4), (x - 66, y - 90), (x - 38, y - 190), (x - 30, y - 232), (x + 2, y - 262), (x + 40, y - 250),
         (x + 66, y - 222), (x + 40, y - 204), (x + 34, y - 180), (x + 56, y - 90), (x + 58, y + 4), (x - 52, y + 4)]
    )], fill=INK)  # fmt: skip
    pen.ellipse(at(x - 22, y - 264, x - 2, y - 240), fill=INK)
    pen.ellipse(at(x + 24, y - 240, x + 32, y - 232), fill=PAPER)
    pen.polygon([at(*place) for place in rounded(
        [(x + 40, y - 168), (x + 74, y - 140), (x + 66, y - 118), (x + 36, y - 138), (x + 40, y - 168)]
    )], fill=INK)  # fmt: skip
    pen.polygon([at(*place) for place in rounded(
        [(x - 46, y - 24), (x - 104, y - 30), (x - 112, y - 2), (x - 40, y + 6), (x - 46, y - 24)]
    )], fill=INK)  # fmt: skip


def _grass(pen, x: float, foot: float, tall: float, dice: Random) -> None:
    """One stem bent by the wind, its plume paler than the stalk."""
    lean = tall * dice.uniform(0.55, 0.9)
    stem = [(x + lean * (t / 20) ** 2, foot - tall * math.sin(t / 20 * math.pi / 2)) for t in range(21)]
    pen.line([at(*place) for place in stem], fill=INK, width=2 * SCALE, joint="curve")
    for place, (start, end) in enumerate(pairwise(stem[11:])):
        pen.line([at(*start), at(*end)], fill=PAPER, width=(12 - place) * SCALE)


def draw_minsk() -> Image.Image:
    """Five dates, one under the other; the long silence before the last is a broken line."""
    sheet, pen = board()
    title(pen, (90, 80), "Repères", "Minsk, cinq dates", [])
    places = [340, 460, 580, 700, 930]
    pen.line(at(510, places[0], 510, places[3]), fill=BLUE, width=6 * SCALE)
    for y in range(places[3] + 40, places[4] - 20, 30):
        pen.line(at(510, y, 510, y + 14), fill=BLUE, width=6 * SCALE)
    write(pen, (560, 815), "sept ans", "italic", 34, fill=GREY, anchor="lm")
    for y, (date, what) in zip(places, MINSK, strict=True):
        pen.ellipse(at(492, y - 18, 528, y + 18), fill=OCHRE, outline=PAPER, width=5 * SCALE)
        write(pen, (466, y), date, "serif", 42, fill=BLUE, anchor="rm")
        write(pen, (560, y), what, "sans", 36, anchor="lm")
    return sheet


def draw_cargo() -> Image.Image:
    """A bulk carrier low in the water, its holds full of grain."""
    sheet, pen = board()
    title(pen, (90, 80), "Mer Noire", "Un an de céréales", [])
    for hold in range(5):
        x = 390 + hold * 190
        pen.pieslice(at(x + 6, 560, x + 154, 740), 180, 360, fill=OCHRE if hold % 2 else PALE_OCHRE)
        pen.rectangle(at(x, 632, x + 160, 672), fill=GREY)
    hull = [(140, 610), (345, 610), (365, 668), (1330, 668), (1365, 606), (1500, 590), (1400, 900), (200, 900)]
    pen.polygon([at(*place) for place in hull], fill=INK)
    _castle(pen)
    _waves(pen, 790)
    return sheet


def _castle(pen) -> None:
    """The bridge of the ship, aft, with its windows and its funnel."""
    pen.rectangle(at(180, 430, 320, 612), fill=LAND)
    pen.rectangle(at(156, 394, 344, 446), fill=PALE_BLUE)
    pen.rectangle(at(196, 320, 250, 394), fill=BLUE)
    pen.rectangle(at(196, 340, 250, 358), fill=PALE_OCHRE)
    for row in range(3):
        for column in range(3):
            x, y = 198 + column * 42, 468 + row * 46
            pen.rectangle(at(x, y, x + 20, y + 20), fill=GREY)


def _waves(pen, top: float) -> None:
    """Water with a rippled edge, from this height to the foot of the plate."""
    edge = [at(x, top + 9 * math.sin(x / 70)) for x in range(0, WIDTH + 10, 10)]
    pen.polygon([*edge, at(WIDTH, HEIGHT), at(0, HEIGHT)], fill=BLUE)
    for row, y in enumerate(range(int(top) + 55, HEIGHT, 52)):
        wave = [at(x, y + 8 * math.sin(x / 70 + row * 1.3)) for x in range(0, WIDTH + 10, 10)]
        pen.line(wave, fill=PALE_BLUE, width=4 * SCALE)


def draw_field() -> Image.Image:
    """A field in two halves: furrows on the left, fallow behind a line of signs on the right."""
    sheet, pen = board()
    title(pen, (90, 80), "Déminage", "Rendre un champ", [])
    pen.rectangle(at(0, HORIZON, WIDTH, HEIGHT), fill=LAND)
    for furrow in range(46):
        near, far = 1240 - furrow * 100, 812 - furrow * 9
        pen.polygon(
            [at(near, HEIGHT), at(near - 100, HEIGHT), at(far - 9, HORIZON), at(far, HORIZON)],
            fill=(OCHRE, PALE_OCHRE)[furrow % 2],
        )
    _fallow(pen, Random(5))
    for depth in (0.05, 0.1, 0.18, 0.31, 0.54, 0.92):
        _sign(pen, 826 + 450 * depth, HORIZON + (HEIGHT - HORIZON) * depth, depth)
    return sheet


def _fallow(pen, dice: Random) -> None:
    """Tufts where nothing was sown, smaller with the distance."""
    for depth in sorted(dice.uniform(0.1, 1) ** 2 for _ in range(95)):
        x, y = dice.uniform(870 + 490 * depth, WIDTH), HORIZON + 30 + (HEIGHT - HORIZON) * depth
        for lean in (-0.5, -0.15, 0.2, 0.55):
            reach = 12 + 60 * depth
            pen.line(at(x, y, x + lean * reach, y - reach), fill=GREY, width=round((1 + 4 * depth) * SCALE))


def _sign(pen, x: float, y: float, size: float) -> None:
    """A post and its triangle, point downwards as on a marked minefield."""
    top, half = y - 300 * size, 88 * size
    pen.rectangle(at(x - 6 * size, top, x + 6 * size, y), fill=INK)
    pen.polygon([at(x - half, top), at(x + half, top), at(x, top + 165 * size)], fill=INK)
    inner = [at(x - half * 0.7, top + 17 * size), at(x + half * 0.7, top + 17 * size), at(x, top + 132 * size)]
    pen.polygon(inner, fill=PAPER)
    pen.rectangle(at(x - 8 * size, top + 30 * size, x + 8 * size, top + 72 * size), fill=OCHRE)
    pen.ellipse(at(x - 9 * size, top + 80 * size, x + 9 * size, top + 98 * size), fill=OCHRE)


def draw_bridge() -> Image.Image:
    """A long low deck and the arch that lets ships through."""
    sheet, pen = board()
    title(pen, (90, 80), "Détroit de Kertch", "Un pont, deux mers", [])
    for x in (100, 240, 380, 520, 1360, 1500):
        pen.rectangle(at(x - 13, 660, x + 13, 860), fill=GREY)
    for x in (640, 1240):
        pen.polygon([at(x - 40, 870), at(x + 40, 870), at(x + 28, 650), at(x - 28, 650)], fill=GREY)
    _waves(pen, 800)
    for tie in range(-5, 6):
        x = 940 + tie * 50
        pen.line(at(x, 645 - 205 * math.sqrt(1 - (tie / 6) ** 2), x, 645), fill=INK, width=4 * SCALE)
    pen.arc(at(628, 428, 1252, 862), 180, 360, fill=OCHRE, width=24 * SCALE)
    pen.rectangle(at(0, 636, WIDTH, 668), fill=INK)
    return sheet


def draw_card() -> Image.Image:
    """The four things a prisoner of war is bound to give, as blank lines on a card."""
    sheet, pen = board()
    title(pen, (90, 80), "Troisième convention de Genève, article 17", "Ce qu’un prisonnier doit dire", [])
    pen.rounded_rectangle(at(212, 332, 1412, 992), 18 * SCALE, fill=PALE_OCHRE)
    pen.rounded_rectangle(at(190, 310, 1390, 970), 18 * SCALE, fill=LINE, outline=INK, width=4 * SCALE)
    for row, name in enumerate(CARD):
        y = 430 + row * 145
        write(pen, (260, y), name, "serif", 44, fill=BLUE, anchor="ls")
        pen.line(at(730, y + 4, 1320, y + 4), fill=GREY, width=3 * SCALE)
    return sheet


DRAWINGS = {
    "donets": draw_river,
    "steppe-marmotte": draw_steppe,
    "minsk": draw_minsk,
    "cereales": draw_cargo,
    "champ": draw_field,
    "pont": draw_bridge,
    "fiche": draw_card,
}
