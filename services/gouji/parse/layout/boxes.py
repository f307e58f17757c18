"""A drawing of ruling lines → the boxes that they enclose, on a grid of rows and columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from gouji.errors import Unreadable
from gouji.parse.grid import MOST_COLUMNS
from gouji.parse.layout.rulings import NEAR, Drawing, Ruling

#: A line is the wall of a grid square when it runs along this much of its side.
_WALL = 0.7
#: No row is lower, no column narrower (points).
_LOWEST = 8.0
_MOST_SQUARES = 200_000


class Box(msgspec.Struct, frozen=True):
    """A box: corner and spans on the grid; `whole` is False when its outline has a gap."""

    row: int
    column: int
    rowspan: int
    colspan: int
    whole: bool = True


class Lattice(msgspec.Struct, frozen=True):
    """The grid of a drawing: the places of its lines, its boxes row by row, and which box each square belongs to.

    `levelled` says whether a level line stands between its upper and its lower edge.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    squares: tuple[tuple[int, ...], ...]
    levelled: bool

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def box_at(self, x: float, y: float) -> int | None:
        """The ordinal of the box around a point, None outside of the drawing."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.squares[row][column]


def lattice(drawing: Drawing) -> Lattice | None:
    """The grid of a drawing, None when it encloses nothing; raises Unreadable when it is out of bounds."""
    across = (*drawing.horizontals, *_closing(drawing.verticals, drawing.horizontals))
    down = (*drawing.verticals, *_closing(drawing.horizontals, drawing.verticals))
    xs, ys = _places(down), _places(across)
    if len(xs) <= 1 or len(ys) <= 1:
        return None
    if len(xs) > MOST_COLUMNS or len(xs) * len(ys) > _MOST_SQUARES:
        raise Unreadable("表格大得异常，不像年度报告的表格；请核对文件后重新投递")
    right_walls = _walls(down, xs, ys)
    lower_walls = _walls(across, ys, xs)
    squares = _flooded(len(ys) - 1, len(xs) - 1, right_walls, lower_walls)
    boxes, squares = _boxes(squares)
    levelled = any(ys[0] + NEAR < line.at < ys[-1] - NEAR for line in drawing.horizontals)
    return Lattice(tuple(xs), tuple(ys), tuple(boxes), tuple(tuple(row) for row in squares), levelled)


def _closing(lines: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """Edges that a page break left open: lines that all end at the same place without another across them."""
    found = []
    for end in (min(line.start for line in lines), max(line.end for line in lines)) if lines else ():
        ending = [line.at for line in lines if min(abs(line.start - end), abs(line.end - end)) <= NEAR]
        first, last = min(ending), max(ending)
        there = sum(line.end - line.start for line in crossing if abs(line.at - end) <= _LOWEST)
        if len(ending) > 1 and there < (last - first) * _WALL:
            found.append(Ruling(end, first, last))
    return found


def _places(lines: Iterable[Ruling]) -> list[float]:
    places: list[list[float]] = []
    for at in sorted(line.at for line in lines):
        if places and at - places[-1][-1] <= NEAR and at - places[-1][0] <= 3 * NEAR:
            places[-1].append(at)
        else:
            places.append([at])
    return [(near[0] + near[-1]) / 2 for near in places]


def _walls(lines: Iterable[Ruling], places: list[float], crossing: list[float]) -> set[tuple[int, int]]:
    """(line's ordinal, ordinal of the interval between two crossing lines) where a line runs along that interval."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        after = min(bisect_left(places, line.at), len(places) - 1)
        number = after if not after or places[after] - line.at < line.at - places[after - 1] else after - 1
        first = max(bisect_right(crossing, line.start) - 1, 0)
        for step in range(first, len(crossing) - 1):
            if crossing[step] >= line.end:
                break
            shared = min(line.end, crossing[step + 1]) - max(line.start, crossing[step])
            covered[number, step] = covered.get((number, step), 0.0) + shared
    return {
        (number, step)
        for (number, step), length in covered.items()
        if _is_wall(length, crossing[step + 1] - crossing[step])
    }


def _is_wall(length: float, whole: float) -> bool:
    """A line along most of a side, or all of it but the corners, where borders of single cells stop short."""
    return length >= _WALL * whole or (whole - length <= 2 * NEAR and length >= whole / 3)


def _flooded(
    rows: int, columns: int, right_walls: set[tuple[int, int]], lower_walls: set[tuple[int, int]]
) -> list[list[int]]:
    """Squares numbered so that those without a wall between them share a number."""
    numbers = [[-1] * columns for _ in range(rows)]
    number = 0
    for row in range(rows):
        for column in range(columns):
            if numbers[row][column] >= 0:
                continue
            waiting = [(row, column)]
            numbers[row][column] = number
            while waiting:
                y, x = waiting.pop()
                for ny, nx, wall in (
                    (y, x + 1, (x + 1, y) in right_walls),
                    (y, x - 1, (x, y) in right_walls),
                    (y + 1, x, (y + 1, x) in lower_walls),
                    (y - 1, x, (y, x) in lower_walls),
                ):
                    if not wall and 0 <= ny < rows and 0 <= nx < columns and numbers[ny][nx] < 0:
                        numbers[ny][nx] = number
                        waiting.append((ny, nx))
            number += 1
    return numbers


def _boxes(squares: list[list[int]]) -> tuple[list[Box], list[list[int]]]:
    """The boxes row by row; an outline that is no rectangle is cut into the rectangles that make it up."""
    spots: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(squares):
        for column, number in enumerate(numbers):
            spots.setdefault(number, []).append((row, column))
    boxes: list[Box] = []
    for held in spots.values():
        top, left = held[0][0], min(column for _, column in held)
        tall, wide = held[-1][0] - top + 1, max(column for _, column in held) - left + 1
        if tall * wide == len(held):
            boxes.append(Box(top, left, tall, wide))
        else:
            boxes += _rectangles(held)
    boxes.sort(key=lambda box: (box.row, box.column))
    numbered = [[0] * len(squares[0]) for _ in squares]
    for number, box in enumerate(boxes):
        for row in range(box.row, box.row + box.rowspan):
            numbered[row][box.column : box.column + box.colspan] = [number] * box.colspan
    return boxes, numbered


def _rectangles(held: list[tuple[int, int]]) -> list[Box]:
    """Runs of squares in a row, equal runs below each other taken together."""
    runs: list[tuple[int, int, int]] = []
    for row, column in held:
        if runs and runs[-1][0] == row and runs[-1][2] == column:
            runs[-1] = (row, runs[-1][1], column + 1)
        else:
            runs.append((row, column, column + 1))
    boxes: list[Box] = []
    last: dict[tuple[int, int], int] = {}
    for row, first, end in runs:
        above = last.get((first, end))
        if above is not None and boxes[above].row + boxes[above].rowspan == row:
            boxes[above] = Box(boxes[above].row, first, boxes[above].rowspan + 1, end - first, whole=False)
        else:
            last[first, end] = len(boxes)
            boxes.append(Box(row, first, 1, end - first, whole=False))
    return boxes
