"""What happens to a picture between an editor's disk and a reader's screen.

`sanitise` is the only door in: what comes out was drawn anew from the pixels, so nothing else of the
upload survives: no position, no camera number, no comment, no script behind the last byte.
`rendition` makes the small copies that pages show.
"""

import posixpath
import re
import secrets
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, UnidentifiedImageError

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# A picture of 60 million pixels takes a gigabyte while it is open: a process opens one, the next one waits.
ONE_AT_A_TIME = Lock()
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 2560
MAX_SCANS = 50  # cameras and encoders write about ten
FEW_COLOURS = 1 << 16

WIDTHS = (320, 480, 640, 960, 1280)
FORMATS = {"avif": "image/avif", "webp": "image/webp"}
QUALITY = {"avif": {"quality": 50, "speed": 8}, "webp": {"quality": 75, "method": 4}}

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# In a JPEG: FF and a byte that is neither stuffing (00), nor padding (FF), nor a restart (D0 to D7).
JPEG_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
START_OF_IMAGE, END_OF_IMAGE, START_OF_SCAN, TEMPORARY = 0xD8, 0xD9, 0xDA, 0x01

MESSAGES = {
    "too_heavy": _("This file is too heavy: {limit} MB at most."),
    "not_a_picture": _("This file is not a picture we can use: send a JPEG, PNG, WebP, AVIF or GIF file."),
    "too_many_pixels": _("This picture is too large: {limit} million pixels at most, all frames together."),
    "not_stored": _("The picture could not be stored just now. Try again in a moment."),
    "broken": _("This picture is damaged and cannot be read. Export it again, then send the new file."),
}


class BadPicture(ValueError):
    """A refused upload. `message` is a sentence for the editor, `code` one of the keys of MESSAGES."""

    def __init__(self, code: str, limit: int | None = None):
        self.code = code
        self.message = format_lazy(MESSAGES[code], limit=limit)
        super().__init__(self.message)


@dataclass(frozen=True)
class Picture:
    """A cleaned picture: its bytes, '.jpg' or '.png', and its size in pixels."""

    data: bytes
    extension: str
    width: int
    height: int


def sanitise(upload, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS) -> Picture:
    """Turn an uploaded file into a picture that is safe to publish, or raise BadPicture.

    >>> sanitise(a photograph of 4000 by 3000 pixels from a telephone)
    Picture(data=b'...', extension='.jpg', width=2560, height=1920)
    """
    data = _read(upload, max_bytes)
    try:
        with ONE_AT_A_TIME:
            _inspect(data, max_pixels)
            return _redraw(data)
    except BadPicture:
        raise
    except UnidentifiedImageError as error:
        raise BadPicture("not_a_picture") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture("too_many_pixels", max_pixels // 1_000_000) from error
    # Hostile bytes make Pillow raise nearly anything (SyntaxError, IndexError, struct.error, MemoryError,
    # OverflowError…). Whatever it is, the file is at fault and the editor needs a sentence, not a 500.
    except Exception as error:
        raise BadPicture("broken") from error


def _read(upload, max_bytes: int) -> bytes:
    """Read at most one byte more than allowed: the size that the upload declares may be a lie."""
    upload.seek(0)
    data = bytearray()
    while len(data) <= max_bytes and (chunk := upload.read(max_bytes + 1 - len(data))):
        data += chunk
    if len(data) > max_bytes:
        raise BadPicture("too_heavy", max_bytes // (1024 * 1024))
    return bytes(data)


def _inspect(data: bytes, max_pixels: int) -> None:
    """Refuse what would cost too much to decode, before a pixel of it is decoded."""
    with _open(data) as image:
        if image.width * image.height * _frames(image) > max_pixels:
            raise BadPicture("too_many_pixels", max_pixels // 1_000_000)
        if _is_jpeg(image) and _has_too_many_scans(data):
            raise BadPicture("broken")
        image.verify()


def _open(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=ACCEPTED)


def _is_jpeg(image: Image.Image) -> bool:
    """MPO is a JPEG with a second one behind it: a depth map or the other eye, from many telephones."""
    return image.format in {"JPEG", "MPO"}


def _frames(image: Image.Image) -> int:
    """A JPEG counts once: what a telephone hides behind the photograph is never decoded."""
    return 1 if _is_jpeg(image) else getattr(image, "n_frames", 1)


def _has_too_many_scans(jpeg: bytes) -> bool:
    """Each scan of a progressive JPEG passes over every pixel, and costs the sender 100 bytes or so.

    25 MB of empty scans kept a processor busy for hours (0.04 s each at 60 million pixels).
    """
    scans, position = 0, 0
    while scans <= MAX_SCANS and (marker := JPEG_MARKER.search(jpeg, position)):
        kind, position = marker[1][0], marker.end()
        if kind == END_OF_IMAGE:
            break
        if kind not in {START_OF_IMAGE, TEMPORARY}:
            position += int.from_bytes(jpeg[position : position + 2])
        scans += kind == START_OF_SCAN
    return scans > MAX_SCANS


def _redraw(data: bytes) -> Picture:
    with _open(data) as source:
        # Only a JPEG can be decoded smaller: a quarter of the memory when it is twice too large.
        source.draft(None, (MAX_SIDE, MAX_SIDE))
        source.load()
        image = _in_workable_mode(source)
        lossless = _deserves_png(image, _is_jpeg(source))
        image = _bare(_in_srgb(_upright(_shrunk(image))))
    data = _encoded(image, "PNG") if lossless else _encoded(image, "JPEG", quality=88)
    return Picture(data, ".png" if lossless else ".jpg", image.width, image.height)


def _in_workable_mode(image: Image.Image) -> Image.Image:
    """Bring palettes, bitmaps and 16-bit greys to L, RGB or RGBA. CMYK waits for its colour profile."""
    if image.mode.startswith("I"):
        return image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        lowest_alpha, _highest = image.getextrema()[3]
        return image if lowest_alpha < 255 else image.convert("RGB")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _deserves_png(image: Image.Image, is_jpeg: bool) -> bool:
    """JPEG has no transparency and smears the letters of a map, a chart or a screenshot.

    Those have few colours. A photograph has many, whatever its file says, and would weigh five to ten
    times more as a PNG. What is a JPEG already has its smears, and gains nothing.
    """
    return image.mode == "RGBA" or (not is_jpeg and image.getcolors(FEW_COLOURS) is not None)


def _shrunk(image: Image.Image) -> Image.Image:
    longest = max(image.size)
    if longest <= MAX_SIDE:
        return image
    size = [max(1, round(side * MAX_SIDE / longest)) for side in image.size]
    return image.resize(size, Image.Resampling.LANCZOS)


def _upright(image: Image.Image) -> Image.Image:
    """Turn the picture the way the camera was held. Unreadable EXIF is no reason to lose a photograph."""
    try:
        turn = TURNS.get(image.getexif().get(ORIENTATION))
    except Exception:  # as in sanitise: broken EXIF raises nearly anything
        return image
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Convert the colours, so that the profile can go. A profile that is nonsense is passed over."""
    if profile := image.info.get("icc_profile"):
        try:
            return ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB") if image.mode == "CMYK" else image


def _bare(image: Image.Image) -> Image.Image:
    """Copy the visible pixels, and only them, to a new sheet: every kind of metadata stays behind.

    Colours under full transparency stay behind too: somebody may have erased a face that way.
    """
    sheet = Image.new(image.mode, image.size)
    seen = image.getchannel("A").point(lambda alpha: 255 if alpha else 0) if image.mode == "RGBA" else None
    sheet.paste(image, mask=seen)
    return sheet


def _encoded(image: Image.Image, format: str, **options) -> bytes:
    target = BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def widths_for(width: int) -> list[int]:
    """The widths worth making of a picture: never wider than itself.

    >>> widths_for(700)
    [320, 480, 640]
    >>> widths_for(200)
    [200]
    """
    return [step for step in WIDTHS if step <= width] or [width]


def rendition(data: bytes, width: int, format: str) -> bytes:
    """A copy of a cleaned picture, `width` pixels wide, as 'avif' or 'webp'. Transparency is kept."""
    with _open(data) as image:
        size = (width, max(1, round(image.height * width / image.width)))
        image.draft(None, (size[0] * 2, size[1] * 2))  # decode a JPEG smaller, with pixels to spare
        small = image.resize(size, Image.Resampling.LANCZOS)
    return _encoded(small, format, **QUALITY[format])


def rendition_name(name: str, width: int, format: str) -> str:
    """
    >>> rendition_name("images/ab12cd.jpg", 640, "avif")
    'images/ab12cd-640.avif'
    """
    return f"{posixpath.splitext(name)[0]}-{width}.{format}"


def random_name(extension: str) -> str:
    """
    >>> random_name(".jpg")
    'images/9f86d081884c7d659a2feaa0c55ad015.jpg'
    """
    return f"images/{secrets.token_hex(16)}{extension}"


def shelf_name(name: str) -> str:
    """Where a picture lies while no page may show it. Random as well: nobody gets there from the address it had.

    >>> shelf_name("images/9f86d081884c7d659a2feaa0c55ad015.jpg")
    'shelf/5891b5b522d5df086d0ff0b110fbd9d2.jpg'
    """
    return f"shelf/{secrets.token_hex(16)}{image_extension(name)}"


def image_extension(name: str) -> str:
    """'shelf/5891b5.png' -> '.png'."""
    return posixpath.splitext(name)[1]


def files_of(name: str, width: int) -> list[str]:
    """Every file a picture of this name and width may have: itself, and each rendition, made or not.

    >>> files_of("images/ab12cd.jpg", 200)[:2]
    ['images/ab12cd.jpg', 'images/ab12cd-200.avif']
    """
    return [name, *(rendition_name(name, step, format) for step in widths_for(width) for format in FORMATS)]
