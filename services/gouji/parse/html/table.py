"""An HTML table while it is read: rows in groups, cells placed around the spans of those above."""

from __future__ import annotations

from itertools import chain

import msgspec

from gouji.parse.grid import MOST_COLUMNS, Drawing, Drawn, bounded, span
from gouji.parse.pieces import Content

#: The HTML standard's limits; larger values are cut down to them by every browser.
_MOST_COLSPAN, _MOST_ROWSPAN = 1000, 65534
#: Positions that the cells of a grid box cover; those of a report cover a few hundred.
_MOST_COVERED = 50_000
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


class _Written(msgspec.Struct, frozen=True):
    """A cell as its tag writes it; rowspan 0 means: to the end of its group."""

    rowspan: int
    colspan: int
    contents: list[Content]
    apart: bool = False


def _unmerged(cell: _Written) -> list[_Written]:
    """A text over blank cells, which Excel saves as one wide cell (`mso-ignore:colspan`), and those cells."""
    if not cell.apart:
        return [cell]
    blank = [_Written(cell.rowspan, 1, []) for _ in range(min(cell.colspan, MOST_COLUMNS) - 1)]
    return [_Written(cell.rowspan, 1, cell.contents), *blank]


class _Group(msgspec.Struct, frozen=True):
    """The rows of a thead, tbody or tfoot; a span never leaves its group."""

    order: int
    rows: list[list[_Written]]


class OpenTable:
    """The table being read; `around` is what the table stands in.

    `boxes`: it is made of boxes drawn as one. They cannot merge, so that nothing tells which columns a row leaves out.
    """

    def __init__(self, around: list[Content], *, boxes: bool = False) -> None:
        self.around = around
        self._boxes = boxes
        self._groups: list[_Group] = []

    def open_group(self, tag: str) -> None:
        self._groups.append(_Group(_ORDER[tag], []))

    def open_row(self) -> None:
        if not self._groups:
            self.open_group("tbody")
        self._groups[-1].rows.append([])

    def open_cell(self, rowspan: str | None, colspan: str | None, *, apart: bool = False) -> list[Content]:
        """The list that takes what the cell holds; `apart`: its columns are cells of their own."""
        if not self._groups or not self._groups[-1].rows:
            self.open_row()
        tall = 1 if rowspan is None else 0 if rowspan.strip() == "0" else span(rowspan, _MOST_ROWSPAN)
        cell = _Written(tall, 1 if colspan is None else span(colspan, _MOST_COLSPAN), [], apart)
        self._groups[-1].rows[-1].append(cell)
        return cell.contents

    def drawing(self) -> Drawing:
        """All cells at their places, heads first and feet last wherever they were written."""
        cells: list[Drawn] = []
        first = 0
        for group in sorted(self._groups, key=lambda group: group.order):
            _place(group.rows, first, cells)
            first += len(group.rows)
        return Drawing(tuple(cells), not (self._boxes and self._is_ragged()))

    def _is_ragged(self) -> bool:
        """Whether rows are of different lengths, and no cell says that it is wider or taller than others."""
        rows = [row for group in self._groups for row in group.rows]
        merged = any(cell.rowspan != 1 or cell.colspan != 1 for row in rows for cell in row)
        return not merged and len({len(row) for row in rows if row}) > 1


def _place(rows: list[list[_Written]], first: int, cells: list[Drawn]) -> None:
    taken: dict[int, int] = {}  # column → first row below the cell that hangs into it
    for row, written in enumerate(rows):
        column = 0
        for cell in chain.from_iterable(map(_unmerged, written)) if any(one.apart for one in written) else written:
            while taken.get(column, 0) > row:
                column += 1
            wide = bounded(first + row, column, cell.colspan)
            tall = min(cell.rowspan or len(rows), len(rows) - row)
            cells.append(Drawn(first + row, column, tall, wide, tuple(cell.contents)))
            if tall > 1:
                taken |= dict.fromkeys(range(column, column + wide), row + tall)
            column += wide


class OpenGrid(OpenTable):
    """A box of grid layout being read: its children are cells, put row by row into the columns that it has."""

    def __init__(self, around: list[Content], columns: int) -> None:
        super().__init__(around)
        self._columns = min(columns, MOST_COLUMNS)
        self._cells: list[_Written] = []

    def open_child(self, tall: int, wide: int) -> list[Content]:
        """The list that takes what the next child holds; a span of 0 is a place of its own, which is not followed."""
        if not tall or not wide or wide > self._columns:
            self._columns = 0
        self._cells.append(_Written(min(tall, MOST_COLUMNS), wide, []))
        return self._cells[-1].contents

    def drawing(self) -> Drawing:
        """The cells at their places; a list of one column where the places are not known."""
        if not self._columns or sum(cell.rowspan * cell.colspan for cell in self._cells) > _MOST_COVERED:
            return Drawing(tuple(Drawn(row, 0, 1, 1, tuple(one.contents)) for row, one in enumerate(self._cells)))
        cells: list[Drawn] = []
        taken: set[tuple[int, int]] = set()
        row = column = 0
        for cell in self._cells:
            while not self._fits(row, column, cell.colspan, taken):
                row, column = (row, column + 1) if column + 1 < self._columns else (row + 1, 0)
            bounded(row, column, cell.colspan)
            taken |= {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            cells.append(Drawn(row, column, cell.rowspan, cell.colspan, tuple(cell.contents)))
        return Drawing(tuple(cells))

    def _fits(self, row: int, column: int, wide: int, taken: set[tuple[int, int]]) -> bool:
        across = range(column, column + wide)
        return column + wide <= self._columns and taken.isdisjoint((row, one) for one in across)
