"""The site's own type as something to draw with: a family at a weight and a size, in all alphabets it has files for."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

ALPHABETS = ("latin", "cyrillic", "latin-ext")
NOBODY_HAS = "\uffff"  # not a character: what is drawn for it is the box of missing ones
# What the files leave out and what stands for it.
INSTEAD = {"\u202f": "\u2009", "\u2011": "-", "\t": " ", "\n": " "}


@lru_cache(maxsize=64)
def _font(path: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _holds(path: str, character: str) -> bool:
    """Whether the file has this character: otherwise it draws its box, the same for all that are missing."""
    font = _font(path, 400, 32)
    return bytes(font.getmask(character)) != bytes(font.getmask(NOBODY_HAS))


class Face:
    """`Face(folder, "source-serif-4", 650, 60)`. A character that no file of the family holds is left out.

    Not for two threads at once: a font file is open only once.
    """

    def __init__(self, folder: Path, family: str, weight: int, size: int):
        self.paths = [str(folder / f"{family}-{alphabet}.woff2") for alphabet in ALPHABETS]
        self.weight, self.size = weight, size

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """'Kherson, Херсон' -> [(latin, 'Kherson, '), (cyrillic, 'Херсон')]."""
        found: list[tuple[str, str]] = []
        for character in text:
            path = self._path_for(character, found[-1][0] if found else "")
            if path and found and found[-1][0] == path:
                found[-1] = (path, found[-1][1] + character)
            elif path:
                found.append((path, character))
        return [(_font(path, self.weight, self.size), run) for path, run in found]

    def _path_for(self, character: str, present: str) -> str:
        """A mark stays with the letter it stands on, whatever file has it."""
        if unicodedata.combining(character) and present and _holds(present, character):
            return present
        return next((path for path in self.paths if _holds(path, character)), "")

    def known(self, text: str) -> str:
        """What of it can be drawn: 'Kherson 中' -> 'Kherson'."""
        return " ".join("".join(run for _font, run in self.runs(text)).split(" ")).strip()

    def length(self, text: str) -> float:
        """How wide it is, in pixels."""
        return sum(font.getlength(run) for font, run in self.runs(text))

    def write(self, draw, x: float, baseline: float, text: str, fill: str) -> None:
        for font, run in self.runs(text):
            draw.text((x, baseline), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)


def drawable(text: str) -> str:
    """Ready for a face: letters and their marks composed, the spaces that no file has replaced."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(INSTEAD.get(character, character) for character in composed)
