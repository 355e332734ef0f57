"""Numbers into lengths, for plots that templates draw as SVG. Heights are pixels from the top, widths shares of 100."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Piece:
    """One kind in a pile: where it begins from the top, and how high it is."""

    kind: str
    number: int
    y: float
    height: float


def ticks(most, about=4):
    """17 -> [0, 5, 10, 15, 20]; 0 -> [0, 1]: round numbers up to the first that is not less than `most`."""
    step = _round_step(ceil(most / about) if most else 1)
    return list(range(0, (max(1, ceil(most / step)) + 1) * step, step))


def _round_step(least):
    """3 -> 5, 13 -> 20: the next of 1, 2, 5, 10, 20, 50, …"""
    power = 10 ** (len(str(least)) - 1)
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least)


def height(number, top, room):
    """(5, 20, 200) -> 50.0: how high a bar is where `top` fills `room`; without a top nothing stands."""
    return round(number * room / top, 1) if top else 0.0


def pile(numbers, top, room):
    """({'approved': 5, 'spam': 0, 'refused': 10}, 20, 200) -> [Piece('approved', 5, 150.0, 50.0), Piece('refused', …)].

    The first stands at the bottom; what is nought is left out.
    """
    pieces, below = [], 0
    for kind, number in numbers.items():
        if number:
            y = room - height(below + number, top, room)
            pieces.append(Piece(kind, number, round(y, 1), height(number, top, room)))
            below += number
    return pieces


def place(position, places, share=1.0):
    """(0, 4) -> (0.0, 25.0); (1, 4, 0.5) -> (31.25, 12.5): where the bar of a place begins, and its width.

    `share`: how much of its place it fills, in the middle of it.
    """
    whole = 100 / places
    return round(whole * (position + (1 - share) / 2), 3), round(whole * share, 3)
