"""A Word table → its drawing: merged cells by `gridSpan`, `vMerge` and `hMerge`, shifted rows by `gridBefore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from gouji.parse.docx.names import VAL, Element, W, child, number, value
from gouji.parse.docx.runs import WRAPPERS
from gouji.parse.grid import MOST_COLUMNS, Drawing, Drawn, bounded, span

Reader = Callable[[Element], list[str | Drawing]]


class _Placed(msgspec.Struct, frozen=True):
    """A cell in its row, horizontal merging done; `merge` is `restart`, `continue` or None."""

    column: int
    colspan: int
    merge: str | None
    element: Element


def drawing(table: Element, read: Reader) -> Drawing:
    """The table as drawn; `read` gives what a cell holds."""
    cells: list[Drawn] = []
    hanging: dict[int, int] = {}  # column → index of the cell that goes on below
    for row, element in enumerate(_rows(table)):
        still: dict[int, int] = {}
        for placed in _placed(element, row):
            above = hanging.get(placed.column) if placed.merge == "continue" else None
            if above is not None and cells[above].colspan == placed.colspan:
                cells[above] = msgspec.structs.replace(cells[above], rowspan=cells[above].rowspan + 1)
                still[placed.column] = above
                continue
            if placed.merge:
                still[placed.column] = len(cells)
            cells.append(Drawn(row, placed.column, 1, placed.colspan, tuple(read(placed.element))))
        hanging = still
    return Drawing(_in_reading_order(cells))


def _in_reading_order(cells: list[Drawn]) -> tuple[Drawn, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _rows(table: Element) -> Iterator[Element]:
    for row in unwrapped(table, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is None and child(properties, "hidden") is None:
            yield row


def _placed(row: Element, ordinal: int) -> list[_Placed]:
    placed: list[_Placed] = []
    column = min(max(number(value(child(row, "trPr"), "gridBefore")) or 0, 0), MOST_COLUMNS)
    for cell in unwrapped(row, "tc"):
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        wide = bounded(ordinal, column, span(value(properties, "gridSpan"), MOST_COLUMNS))
        if placed and _merge(properties, "hMerge") == "continue":
            placed[-1] = msgspec.structs.replace(placed[-1], colspan=placed[-1].colspan + wide)
        else:
            placed.append(_Placed(column, wide, _merge(properties, "vMerge"), cell))
        column += wide
    return placed


def _merge(properties: Element | None, name: str) -> str | None:
    """A merge element without a value goes on with the cell before."""
    found = child(properties, name)
    return None if found is None else found.get(VAL) or "continue"


def unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """The children with this name, also those within content controls and the like."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in WRAPPERS:
            yield from unwrapped(element, name)
