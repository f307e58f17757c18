"""What of a worksheet is shown: merged ranges as one cell, hidden rows and columns left out, names as on the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

import msgspec

from gouji.parse.characters import trim

Position = tuple[int, int]
#: First row, first column, last row, last column, all inclusive and from 0.
Merge = tuple[int, int, int, int]


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


def cell_name(row: int, column: int) -> str:
    """The name that a spreadsheet shows for a row and a column, both from 0: (4, 2) is C5."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def hidden_text(sheet: Sheet) -> bool:
    """Whether something is written in rows or columns that are not shown."""
    merged = {merge[:2]: merge for merge in sheet.merges}
    return any(
        cell.text and (row in sheet.hidden_rows or column in sheet.hidden_columns) and not _peeps_out(sheet, merge)
        for (row, column), cell in sheet.cells.items()
        for merge in [merged.get((row, column), (row, column, row, column))]
    )


class Axis:
    """Rows or columns without those that are hidden."""

    def __init__(self, hidden: Collection[int]) -> None:
        self._hidden = sorted(hidden)
        self._all = frozenset(hidden)
        self._shown_before = [number - order for order, number in enumerate(self._hidden)]

    def visible(self, number: int) -> int:
        """Its place among the visible ones; a hidden one has that of the next visible."""
        return number - bisect_left(self._hidden, number)

    def original(self, visible: int) -> int:
        """The reverse of `visible`."""
        return visible + bisect_right(self._shown_before, visible)

    def first_shown(self, number: int, last: int) -> int | None:
        """The first number up to `last` that is not hidden."""
        while number <= last and number in self._all:
            number += 1
        return number if number <= last else None


def _peeps_out(sheet: Sheet, merge: Merge) -> bool:
    rows, columns = Axis(sheet.hidden_rows), Axis(sheet.hidden_columns)
    return rows.first_shown(merge[0], merge[2]) is not None and columns.first_shown(merge[1], merge[3]) is not None


def boxes(sheet: Sheet) -> list[Box]:
    """The cells as shown, row by row; merged ranges first, so that what they cover is known."""
    if not sheet.cells:
        return []
    rows, columns = Axis(sheet.hidden_rows), Axis(sheet.hidden_columns)
    last_row, last_column = (max(position[axis] for position in sheet.cells) for axis in (0, 1))
    merges = sorted({_clipped(merge, last_row, last_column, sheet) for merge in sheet.merges})
    starts = {merge[:2]: merge for merge in merges if merge[:2] != merge[2:]}
    blank = SheetCell("")
    found = []
    for (row, column), cell in {**dict.fromkeys(starts, blank), **sheet.cells}.items():
        merge = starts.get((row, column), (row, column, row, column))
        top, left = rows.first_shown(row, merge[2]), columns.first_shown(column, merge[3])
        if top is None or left is None:
            continue
        found.append(
            Box(
                rows.visible(top),
                columns.visible(left),
                rows.visible(merge[2] + 1) - 1,
                columns.visible(merge[3] + 1) - 1,
                trim(cell.text),
                cell.doubt,
                cell_name(row, column),
            )
        )
    return sorted(found, key=lambda box: (box.row, box.column))


def _clipped(merge: Merge, last_row: int, last_column: int, sheet: Sheet) -> Merge:
    """The part of a merged range that holds something, or stands beside what does."""
    top, left, bottom, right = merge
    if sheet.cells.get((top, left), SheetCell("")).text:
        return top, left, max(min(bottom, last_row), top), max(min(right, last_column), left)
    return top, left, min(bottom, last_row), min(right, last_column)
