"""Where the lines of a headline end: at spaces, never at those that bind, all of about the same length."""

import re
from bisect import bisect_right
from collections.abc import Callable

# After a space or a hyphen; no-break spaces are no place to end a line.
PIECES = re.compile(r"[^ -]*(?:-+| +|$)")


def broken(text: str, length: Callable[[str], float], room: float) -> list[str]:
    """As many words on each line as there is room for.

    >>> broken("Cinq régions et un sommet", len, 12)
    ['Cinq régions', 'et un sommet']
    """
    lines, taken = [""], 0.0
    for piece in _pieces(text, length, room):
        if lines[-1] and taken + length(piece.rstrip(" ")) > room:
            lines, taken = [*lines, ""], 0.0
        lines[-1] += piece
        taken += length(piece)
    return [line.strip(" ") for line in lines if line.strip(" ")]


def balanced(text: str, length: Callable[[str], float], room: float) -> list[str]:
    """No more lines than `broken` needs, and none much shorter than the others.

    >>> balanced("Cinq régions et un sommet de plus", len, 30)
    ['Cinq régions et', 'un sommet de plus']
    """
    lines = broken(text, length, room)
    # Not so narrow that a word would have to be cut for it.
    narrow, wide = max(room / 2, min(room, longest(text, length))), room
    while len(lines) > 1 and wide - narrow > 0.5:
        middle = (narrow + wide) / 2
        if len(tried := broken(text, length, middle)) <= len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def longest(text: str, length: Callable[[str], float]) -> float:
    """The length of the longest part no line may end in: 'Cinq régions' -> that of 'régions'."""
    return max((length(piece.rstrip(" ")) for piece in PIECES.findall(text)), default=0)


def shortened(text: str, length: Callable[[str], float], room: float) -> str:
    """What fits on one line, '…' for the rest.

    >>> shortened("Cinq régions et un sommet", len, 16)
    'Cinq régions et…'
    """
    if length(text) <= room:
        return text
    while text and length(f"{text}…") > room:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text.rstrip(' ,;:–—')}…"


def _pieces(text: str, length: Callable[[str], float], room: float):
    """Words with the space or hyphen behind them; a word longer than a line comes in parts."""
    for piece in PIECES.findall(text):
        while len(piece) > 1 and length(piece.rstrip(" ")) > room:
            fits = bisect_right(range(1, len(piece)), room, key=lambda cut, piece=piece: length(piece[:cut]))
            yield piece[: max(1, fits)]
            piece = piece[max(1, fits) :]
        yield piece
