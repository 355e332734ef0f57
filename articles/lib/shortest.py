"""What two lists have in common, in order, found in a bounded number of steps.

The algorithm is Myers’s ("An O(ND) difference algorithm and its variations", Algorithmica 1, 1986). It takes the
longer the more the lists differ, up to the square of their length, so it counts its steps and gives up in time.
"""

from collections import defaultdict
from itertools import count

ONE = 250_000  # steps for one pair of lists; about a quarter of a second


class Steps:
    """How many steps are left for a whole comparison of many lists."""

    def __init__(self, left: int = 3 * ONE) -> None:
        self.left = left


def matches(old: list, new: list, steps: Steps) -> list[tuple[int, int]]:
    """Where both go together, as many places as possible; out of steps: only what both begin and end with.

    >>> matches(["a", "b", "c"], ["a", "x", "c"], Steps())
    [(0, 0), (2, 2)]
    """
    old, new = _numbered(old, new)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end], steps)
    head = [(at, at) for at in range(start)]
    tail = [(len(old) - at, len(new) - at) for at in range(end, 0, -1)]
    return [*head, *((start + one, start + other) for one, other in middle), *tail]


def _numbered(*lists: list) -> list[list[int]]:
    """Equal things get equal numbers, which compare at once: ['a', 'b'], ['b'] -> [[0, 1], [1]]."""
    numbers: defaultdict = defaultdict(count().__next__)
    return [[numbers[each] for each in one] for one in lists]


def _middle(old: list[int], new: list[int], steps: Steps) -> list[tuple[int, int]]:
    """What only one side has can match nothing: it is left out before the search."""
    shared = set(old) & set(new)
    here = [at for at, each in enumerate(old) if each in shared]
    there = [at for at, each in enumerate(new) if each in shared]
    found = _search([old[at] for at in here], [new[at] for at in there], steps)
    return [(here[one], there[other]) for one, other in found]


def _search(old: list[int], new: list[int], steps: Steps) -> list[tuple[int, int]]:
    """Along each diagonal as far as the lists agree, with one difference more in each round."""
    stop = max(steps.left - ONE, 0)
    reach, trail = {1: 0}, []
    for distance in range(len(old) + len(new) + 1):
        trail.append(dict(reach))
        for diagonal in range(-distance, distance + 1, 2):
            x = begun = _furthest(reach, distance, diagonal)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reach[diagonal] = x
            steps.left -= 2 + x - begun
            if x >= len(old) and x - diagonal >= len(new):
                return _back(trail, len(old), len(new))
        if steps.left <= stop:
            return []
    return []


def _furthest(reach: dict[int, int], distance: int, diagonal: int) -> int:
    """Where a diagonal is entered: from its neighbour that has come further."""
    if _from_above(reach, distance, diagonal):
        return reach[diagonal + 1]
    return reach[diagonal - 1] + 1


def _from_above(reach: dict[int, int], distance: int, diagonal: int) -> bool:
    return diagonal == -distance or (diagonal != distance and reach[diagonal - 1] < reach[diagonal + 1])


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """From the end to the beginning along the furthest points that were reached."""
    found: list[tuple[int, int]] = []
    for distance in range(len(trail) - 1, 0, -1):
        reach, diagonal = trail[distance], x - y
        begun = _furthest(reach, distance, diagonal)
        found += [(x - back, y - back) for back in range(1, x - begun + 1)]
        above = _from_above(reach, distance, diagonal)
        x, y = (begun, begun - diagonal - 1) if above else (begun - 1, begun - diagonal)
    found += [(x - back, y - back) for back in range(1, x + 1)]
    return found[::-1]
