"""The difference of two texts, word by word, as pieces that a template prints.

Nothing here takes long, whatever the texts: the search counts its steps (lib/shortest.py), and what would need too
many is shown as replaced altogether, a paragraph at a time.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from itertools import groupby, pairwise
from typing import NamedTuple

from articles.lib.markup import INLINE
from articles.lib.shortest import Steps, matches

PAIRS = 2_500  # of blocks that are held against each other
ALIKE = 0.4  # the share of words two blocks have in common to be called one block, changed
SHOWN = 12  # unchanged words beside a change
CONTEXT = 1  # unchanged blocks beside a change

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
ALONE = {"hr", "br"}
WRITTEN_EMPTY = {"figure", "hr"}  # a block even without words


class Piece(NamedTuple):
    """`kind`: same, ins, del, or gap (unchanged words that are not worth showing). `tag`: inline HTML, no words."""

    kind: str
    text: str
    tag: bool = False


class Block(NamedTuple):
    """A paragraph, heading, item, picture … `kind`: same, ins, del or changed. The paths: where it stood and stands."""

    kind: str
    old_path: str
    path: str
    pieces: list[Piece]


class Line(NamedTuple):
    """The words of one block, and the start tags around them: '<ul><li>'."""

    path: str
    tokens: tuple[str, ...]


def words(old: str, new: str, steps: Steps | None = None) -> list[Piece]:
    """Compare two plain texts.

    >>> [(piece.kind, piece.text) for piece in words("le chat dort", "le chien dort")]
    [('same', 'le '), ('del', 'chat'), ('ins', 'chien'), ('same', ' dort')]
    """
    return _pieces(WORDS.findall(old), WORDS.findall(new), steps or Steps())


def bodies(old: str, new: str) -> list[Block]:
    """Compare two clean HTML bodies, block by block, then the words inside: '<p>a</p>', '<p>b</p>' -> [Block(…)]."""
    steps = Steps()
    return [_block(*pair, steps) for pair in _paired(lines(old), lines(new))]


def folded(pieces: list[Piece]) -> list[Piece]:
    """Long unchanged stretches become gaps; a few words beside each change stay."""
    last = len(pieces) - 1
    return [
        part
        for number, piece in enumerate(pieces)
        for part in (_fold(piece, number == 0, number == last) if piece.kind == "same" and not piece.tag else [piece])
    ]


def stretches(blocks: list[Block]) -> list[tuple[bool, list[Block]]]:
    """Blocks for printing: (True, [...]) is to be seen, (False, [...]) an unchanged stretch that may stay closed."""
    changed = [number for number, block in enumerate(blocks) if block.kind != "same"]
    near = {at for number in changed for at in range(number - CONTEXT, number + CONTEXT + 1)}
    marked = [(number in near, block) for number, block in enumerate(blocks)]
    return [(seen, [block for _seen, block in group]) for seen, group in groupby(marked, key=lambda each: each[0])]


def lines(html: str) -> list[Line]:
    """Cut clean HTML into its blocks: '<p>a <em>b</em></p>' -> [Line('<p>', ('a', ' ', '<em>', 'b', '</em>'))]."""
    found: list[Line] = []
    path: list[str] = []
    tokens: list[str] = []

    def end(always: bool = False) -> None:
        if always or any(not token.isspace() for token in tokens):
            found.append(Line("".join(path), tuple(tokens)))
        tokens.clear()

    for part in re.findall(r"<[^<>]*>|[^<]+|<", html):
        tag = TAG.fullmatch(part)
        if tag is None:
            tokens += WORDS.findall(unescape(part))
        elif tag[2] in INLINE or tag[2] == "br":
            tokens.append("\n" if tag[2] == "br" else part)
        elif tag[1]:
            end()
            del path[-1:]
        else:
            end()
            path.append(part)
            if tag[2] in WRITTEN_EMPTY:
                end(always=True)
            if tag[2] in ALONE:
                path.pop()
    end()
    return found


def _block(old: Line | None, new: Line | None, steps: Steps) -> Block:
    if old is None or new is None:
        line = old or new
        kind = "ins" if old is None else "del"
        return Block(kind, line.path, line.path, _runs([(kind, token) for token in line.tokens]))
    if old == new:
        return Block("same", old.path, new.path, _runs([("same", token) for token in new.tokens]))
    return Block("changed", old.path, new.path, _pieces(list(old.tokens), list(new.tokens), steps))


def _paired(old: list[Line], new: list[Line]) -> list[tuple[Line | None, Line | None]]:
    """Which block became which: equal ones first, between them the ones that are alike."""
    pairs: list[tuple[Line | None, Line | None]] = []
    before = (0, 0)
    for one, other in [*matches(old, new, Steps()), (len(old), len(new))]:
        pairs += _alike(old[before[0] : one], new[before[1] : other])
        if one < len(old) and other < len(new):
            pairs.append((old[one], new[other]))
        before = (one + 1, other + 1)
    return pairs


def _alike(old: list[Line], new: list[Line]) -> list[tuple[Line | None, Line | None]]:
    """Pair what is alike, in order: the best sum of likenesses. Very many are paired by their place."""
    if len(old) * len(new) > PAIRS:
        shorter = min(len(old), len(new))
        rest = [(line, None) for line in old[shorter:]] + [(None, line) for line in new[shorter:]]
        return [*zip(old, new, strict=False), *rest]
    bags = [_bag(line) for line in old], [_bag(line) for line in new]
    best = [[0.0] * (len(new) + 1) for _line in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + _likeness(bags[0][i], bags[1][j])
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return _walk(old, new, best)


def _walk(old: list[Line], new: list[Line], best: list[list[float]]) -> list[tuple[Line | None, Line | None]]:
    pairs: list[tuple[Line | None, Line | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, new[j]))
            j += 1
        else:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((line, None) for line in old[i:]), *((None, line) for line in new[j:])]


def _bag(line: Line) -> Counter[str]:
    return Counter(token for token in line.tokens if not token.isspace()) + Counter([line.path])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """0.0 to 1.0; 0.0 also for what has too little in common to be the same block."""
    share = 2 * (one & other).total() / (one.total() + other.total())
    return share if share >= ALIKE else 0.0


def _pieces(old: list[str], new: list[str], steps: Steps) -> list[Piece]:
    marks: list[tuple[str, str]] = []
    i = j = 0
    for one, other in [*matches(old, new, steps), (len(old), len(new))]:
        marks += [("del", token) for token in old[i:one]] + [("ins", token) for token in new[j:other]]
        marks += [("same", token) for token in old[one : one + 1] if other < len(new)]
        i, j = one + 1, other + 1
    return _smooth(_runs(marks))


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind become one piece; each tag stays alone."""
    out: list[Piece] = []
    for (kind, tag), run in groupby(pieces, key=lambda piece: (piece.kind, piece.tag)):
        group = list(run)
        out += group if tag else [Piece(kind, "".join(piece.text for piece in group))]
    return out


def _runs(marks: list[tuple[str, str]]) -> list[Piece]:
    """[('ins', 'a'), ('ins', ' ')] -> [Piece('ins', 'a ')]."""
    return joined(Piece(kind, token, bool(TAG.fullmatch(token))) for kind, token in marks)


def _smooth(pieces: list[Piece]) -> list[Piece]:
    """'~~un~~ ~~deux~~' reads badly: what stayed between two larger changes is changed along with them."""
    groups = [(same, list(group)) for same, group in groupby(pieces, key=lambda piece: piece.kind == "same")]
    out: list[Piece] = []
    for number, (same, group) in enumerate(groups):
        inner = same and 0 < number < len(groups) - 1
        if inner and _length(group) <= min(_largest(groups[number - 1][1]), _largest(groups[number + 1][1])) // 2:
            group = [piece._replace(kind=kind) for kind in ("del", "ins") for piece in group]
        out += group
    runs = groupby(out, key=lambda piece: piece.kind == "same")
    return [piece for same, run in runs for piece in (run if same else _del_before_ins(list(run)))]


def _del_before_ins(group: list[Piece]) -> list[Piece]:
    """All that went, then all that came."""
    return joined(piece for kind in ("del", "ins") for piece in group if piece.kind == kind)


def _length(group: list[Piece]) -> int:
    return sum(len(piece.text) for piece in group)


def _largest(group: list[Piece]) -> int:
    """The longer of what went and what came."""
    return max(_length([piece for piece in group if piece.kind == kind]) for kind in ("del", "ins"))


def _fold(piece: Piece, first: bool, last: bool) -> list[Piece]:
    tokens = WORDS.findall(piece.text)
    head, tail = (0 if first else 2 * SHOWN), (0 if last else 2 * SHOWN)
    if len(tokens) <= head + tail + 2 * SHOWN:
        return [piece]
    cuts = pairwise([0, head, len(tokens) - tail, len(tokens)])
    parts = ["".join(tokens[start:end]) for start, end in cuts]
    kinds = ("same", "gap", "same")
    return [Piece(kind, text) for kind, text in zip(kinds, parts, strict=True) if text]
