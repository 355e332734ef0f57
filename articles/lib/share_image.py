"""The picture of a share card: 1200 by 630, drawn from the words of a page and, if it may be shown, its picture."""

import hashlib
import json
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from articles.lib.faces import Face, drawable
from articles.lib.line_breaks import balanced, longest, shortened

WIDTH, HEIGHT = 1200, 630  # what every network asks for: 1.91 to 1
LOOK = 1  # one more when the drawing changes: the addresses change with it
MARGIN, FOOT = 56, 92  # FOOT: what the name of the site stands in
PICTURE = 540  # how wide, at the right
GUTTER = 44
SMALLEST = 360  # a picture with a shorter side would only be a blur
HEAVIEST = 290_000  # bytes: some messengers show nothing above 300 kB

# The light colours of static/css/tokens.css.
PAPER, INK, QUIET, RULE, ACCENT = "#fdfcf9", "#1b1a18", "#5f5b54", "#d8d3c8", "#97241b"

SERIF, SANS = "source-serif-4", "source-sans-3"
LEADING = 1.16
KICKER_SIZE, NAME_SIZE, CREDIT_SIZE = 30, 34, 18
ALONE, BESIDE_PICTURE = (88, 78, 68, 60, 52, 46), (66, 60, 54, 48, 44, 40)
FEW = 5  # lines: more of them only at the smallest size


@dataclass(frozen=True)
class ShareCard:
    """What is drawn. `picture`: the name of a stored file; `focus`: what of it stays visible, in per cent."""

    site: str
    kicker: str
    headline: str
    picture: str = ""
    focus: tuple[int, int] = (50, 50)
    credit: str = ""  # who made the picture

    @property
    def digest(self) -> str:
        """Twenty hex digits that change with anything drawn: the last part of the address."""
        return hashlib.sha256(json.dumps([LOOK, *astuple(self)]).encode()).hexdigest()[:20]


def draw_share_image(card: ShareCard, fonts: Path, photo: bytes | None = None) -> bytes:
    """A JPEG: the words at the left, the picture at the right, uncovered; without one the words have all the room.

    `photo`: a cleaned picture (lib/images.py); too small a one is left out. Not for two threads at once (lib/faces.py).
    """
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    shown = photo and _cropped(photo, card.focus)
    if shown:
        sheet.paste(shown, (WIDTH - PICTURE, 0))
    right = WIDTH - PICTURE - GUTTER if shown else WIDTH - MARGIN
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, WIDTH - PICTURE - 1 if shown else WIDTH, 11), fill=ACCENT)
    _words(draw, card, fonts, right - MARGIN, BESIDE_PICTURE if shown else ALONE)
    _name_of_site(draw, drawable(card.site), fonts, right)
    if shown and card.credit:
        _credit(draw, drawable(card.credit), fonts)
    return _encoded(sheet)


def _cropped(photo: bytes, focus: tuple[int, int]) -> Image.Image | None:
    with Image.open(BytesIO(photo), formats=("JPEG", "PNG")) as image:
        if min(image.size) < SMALLEST:
            return None
        box = crop_box(image.size, (PICTURE, HEIGHT), focus)
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        small = image.resize((PICTURE, HEIGHT), Image.Resampling.LANCZOS, box=box)
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, PAPER)
        paper.paste(small, mask=small.getchannel("A"))
        return paper
    return small


def crop_box(size: tuple[int, int], room: tuple[int, int], focus: tuple[int, int]) -> tuple[float, ...]:
    """The largest part of a picture that has the shape of the room, the focal point in its middle if it can be.

    >>> crop_box((1600, 1000), (600, 600), (50, 50)), crop_box((1600, 1000), (600, 600), (0, 50))
    ((300.0, 0.0, 1300.0, 1000.0), (0.0, 0.0, 1000.0, 1000.0))
    """
    scale = min(size[0] / room[0], size[1] / room[1])
    wide, high = room[0] * scale, room[1] * scale
    left = min(max(size[0] * focus[0] / 100 - wide / 2, 0), size[0] - wide)
    top = min(max(size[1] * focus[1] / 100 - high / 2, 0), size[1] - high)
    return tuple(round(side, 1) for side in (left, top, left + wide, top + high))


def _words(draw, card: ShareCard, fonts: Path, room: int, sizes: tuple[int, ...]) -> None:
    """Kicker and headline, a little above the middle of what is left to them."""
    small = Face(fonts, SANS, 650, KICKER_SIZE)
    kicker = shortened(small.known(drawable(card.kicker)), small.length, room)
    above = KICKER_SIZE + 20 if kicker else 0
    tallest = HEIGHT - FOOT - MARGIN - above - 16
    face, lines = _headline(drawable(card.headline), fonts, (room, tallest), sizes)
    step = round(face.size * LEADING)
    top = MARGIN + max(0, tallest - step * len(lines)) * 2 // 5
    if kicker:
        small.write(draw, MARGIN, top + KICKER_SIZE, kicker, ACCENT)
    for number, line in enumerate(lines):
        face.write(draw, MARGIN, top + above + step * number + round(face.size * 0.92), line, INK)


def _headline(text: str, fonts: Path, room: tuple[int, int], sizes: tuple[int, ...]) -> tuple[Face, list[str]]:
    """The largest size at which it fits on few lines, no word cut; at the smallest one the end may be missing."""
    for size in sizes:
        face = Face(fonts, SERIF, 660, size)
        most, words = int(room[1] / (size * LEADING)), face.known(text)
        length = cache(face.length)  # the same words are tried on lines of many widths
        lines = balanced(words, length, room[0])
        whole = longest(words, length) <= room[0]
        if len(lines) <= most and (size == sizes[-1] or (whole and len(lines) <= FEW)):
            return face, lines
    return face, [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), face.length, room[0])]


def _name_of_site(draw, site: str, fonts: Path, right: int) -> None:
    face = Face(fonts, SERIF, 700, NAME_SIZE)
    top = HEIGHT - FOOT
    draw.rectangle((MARGIN, top, right, top), fill=RULE)
    draw.rectangle((MARGIN, top + 28, MARGIN + 6, top + 60), fill=ACCENT)
    face.write(draw, MARGIN + 20, top + 55, shortened(site, face.length, right - MARGIN - 20), INK)


def _credit(draw, words: str, fonts: Path) -> None:
    """On a slip of paper in the corner of the picture."""
    face = Face(fonts, SANS, 450, CREDIT_SIZE)
    words = shortened(face.known(words), face.length, PICTURE - 24)
    draw.rectangle((WIDTH - face.length(words) - 22, HEIGHT - 30, WIDTH, HEIGHT), fill=PAPER)
    face.write(draw, WIDTH - face.length(words) - 11, HEIGHT - 10, words, QUIET)


def _encoded(sheet: Image.Image) -> bytes:
    for quality in (86, 76, 64, 50):
        target = BytesIO()
        sheet.save(target, "JPEG", quality=quality, progressive=True, optimize=True)
        if target.tell() <= HEAVIEST:
            break
    return target.getvalue()
