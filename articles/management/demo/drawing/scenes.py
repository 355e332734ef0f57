"""Six drawings without a map: a dam, a river in steps, salt, the steppe, a harbour, a page of proofs."""

import math

from PIL import Image

from .canvas import HEIGHT, SCALE, WIDTH, at, board, title, write
from .palette import BLUE, GREY, INK, LAND, LINE, OCHRE, PALE_BLUE, PALE_OCHRE, PAPER, WATER

# Down the river: name, then when the dam was put to work.
STEPS = [
    ("Kiev", "années 1960"), ("Kaniv", "années 1970"), ("Krementchouk", "vers 1960"), ("Kamianske", "années 1960"),
    ("Zaporijjia", "1932"), ("Kakhovka", "années 1950"),
]  # fmt: skip


def draw_dam() -> Image.Image:
    """The dam of 1932 seen from downstream: piers, spillways and white water."""
    sheet, pen = board()
    title(pen, (90, 80), "Zaporijjia, 1932", "Le barrage du Dniepr", [])
    pen.rectangle(at(0, 430, WIDTH, HEIGHT), fill=BLUE)
    pen.rectangle(at(0, 400, WIDTH, 438), fill=INK)
    pen.polygon([at(0, 438), at(WIDTH, 438), at(WIDTH, 820), at(0, 820)], fill=PALE_OCHRE)
    for span in range(20):
        _spillway(pen, 10 + span * 80, pours=span % 4 != 3)
    for row, y in enumerate(range(860, HEIGHT, 48)):
        wave = [at(x, y + 8 * math.sin(x / 55 + row)) for x in range(0, WIDTH + 8, 8)]
        pen.line(wave, fill=PALE_BLUE, width=4 * SCALE)
    return sheet


def _spillway(pen, x: float, *, pours: bool) -> None:
    pen.rectangle(at(x + 14, 480, x + 66, 820), fill=PAPER if pours else OCHRE)
    pen.rectangle(at(x + 14, 470, x + 66, 545), fill=INK)
    if pours:
        for thread in (26, 40, 54):
            pen.line([at(x + thread, 560), at(x + thread, 806)], fill=WATER, width=5 * SCALE)
        pen.ellipse(at(x + 2, 786, x + 78, 852), fill=PAPER)
    pen.rectangle(at(x - 12, 366, x + 12, 400), fill=GREY)


def draw_stairs() -> Image.Image:
    """Six dams as six steps, from Kyiv to the sea; the last one is gone."""
    sheet, pen = board()
    title(pen, (90, 80), "Du nord au sud", "Le Dniepr en six marches", ["Schéma, sans échelle"])
    for row, (name, when) in enumerate(STEPS):
        left, top = row * 250, 400 + row * 92
        gone = name == "Kakhovka"
        pen.rectangle(at(left, top, left + 250, HEIGHT), fill=PALE_BLUE if row % 2 else BLUE)
        if gone:
            pen.rectangle(at(left, top, left + 238, top + 92), fill=PAPER)
        _dam(pen, left + 238, top - 16, gone=gone)
        where = (left + 122, top + 130 if not gone else top + 118)
        write(pen, where, name, "strong", 30, fill=PAPER, anchor="mm")
        write(pen, (where[0], where[1] + 38), when, "sans", 25, fill=PAPER, anchor="mm")
    pen.rectangle(at(1500, 952, WIDTH, HEIGHT), fill=BLUE)
    write(pen, (1488, 828), "détruit en 2023", "strong", 27, fill=OCHRE, anchor="rb")
    return sheet


def _dam(pen, x: float, top: float, *, gone: bool) -> None:
    if gone:
        for y in range(int(top), int(top) + 112, 28):
            pen.rectangle(at(x, y, x + 24, y + 15), fill=OCHRE)
    else:
        pen.rectangle(at(x, top, x + 24, top + 108), fill=INK)


def draw_salt() -> Image.Image:
    """A shaft, and halls cut in a white seam under the steppe."""
    sheet, pen = board()
    title(pen, (90, 80), "Bassin de Bakhmout", "Sous la steppe, le sel", ["Schéma, sans échelle"])
    for top, colour in [(400, PALE_OCHRE), (470, OCHRE), (560, GREY), (640, LINE), (930, GREY), (1000, INK)]:
        pen.rectangle(at(0, top, WIDTH, HEIGHT), fill=colour)
    for row in range(5):
        y = 680 + row * 52
        pen.line([at(x, y + 9 * math.sin(x / 140 + row)) for x in range(0, WIDTH + 9, 9)], fill=LAND, width=5 * SCALE)
    for hall in range(5):
        pen.rounded_rectangle(at(120 + hall * 280, 690, 340 + hall * 280, 880), 26 * SCALE, fill=BLUE)
    pen.rectangle(at(90, 850, 1490, 880), fill=BLUE)
    pen.rectangle(at(1192, 400, 1228, 860), fill=INK)
    for x in (1130, 1290):
        pen.line([at(x, 400), at(1210, 230)], fill=INK, width=12 * SCALE)
    pen.ellipse(at(1176, 196, 1244, 264), outline=INK, width=10 * SCALE)
    return sheet


def draw_steppe() -> Image.Image:
    """Feather grass under a low sun."""
    sheet, pen = board()
    pen.ellipse(at(1080, 330, 1360, 610), fill=PALE_OCHRE)
    pen.rectangle(at(0, 560, WIDTH, HEIGHT), fill=PALE_OCHRE)
    pen.rectangle(at(0, 556, WIDTH, 566), fill=OCHRE)
    for row, (base, colour) in enumerate([(900, OCHRE), (1010, GREY), (1120, BLUE)]):
        for blade in range(12):
            shift = (blade * 37 + row * 53) % 59
            _grass(pen, blade * 146 - 110 + shift + 30 * row, base + shift, 330 + 90 * row + 2 * shift, colour)
    title(pen, (90, 80), "Région de Kherson", "Askania-Nova", ["La steppe à plumes, évocation"])
    return sheet


def _grass(pen, x: float, base: float, height: float, colour: str) -> None:
    """One stem bent by a west wind, ending in a long plume that thins out."""
    stem = [(x + 0.5 * height * (part / 24) ** 2.4, base - height * math.sin(part / 16)) for part in range(25)]
    pen.line([at(*point) for point in stem[:12]], fill=colour, width=5 * SCALE, joint="curve")
    plume = stem[11:]
    swell = [13 * math.sin(math.pi * (part / 13) ** 0.6) for part in range(14)]
    upper = [(left - wide / 3, top - wide) for (left, top), wide in zip(plume, swell, strict=True)]
    lower = [(left + wide / 2, top + wide / 3) for (left, top), wide in zip(plume, swell, strict=True)]
    pen.polygon([at(*point) for point in (*upper, *reversed(lower))], fill=LINE)
    pen.line([at(*point) for point in plume], fill=colour, width=2 * SCALE, joint="curve")


def draw_harbour() -> Image.Image:
    """Furnaces on one side, cranes on the other, the sea in front."""
    sheet, pen = board()
    title(pen, (90, 80), "Marioupol", "Le port et l’acier", [])
    pen.rectangle(at(0, 790, WIDTH, HEIGHT), fill=BLUE)
    pen.rectangle(at(0, 770, WIDTH, 800), fill=INK)
    for x in (130, 330, 530):
        pen.polygon([at(x, 770), at(x + 30, 520), at(x + 90, 520), at(x + 120, 770)], fill=GREY)
        pen.polygon([at(x + 30, 520), at(x + 42, 440), at(x + 78, 440), at(x + 90, 520)], fill=INK)
        pen.rectangle(at(x + 6, 640, x + 114, 662), fill=OCHRE)
    for x, top in ((275, 330), (475, 370), (690, 340), (745, 400)):
        pen.rectangle(at(x, top, x + 26, 770), fill=INK)
        pen.rectangle(at(x, top + 30, x + 26, top + 54), fill=OCHRE)
    for x in (960, 1180, 1400):
        _crane(pen, x)
    for row, y in enumerate(range(850, HEIGHT, 50)):
        pen.line([at(x, y + 7 * math.sin(x / 60 + row)) for x in range(0, WIDTH + 8, 8)], fill=PALE_BLUE, width=8)
    return sheet


def _crane(pen, x: float) -> None:
    for leg in (x - 50, x + 50):
        pen.line([at(leg, 770), at(x, 560)], fill=BLUE, width=12 * SCALE)
    pen.rectangle(at(x - 40, 510, x + 40, 566), fill=OCHRE)
    pen.line([at(x, 520), at(x + 130, 350)], fill=BLUE, width=12 * SCALE)
    pen.line([at(x - 40, 515), at(x, 400), at(x + 130, 350)], fill=BLUE, width=5 * SCALE)
    pen.line([at(x + 130, 350), at(x + 130, 600)], fill=INK, width=3 * SCALE)
    pen.rectangle(at(x + 112, 600, x + 148, 630), fill=INK)


def draw_proof() -> Image.Image:
    """A page with a word struck out, its correction in the margin, and its notes at the foot."""
    sheet, pen = board()
    title(pen, (90, 80), "Nos règles", "Sources et erreurs", [])
    pen.rectangle(at(560, 270, 1330, HEIGHT), fill=LINE)
    pen.rectangle(at(560, 270, 1330, 278), fill=INK)
    for row in range(9):
        y, end = 340 + row * 56, 1260 - (row * 97) % 170
        pen.rectangle(at(630, y, end, y + 20), fill=LAND)
    pen.rectangle(at(820, 564, 1040, 584), fill=GREY)
    pen.line([at(806, 580), at(1054, 566)], fill=OCHRE, width=8 * SCALE)
    pen.line([at(1054, 566), at(1290, 540), at(1400, 540)], fill=OCHRE, width=4 * SCALE, joint="curve")
    write(pen, (1412, 540), "erratum", "italic", 40, fill=OCHRE, anchor="lm")
    pen.rectangle(at(630, 868, 800, 872), fill=INK)
    for row, end in enumerate((1180, 1090, 1210)):
        write(pen, (630, 900 + row * 50), str(row + 1), "strong", 25, fill=BLUE)
        pen.rectangle(at(664, 906 + row * 50, end, 920 + row * 50), fill=PALE_BLUE)
    return sheet


DRAWINGS = {
    "barrage-dniepr": draw_dam,
    "six-marches": draw_stairs,
    "sel": draw_salt,
    "steppe-askania": draw_steppe,
    "port-acier": draw_harbour,
    "sources": draw_proof,
}
