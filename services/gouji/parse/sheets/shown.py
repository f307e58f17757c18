"""What of a worksheet is shown: merged ranges as one cell, hidden rows and columns left out, names as on the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

import msgspec

from gouji.parse.characters import trim
from gouji.parse.sheets.names import Merge, Position, cell_name

#: Positions under merged ranges that are kept one by one, and larger ranges besides.
_MOST_COVERED, _MOST_WIDE = 100_000, 20


class SheetCell(msgspec.Struct, frozen=True):
    """What a person sees in a cell, its lines parted by line ends, and why that may be wrong (None: sure).

    A blank text stands for a cell that is drawn, as one with borders is.
    """

    text: str
    doubt: str | None = None


class Sheet(msgspec.Struct, frozen=True):
    """A worksheet: its cells by (row, column), both from 0, its merged ranges, and rows and columns not shown.

    Blank cells need not be given. A merged range shows the text of its upper left cell.
    """

    name: str
    cells: Mapping[Position, SheetCell]
    merges: Sequence[Merge] = ()
    hidden_rows: Collection[int] = frozenset()
    hidden_columns: Collection[int] = frozenset()


class Box(msgspec.Struct, frozen=True):
    """A cell as shown: its corners among the visible rows and columns (the last ones inclusive), and its name."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    doubt: str | None
    name: str


def boxes(sheet: Sheet) -> tuple[list[Box], bool]:
    """The cells as shown, row by row, and whether something is written in rows or columns that are not shown."""
    if not sheet.cells:
        return [], False
    rows, columns = Axis(sheet.hidden_rows), Axis(sheet.hidden_columns)
    merges: dict[Position, Merge] = {}
    covered = _Covered()
    for merge in _clipped(sheet):
        if merge[:2] not in covered:
            merges[merge[:2]] = merge
            covered.add(merge)
    found, hidden = [], False
    for at, cell in _with_blanks(sheet.cells, merges):
        if at in covered:
            continue
        merge = merges.get(at, at + at)
        corners = _shown(merge, rows, columns) if rows.hides or columns.hides else merge
        if corners is None:
            hidden = hidden or bool(cell.text)
        else:
            found.append(Box(*corners, trim(cell.text), cell.doubt, cell_name(*at)))
    found.sort(key=_reading_order)
    return found, hidden


def _reading_order(box: Box) -> Position:
    return box.row, box.column


def _shown(merge: Merge, rows: Axis, columns: Axis) -> Merge | None:
    """The range among the visible rows and columns; None when nothing of it is visible."""
    top, left = rows.first_shown(merge[0], merge[2]), columns.first_shown(merge[1], merge[3])
    if top is None or left is None:
        return None
    return rows.visible(top), columns.visible(left), rows.visible(merge[2] + 1) - 1, columns.visible(merge[3] + 1) - 1


def _with_blanks(
    cells: Mapping[Position, SheetCell], merges: Mapping[Position, Merge]
) -> Iterator[tuple[Position, SheetCell]]:
    yield from cells.items()
    yield from ((at, SheetCell("")) for at in merges if at not in cells)


def _clipped(sheet: Sheet) -> list[Merge]:
    """The parts of merged ranges, of more cells than one, that lie where the sheet has something."""
    last_row, last_column = (max(position[axis] for position in sheet.cells) for axis in (0, 1))
    within = ((top, left, min(bottom, last_row), min(right, last_column)) for top, left, bottom, right in sheet.merges)
    return sorted(
        {merge for merge in within if merge[0] <= merge[2] and merge[1] <= merge[3] and merge[:2] != merge[2:]}
    )


class _Covered:
    """The positions that lie under a merged range without being its corner."""

    def __init__(self) -> None:
        self._positions: set[Position] = set()
        self._wide: list[Merge] = []

    def add(self, merge: Merge) -> None:
        top, left, bottom, right = merge
        if (bottom - top + 1) * (right - left + 1) + len(self._positions) <= _MOST_COVERED:
            self._positions.update(product(range(top, bottom + 1), range(left, right + 1)))
            self._positions.discard((top, left))
        elif len(self._wide) < _MOST_WIDE:
            self._wide.append(merge)

    def __contains__(self, at: Position) -> bool:
        if at in self._positions or not self._wide:
            return at in self._positions
        row, column = at
        return any(
            top <= row <= bottom and left <= column <= right and at != (top, left)
            for top, left, bottom, right in self._wide
        )


class Axis:
    """Rows or columns without those that are hidden."""

    def __init__(self, hidden: Collection[int]) -> None:
        self.hides = bool(hidden)
        self._hidden = sorted(hidden)
        self._all = frozenset(hidden)
        self._shown_before = [number - order for order, number in enumerate(self._hidden)]

    def visible(self, number: int) -> int:
        """Its place among the visible ones; a hidden one has that of the next visible."""
        return number - bisect_left(self._hidden, number) if self._hidden else number

    def original(self, visible: int) -> int:
        """The reverse of `visible`."""
        return visible + bisect_right(self._shown_before, visible)

    def first_shown(self, number: int, last: int) -> int | None:
        """The first number up to `last` that is not hidden."""
        while number <= last and number in self._all:
            number += 1
        return number if number <= last else None
