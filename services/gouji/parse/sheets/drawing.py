"""The boxes of one table → a table with every position, blank ones too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from gouji.errors import Unreadable
from gouji.model import GridCell, Place, Table
from gouji.parse.characters import lines, rejoin
from gouji.parse.sheets.shown import Axis, Box, Position, Sheet, cell_name

#: Positions of a table, blank ones included; the three tables of a report have 300.
_MOST_POSITIONS = 200_000


def table(boxes: Sequence[Box], sheet: Sheet, place: Place) -> Table:
    """Every position between the table's edges; columns that nothing begins in are left out."""
    filled = [box for box in boxes if box.text]
    left, right = min(box.column for box in filled), max(box.last_column for box in filled)
    grid = _Grid([box for box in boxes if left <= box.column <= right], right)
    rows, columns = Axis(sheet.hidden_rows), Axis(sheet.hidden_columns)
    cells = []
    for row in range(grid.height):
        for column, edge in enumerate(grid.edges):
            box = grid.box_at(row, column)
            at = msgspec.structs.replace(place, row=row + 1, column=column + 1)
            if box is None:
                name = cell_name(rows.original(row + grid.top), columns.original(edge))
                cells.append(GridCell(row, column, "", msgspec.structs.replace(at, cell=name)))
            elif grid.begins(box, row, column):
                at = msgspec.structs.replace(at, cell=box.name)
                text = rejoin(lines(box.text))
                cells.append(GridCell(row, column, text, at, *grid.spans(box), box.doubt))
    return Table(tuple(cells), place)


class _Grid:
    """The positions of a table and the boxes on them; of two boxes that overlap the earlier one stays."""

    def __init__(self, boxes: Sequence[Box], right: int) -> None:
        self.top = boxes[0].row
        self.height = max(box.row for box in boxes) - self.top + 1
        self.edges = sorted({box.column for box in boxes})
        self._right = right
        self._taken: dict[Position, Box] = {}
        budget = _MOST_POSITIONS
        if self.height * len(self.edges) > budget:
            raise _too_large()
        for box in boxes:
            (row, column), (height, width) = self._corner(box), self.spans(box)
            budget -= height * width
            if budget < 0:
                raise _too_large()
            span = [(row + down, column + across) for down in range(height) for across in range(width)]
            if self._taken.keys().isdisjoint(span):
                self._taken.update(dict.fromkeys(span, box))

    def box_at(self, row: int, column: int) -> Box | None:
        return self._taken.get((row, column))

    def begins(self, box: Box, row: int, column: int) -> bool:
        return self._corner(box) == (row, column)

    def spans(self, box: Box) -> tuple[int, int]:
        """Rows and columns that the box covers in this table."""
        row, column = self._corner(box)
        height = min(box.last_row - self.top + 1, self.height) - row
        return height, bisect_left(self.edges, min(box.last_column, self._right) + 1) - column

    def _corner(self, box: Box) -> Position:
        return box.row - self.top, bisect_left(self.edges, box.column)


def _too_large() -> Unreadable:
    return Unreadable("表格大得异常，不像年度报告的表格；请核对文件后重新投递")
