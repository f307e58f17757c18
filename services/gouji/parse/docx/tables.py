"""A Word table → its drawing: merged cells by `gridSpan`, `vMerge` and `hMerge`, shifted rows by `gridBefore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from gouji.parse.docx.names import VAL, WRAPPERS, Element, W, child, number, value
from gouji.parse.docx.pages import Content, Pages
from gouji.parse.docx.telling import Telling
from gouji.parse.grid import MOST_COLUMNS, Drawing, Drawn, bounded, span
from gouji.parse.pieces import spliced

_TRACKED = {"rest": "restart", "cont": "continue"}
_ROW, _CELL = f"{W}tr", f"{W}tc"


class _Placed(msgspec.Struct):
    """A cell in its row, horizontal merging done; `merge` is `restart`, `continue` or None."""

    column: int
    colspan: int
    merge: str | None
    element: Element


class _Growing(msgspec.Struct):
    """A cell that may go on in the rows below."""

    row: int
    column: int
    rowspan: int
    colspan: int
    contents: list[Content]


class Tables:
    """Draws tables; `read` gives what a cell holds. `met_hidden` tells whether a hidden row was passed over."""

    def __init__(self, read: Callable[[Element], list[Content]], telling: Telling, pages: Pages) -> None:
        self.met_hidden = False
        self._read = read
        self._telling = telling
        self._pages = pages

    def drawing(self, table: Element) -> Drawing:
        """The table as drawn."""
        cells: list[_Growing] = []
        hanging: dict[int, _Growing] = {}  # by column, the cells that may go on below
        for row, element in enumerate(self._rows(table)):  # hidden and deleted ones do not count
            still: dict[int, _Growing] = {}
            paged = self._pages.row()
            for placed in self._placed(element, row):
                above = hanging.get(placed.column) if placed.merge == "continue" else None
                if above is not None and above.colspan == placed.colspan:
                    above.rowspan += 1
                    still[placed.column] = above
                    continue
                contents = paged.cell(self._read(placed.element))
                cell = _Growing(row, placed.column, 1, placed.colspan, contents)
                if placed.merge:
                    still[placed.column] = cell
                cells.append(cell)
            paged.end()
            hanging = still
        whole = Drawing(
            tuple(Drawn(one.row, one.column, one.rowspan, one.colspan, tuple(one.contents)) for one in cells)
        )
        return spliced(whole)

    def _rows(self, table: Element) -> Iterator[Element]:
        for row in unwrapped(table, _ROW):
            properties = child(row, "trPr")
            if properties in self._telling:
                if child(properties, "hidden") is not None:
                    self.met_hidden = True
                    continue
                if child(properties, "del") is not None:
                    continue
            yield row

    def _placed(self, row: Element, ordinal: int) -> list[_Placed]:
        placed: list[_Placed] = []
        column = min(max(number(value(child(row, "trPr"), "gridBefore")) or 0, 0), MOST_COLUMNS)
        for cell in unwrapped(row, _CELL):
            properties = child(cell, "tcPr")
            if properties not in self._telling:
                placed.append(_Placed(column, bounded(ordinal, column, 1), None, cell))
                column += 1
                continue
            if child(properties, "cellDel") is not None:
                continue
            wide = bounded(ordinal, column, span(value(properties, "gridSpan"), MOST_COLUMNS))
            if placed and _merge(properties, "hMerge") == "continue":
                placed[-1].colspan += wide
            else:
                placed.append(_Placed(column, wide, _vertical(properties), cell))
            column += wide
        return placed


def _vertical(properties: Element | None) -> str | None:
    """How the cell is merged downwards; a merge or split that is tracked counts as accepted."""
    tracked = child(properties, "cellMerge")
    if tracked is not None:
        return _TRACKED.get(tracked.get(f"{W}vMerge") or "")
    return _merge(properties, "vMerge")


def _merge(properties: Element | None, name: str) -> str | None:
    """A merge element without a value goes on with the cell before."""
    found = child(properties, name)
    return None if found is None else found.get(VAL) or "continue"


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The children with this tag, also those within content controls and the like."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from unwrapped(element, tag)
