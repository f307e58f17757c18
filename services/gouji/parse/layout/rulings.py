"""Strokes → ruling lines → the drawings that they make: groups of lines that touch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import msgspec

from gouji.errors import Unreadable
from gouji.parse.layout.page import Stroke

#: Lines nearer than this are one: double lines, edges of neighbouring boxes, corners that do not quite meet (points).
NEAR = 3.0
#: Shorter lines rule nothing: ticks, parts of characters (points).
_SHORTEST = 5.0
_MOST_CROSSINGS = 2_000_000


class Ruling(msgspec.Struct, frozen=True):
    """A line at `at` (y of a horizontal one, x of a vertical one) from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Drawing(msgspec.Struct, frozen=True):
    """Lines that touch one another."""

    horizontals: tuple[Ruling, ...]
    verticals: tuple[Ruling, ...]


def rulings(strokes: Iterable[Stroke]) -> Drawing:
    """All lines of a page, pieces of one line joined."""
    horizontals, verticals = [], []
    dots: list[Stroke] = []
    for stroke in strokes:
        wide, tall = stroke.right - stroke.left, stroke.bottom - stroke.top
        if max(wide, tall) < NEAR:
            dots.append(stroke)
        elif wide >= tall:
            horizontals.append(Ruling((stroke.top + stroke.bottom) / 2, stroke.left, stroke.right))
        else:
            verticals.append(Ruling((stroke.left + stroke.right) / 2, stroke.top, stroke.bottom))
    horizontals += _dotted((dot.top, dot.left, dot.right) for dot in dots)
    verticals += _dotted((dot.left, dot.top, dot.bottom) for dot in dots)
    return Drawing(_joined(horizontals), _joined(verticals))


def _dotted(dots: Iterable[tuple[float, float, float]]) -> Iterator[Ruling]:
    """Lines made of dots: (place, start, end) of dots at exactly one place, one near the other."""
    rows: dict[int, list[tuple[float, float]]] = {}
    for at, start, end in dots:
        rows.setdefault(round(at * 4), []).append((start, end))
    for at, pieces in rows.items():
        for group in _chained(sorted(pieces)):
            if group[1] - group[0] >= _SHORTEST:
                yield Ruling(at / 4, *group)


def _chained(pieces: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Where runs of pieces begin and end that have no wide gap between them."""
    first, last = pieces[0]
    for start, end in pieces[1:]:
        if start > last + NEAR:
            yield first, last
            first = start
        last = max(last, end) if start <= last + NEAR else end
    yield first, last


def _joined(pieces: list[Ruling]) -> tuple[Ruling, ...]:
    """Pieces at the same place joined end to end, the short ones left out."""
    whole: list[Ruling] = []
    for group in _at_one_place(sorted(pieces, key=attrgetter("at"))):
        group.sort(key=attrgetter("start"))
        at = max(group, key=lambda piece: piece.end - piece.start).at
        start, end = group[0].start, group[0].end
        for piece in group[1:]:
            if piece.start <= end + NEAR:
                end = max(end, piece.end)
            else:
                whole.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
        whole.append(Ruling(at, start, end))
    return tuple(ruling for ruling in whole if ruling.end - ruling.start >= _SHORTEST)


def _at_one_place(pieces: list[Ruling]) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][-1].at <= NEAR and piece.at - groups[-1][0].at <= 3 * NEAR:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def drawings(lines: Drawing) -> list[Drawing]:
    """The groups of lines that touch, those that could hold a table; raises Unreadable when there are too many."""
    horizontals, verticals = lines.horizontals, lines.verticals
    if len(horizontals) * len(verticals) > _MOST_CROSSINGS:
        raise Unreadable("页面上的线条多得异常，不像年度报告的表格；请投递 Word 原件")
    parents = list(range(len(horizontals) + len(verticals)))
    heights = [line.at for line in horizontals]
    for number, vertical in enumerate(verticals, len(horizontals)):
        first, last = bisect_left(heights, vertical.start - NEAR), bisect_right(heights, vertical.end + NEAR)
        for other in range(first, last):
            line = horizontals[other]
            if line.start - NEAR <= vertical.at <= line.end + NEAR:
                _unite(parents, other, number)
    for group in _alike(verticals):
        for number in group[1:]:
            _unite(parents, group[0] + len(horizontals), number + len(horizontals))
    found: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number in range(len(parents)):
        across, down = found.setdefault(_root(parents, number), ([], []))
        if number < len(horizontals):
            across.append(horizontals[number])
        else:
            down.append(verticals[number - len(horizontals)])
    return [Drawing(tuple(across), tuple(down)) for across, down in found.values() if len(down) > 1]


def _alike(verticals: Sequence[Ruling]) -> list[list[int]]:
    """Verticals of the same length side by side: a row of a table whose upper and lower edges were not drawn."""
    groups: dict[tuple[int, int], list[int]] = {}
    for number, line in enumerate(verticals):
        groups.setdefault((round(line.start / NEAR), round(line.end / NEAR)), []).append(number)
    return [group for group in groups.values() if len(group) > 2]  # noqa: PLR2004 - two may be anything


def _unite(parents: list[int], one: int, other: int) -> None:
    parents[_root(parents, other)] = _root(parents, one)


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
