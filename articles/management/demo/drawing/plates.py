"""Drawn plates without a map: four dates of Crimea, the six reactors, and the seams of the Donbas."""

import math

from PIL import Image

from .canvas import HEIGHT, SCALE, WIDTH, at, board, title, write
from .palette import BLUE, GREY, INK, OCHRE, PALE_BLUE, PALE_OCHRE, PAPER

DATES = [
    (1954, ["La Crimée est rattachée", "à l’Ukraine soviétique"]),
    (1991, ["L’Ukraine devient", "indépendante"]),
    (2014, ["La Russie annexe", "la Crimée ; l’ONU", "ne la reconnaît pas"]),
    (2022, ["La Russie envahit", "l’Ukraine"]),
]
LEFT, RIGHT, BASELINE = 130, 1400, 565


def year_place(year: int) -> float:
    """Where a year stands on the line, in final pixels: the distances keep the proportions of time.

    >>> year_place(1954)
    130.0
    """
    first, last = DATES[0][0], DATES[-1][0]
    return LEFT + (year - first) / (last - first) * (RIGHT - LEFT)


def draw_dates() -> Image.Image:
    """A line of time with its four dates; texts stand above and below by turns, so none meet."""
    sheet, pen = board()
    title(pen, (90, 80), "Repères", "Crimée, quatre dates", [])
    _sea(pen, 880)
    pen.line(at(LEFT - 40, BASELINE, RIGHT + 110, BASELINE), fill=INK, width=4 * SCALE)
    for place, (year, lines) in enumerate(DATES):
        _date(pen, year, lines, above=place == 2)
    return sheet


def _date(pen, year: int, lines: list[str], *, above: bool) -> None:
    x = year_place(year)
    pen.ellipse(at(x - 17, BASELINE - 17, x + 17, BASELINE + 17), fill=OCHRE, outline=PAPER, width=5 * SCALE)
    anchor = "ra" if year == DATES[-1][0] else "la"
    x += 70 if anchor == "ra" else -17
    top = BASELINE - 150 - 40 * len(lines) if above else BASELINE + 46
    write(pen, (x, top), str(year), "serif", 80, fill=BLUE, anchor=anchor)
    for row, line in enumerate(lines):
        write(pen, (x, top + 98 + row * 40), line, "sans", 31, fill=INK, anchor=anchor)


def draw_reactors() -> Image.Image:
    """Six domes in a row above their reflection: the plant reduced to what everybody knows of it."""
    sheet, pen = board()
    title(pen, (90, 80), "Centrale nucléaire de Zaporijjia", "Six réacteurs", [])
    _sea(pen, 760)
    for number in range(6):
        _reactor(pen, 110 + number * 234, number + 1)
    return sheet


def _sea(pen, top: float) -> None:
    """Water from this height down to the foot of the plate."""
    pen.rectangle(at(0, top, WIDTH, HEIGHT), fill=BLUE)
    for row, y in enumerate(range(int(top) + 50, HEIGHT, 50)):
        wave = [at(x, y + 7 * math.sin(x / 60 + row)) for x in range(0, WIDTH + 8, 8)]
        pen.line(wave, fill=PALE_BLUE, width=4 * SCALE)


def _reactor(pen, x: float, number: int) -> None:
    pen.pieslice(at(x, 430, x + 200, 630), 180, 360, fill=PALE_OCHRE)
    pen.rectangle(at(x, 529, x + 200, 760), fill=PALE_OCHRE)
    pen.rectangle(at(x, 529, x + 200, 541), fill=OCHRE)
    pen.rectangle(at(x, 700, x + 200, 760), fill=OCHRE)
    write(pen, (x + 100, 622), str(number), "serif", 92, fill=INK, anchor="mm")


def draw_strata() -> Image.Image:
    """Seams under the steppe: an abstract plate for coal and steel, with no scale and no data."""
    sheet, pen = board()
    title(pen, (90, 80), "Donbass", "Charbon et acier", [])
    bands = [(430, PALE_OCHRE), (520, OCHRE), (590, INK), (640, PALE_OCHRE), (735, GREY), (775, INK),
             (850, OCHRE), (905, PALE_BLUE), (955, INK), (1010, BLUE)]  # fmt: skip
    for row, (y, colour) in enumerate(bands):
        edge = [at(x, y + 26 * math.sin(x / 330 + row * 0.35) + 0.03 * x) for x in range(0, WIDTH + 10, 10)]
        pen.polygon([*edge, at(WIDTH, HEIGHT), at(0, HEIGHT)], fill=colour)
    return sheet


DRAWINGS = {
    "planche-dates-crimee": draw_dates,
    "planche-six-reacteurs": draw_reactors,
    "planche-charbon-acier": draw_strata,
}
