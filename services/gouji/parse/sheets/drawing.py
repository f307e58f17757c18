"""The boxes of one table → a table with every position, blank ones too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gouji.errors import Unreadable
from gouji.model import GridCell, Place, Table
from gouji.parse.characters import lines, rejoin
from gouji.parse.sheets.names import Position, cell_name
from gouji.parse.sheets.shown import Axis, Box, Sheet

#: Positions of a table, blank ones included; the three tables of a report have 300.
_MOST_POSITIONS = 200_000


class _Spanned(msgspec.Struct, frozen=True):
    """A box, with its corner and spans in the table's own rows and columns."""

    row: int
    column: int
    height: int
    width: int
    box: Box


def table(boxes: Sequence[Box], sheet: Sheet, place: Place) -> Table:
    """Every position between the table's edges; columns that nothing begins in are left out."""
    filled = [box for box in boxes if box.text]
    left, right = min(box.column for box in filled), max(box.last_column for box in filled)
    boxes = [box for box in boxes if left <= box.column <= right]
    top, edges = boxes[0].row, sorted({box.column for box in boxes})
    height = max(box.row for box in boxes) - top + 1
    if height * len(edges) > _MOST_POSITIONS:
        raise _too_large()
    taken = _taken(_spanned(boxes, edges, height, right))
    rows, columns = Axis(sheet.hidden_rows), Axis(sheet.hidden_columns)
    cells = []
    for row in range(height):
        for column, edge in enumerate(edges):
            here = taken.get((row, column))
            if here is None:
                name = cell_name(rows.original(row + top), columns.original(edge))
                cells.append(GridCell(row, column, "", _at(place, row, column, name)))
            elif here.row == row and here.column == column:
                box, at = here.box, _at(place, row, column, here.box.name)
                cells.append(GridCell(row, column, _text(box.text), at, here.height, here.width, box.doubt))
    return Table(tuple(cells), place)


def _spanned(boxes: Sequence[Box], edges: list[int], height: int, right: int) -> Iterator[_Spanned]:
    top, order = boxes[0].row, {edge: place for place, edge in enumerate(edges)}
    for box in boxes:
        row, column = box.row - top, order[box.column]
        if box.last_row == box.row and box.last_column == box.column:
            yield _Spanned(row, column, 1, 1, box)
        else:
            end = bisect_left(edges, min(box.last_column, right) + 1)
            yield _Spanned(row, column, min(box.last_row - top + 1, height) - row, end - column, box)


def _taken(boxes: Iterable[_Spanned]) -> dict[Position, _Spanned]:
    """The box on each position; of two that overlap the earlier one stays."""
    taken: dict[Position, _Spanned] = {}
    budget = _MOST_POSITIONS
    for box in boxes:
        if box.height == box.width == 1:
            taken.setdefault((box.row, box.column), box)
            continue
        budget -= box.height * box.width
        if budget < 0:
            raise _too_large()
        span = [
            (row, column)
            for row in range(box.row, box.row + box.height)
            for column in range(box.column, box.column + box.width)
        ]
        if taken.keys().isdisjoint(span):
            taken.update(dict.fromkeys(span, box))
    return taken


def _at(place: Place, row: int, column: int, name: str) -> Place:
    return Place(
        paragraph=place.paragraph, table=place.table, row=row + 1, column=column + 1, sheet=place.sheet, cell=name
    )


def _text(text: str) -> str:
    return rejoin(lines(text)) if "\n" in text or "\r" in text else text


def _too_large() -> Unreadable:
    return Unreadable("表格大得异常，不像年度报告的表格；请核对文件后重新投递")
