"""Cells that were split into tables of their own → one grid with the lines of all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec

from gouji.parse.grid import Drawn

#: Lines nearer than this, in parts of the table's width, are one.
_NEAR = 0.004


class Grid(msgspec.Struct, frozen=True):
    """A table's cells, its vertical lines from 0 to 1, and how many rows it has."""

    cells: tuple[Drawn, ...]
    edges: tuple[float, ...]
    height: int


def edges(widths: Sequence[float], columns: int) -> tuple[float, ...]:
    """The vertical lines of so many columns; those without a width are as wide as the others are on average."""
    known = [width for width in widths[:columns] if width > 0]
    usual = sum(known) / len(known) if known else 1.0
    whole = [width if width > 0 else usual for width in widths[:columns]]
    whole += [usual] * (columns - len(whole))
    total = sum(whole)
    return (0.0, *(reached / total for reached in accumulate(whole)))


def joined(outer: Grid, inner: Mapping[int, Grid]) -> Grid:
    """The outer grid with some of its cells, by their index, replaced by the cells that they were split into."""
    tops = _tops(outer, inner)
    boxes: list[tuple[int, float, int, float, Drawn]] = []
    for index, cell in enumerate(outer.cells):
        top, bottom = tops[cell.row], tops[min(cell.row + cell.rowspan, outer.height)]
        left, right = outer.edges[cell.column], outer.edges[min(cell.column + cell.colspan, len(outer.edges) - 1)]
        part = inner.get(index)
        if part is None:
            boxes.append((top, left, bottom, right, cell))
            continue
        for one in part.cells:
            below = one.row + one.rowspan
            x1 = left + (right - left) * part.edges[one.column]
            x2 = left + (right - left) * part.edges[min(one.column + one.colspan, len(part.edges) - 1)]
            boxes.append((top + one.row, x1, bottom if below >= part.height else top + below, x2, one))
    lines = _lines(x for _, left, _, right, _ in boxes for x in (left, right))
    cells = (_drawn(lines, *box) for box in boxes)
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), (*lines[:-1], 1.0), tops[-1])


def _tops(outer: Grid, inner: Mapping[int, Grid]) -> list[int]:
    """The row in which each row of the outer grid begins, and that below the last."""
    heights = [1] * outer.height
    for index, part in inner.items():
        cell = outer.cells[index]
        heights[cell.row] = max(heights[cell.row], part.height - cell.rowspan + 1)
    return [0, *accumulate(heights)]


def _lines(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _drawn(lines: list[float], top: int, left: float, bottom: int, right: float, cell: Drawn) -> Drawn:  # noqa: PLR0917 - a box
    column, end = (max(bisect_right(lines, x + _NEAR) - 1, 0) for x in (left, right))
    return Drawn(top, column, max(bottom - top, 1), max(end - column, 1), cell.contents)
