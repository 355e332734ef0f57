"""The drawing board of the demo pictures: size, colours, type and the way a picture is saved."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .palette import GREY, INK, OCHRE, PAPER, colours

WIDTH, HEIGHT = 1600, 1067
SCALE = 2  # drawn twice as large, then reduced: smooth edges without a vector library

# A serif for names and a sans for notes; Pillow's own face stands in where neither is installed.
FACES = {
    "serif": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf"),
    "italic": ("LiberationSerif-Italic.ttf", "DejaVuSerif-Italic.ttf"),
    "sans": ("LiberationSans-Regular.ttf", "DejaVuSans.ttf"),
    "strong": ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
}

Point = tuple[float, float]


def board() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty sheet of paper and the pen to draw on it; places are given in final pixels (see `at`)."""
    sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    return sheet, ImageDraw.Draw(sheet)


def at(*numbers: float) -> tuple[float, ...]:
    """Final pixels turned into the pixels of the board.

    >>> at(10, 20)
    (20, 40)
    """
    return tuple(number * SCALE for number in numbers)


def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    """The face at this size, in final pixels."""
    for name in FACES[face]:
        try:
            return ImageFont.truetype(name, size * SCALE)
        except OSError:
            continue
    return ImageFont.load_default(size * SCALE)


def write(pen, place: Point, text: str, face: str, size: float, *, fill=INK, anchor="la", halo=None) -> None:
    """One line of text; `halo` is the colour of a thin edge that keeps it legible on a map."""
    pen.text(
        at(*place), text, fill=fill, font=font(face, size), anchor=anchor,
        stroke_width=4 * SCALE if halo else 0, stroke_fill=halo,
    )  # fmt: skip


def title(pen, place: Point, kicker: str, name: str, lines: list[str]) -> None:
    """A title block: ochre rule, small capitals, name in serif, notes in grey."""
    x, y = place
    pen.rectangle(at(x, y, x + 64, y + 6), fill=OCHRE)
    write(pen, (x, y + 24), kicker.upper(), "strong", 23, fill=OCHRE)
    write(pen, (x, y + 56), name, "serif", 66)
    for row, line in enumerate(lines):
        write(pen, (x, y + 144 + row * 34), line, "sans", 24, fill=GREY)


def hatch(size: tuple[int, int], step: float = 22, width: float = 5) -> Image.Image:
    """A mask of slanted lines over the whole board, so that a region is told by more than its colour."""
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    reach = size[1]
    for x in range(-reach, size[0], int(step * SCALE)):
        pen.line([(x, reach), (x + reach, 0)], fill=255, width=round(width * SCALE))
    return mask


def save(sheet: Image.Image, path: Path) -> None:
    """Reduce the sheet to its final size and write it with our few colours, without loss."""
    small = sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    flat = small.quantize(palette=colours(), dither=Image.Dither.NONE)
    flat.convert("RGB").save(path, lossless=True, quality=100, method=6)
