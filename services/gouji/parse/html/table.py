"""An HTML table while it is read: rows in groups, cells placed around the spans of those above."""

from __future__ import annotations

import msgspec

from gouji.parse.grid import Drawing, Drawn, bounded, span

#: The HTML standard's limits; larger values are cut down to them by every browser.
_MOST_COLSPAN, _MOST_ROWSPAN = 1000, 65534
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


class _Written(msgspec.Struct, frozen=True):
    """A cell as its tag writes it; rowspan 0 means: to the end of its group."""

    rowspan: int
    colspan: int
    contents: list[str | Drawing]


class _Group(msgspec.Struct, frozen=True):
    """The rows of a thead, tbody or tfoot; a span never leaves its group."""

    order: int
    rows: list[list[_Written]]


class OpenTable:
    """The table being read; `around` is what the table stands in."""

    def __init__(self, around: list[str | Drawing]) -> None:
        self.around = around
        self._groups: list[_Group] = []

    def open_group(self, tag: str) -> None:
        self._groups.append(_Group(_ORDER[tag], []))

    def open_row(self) -> None:
        if not self._groups:
            self.open_group("tbody")
        self._groups[-1].rows.append([])

    def open_cell(self, rowspan: str | None, colspan: str | None) -> list[str | Drawing]:
        """The list that takes what the cell holds."""
        if not self._groups or not self._groups[-1].rows:
            self.open_row()
        tall = 0 if (rowspan or "").strip() == "0" else span(rowspan, _MOST_ROWSPAN)
        cell = _Written(tall, span(colspan, _MOST_COLSPAN), [])
        self._groups[-1].rows[-1].append(cell)
        return cell.contents

    def drawing(self) -> Drawing:
        """All cells at their places, heads first and feet last wherever they were written."""
        cells: list[Drawn] = []
        first = 0
        for group in sorted(self._groups, key=lambda group: group.order):
            _place(group.rows, first, cells)
            first += len(group.rows)
        return Drawing(tuple(cells))


def _place(rows: list[list[_Written]], first: int, cells: list[Drawn]) -> None:
    taken: dict[int, int] = {}  # column → first row below the cell that hangs into it
    for row, written in enumerate(rows):
        column = 0
        for cell in written:
            while taken.get(column, 0) > row:
                column += 1
            wide = bounded(first + row, column, cell.colspan)
            tall = min(cell.rowspan or len(rows), len(rows) - row)
            cells.append(Drawn(first + row, column, tall, wide, tuple(cell.contents)))
            if tall > 1:
                taken |= dict.fromkeys(range(column, column + wide), row + tall)
            column += wide
