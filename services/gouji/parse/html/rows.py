"""Rows of a table that a page writes as lists, one `<ul>` a row and one `<li>` a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from gouji.parse.grid import Drawing, Drawn
from gouji.parse.html.article import Text
from gouji.parse.pieces import Content, width

_FEWEST_CELLS, _FEWEST_ROWS, _LONGEST_CELL, _MOST_CELLS = 3, 3, 40, 30
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?|[/—-]|")


class OpenRow:
    """A list being read that may turn out to be a row; `above` is the list around it."""

    def __init__(self, contents: list[Content], above: OpenRow | None) -> None:
        self.above = above
        self._contents = contents
        self._start = len(contents)
        self._items: list[int] = []

    def item(self, contents: list[Content]) -> None:
        """An item begins."""
        if contents is self._contents:
            self._items.append(len(contents))

    def drawing(self, contents: list[Content]) -> Drawing | None:
        """The row, put in place of its texts; None when the list is no row of short texts."""
        if contents is not self._contents or not _FEWEST_CELLS <= len(self._items) <= _MOST_CELLS:
            return None
        ends = [*self._items[1:], len(contents)]
        cells = [contents[start:end] for start, end in zip(self._items, ends, strict=True)]
        short = all(
            len(cell) <= 1 and all(isinstance(one, str) and len(one) <= _LONGEST_CELL for one in cell) for cell in cells
        )
        if not short or self._items[0] != self._start or not any(cells):
            return None
        drawing = Drawing(tuple(Drawn(0, column, 1, 1, tuple(cell)) for column, cell in enumerate(cells)))
        contents[self._start :] = [drawing]
        return drawing

    @staticmethod
    def first_text(drawing: Drawing, last: int) -> int:
        """The ordinal of the first text in the row; `last` when there is none."""
        return min((one.at for cell in drawing.cells for one in cell.contents if isinstance(one, Text)), default=last)


def gathered(contents: Iterable[Content], boxes: Mapping[int, Drawing]) -> list[Content]:
    """The contents with rows of boxes that follow each other, in no table of their own, as the one that they draw."""
    found: list[Content] = []
    rows: list[Drawing] = []
    for content in contents:
        if boxes.get(id(content)) is not None and isinstance(content, Drawing):
            rows.append(content)
            continue
        found += _drawn(rows)
        rows = []
        found.append(_within(content, boxes))
    return [*found, *_drawn(rows)]


def _drawn(rows: list[Drawing]) -> list[Content]:
    if len(rows) < 2:  # noqa: PLR2004 - one row is what it is
        return list(rows)
    cells = tuple(msgspec.structs.replace(cell, row=at) for at, row in enumerate(rows) for cell in row.cells)
    even = len({width(row) for row in rows if row.cells}) == 1
    return [Drawing(cells, even or any(cell.colspan > 1 for cell in cells))]


def _within(content: Content, boxes: Mapping[int, Drawing]) -> Content:
    if not boxes or not isinstance(content, Drawing):
        return content
    if not any(isinstance(one, Drawing) for cell in content.cells for one in cell.contents):
        return content
    cells = (msgspec.structs.replace(cell, contents=tuple(gathered(cell.contents, boxes))) for cell in content.cells)
    return Drawing(tuple(cells), content.spans_known)


def settled(contents: Iterable[Content], rows: Mapping[int, Drawing]) -> list[Content]:
    """The contents with rows that make a table as one, and all other lists as the texts that they are."""
    found: list[Content] = []
    waiting: list[Drawing] = []
    for content in contents:
        row = rows.get(id(content))
        if row is not None and waiting and width(waiting[-1]) != width(row):
            found += _table(waiting)
            waiting = []
        if row is not None:
            waiting.append(row)
            continue
        found += _table(waiting)
        waiting = []
        found.append(_inner(content, rows) if isinstance(content, Drawing) else content)
    return [*found, *_table(waiting)]


def _inner(table: Drawing, rows: Mapping[int, Drawing]) -> Drawing:
    if not any(isinstance(one, Drawing) for cell in table.cells for one in cell.contents):
        return table
    cells = (msgspec.structs.replace(cell, contents=tuple(settled(cell.contents, rows))) for cell in table.cells)
    return Drawing(tuple(cells), table.spans_known)


def _table(rows: list[Drawing]) -> Iterator[Content]:
    figures = [_FIGURE.fullmatch(_text(cell)) is not None for row in rows[1:] for cell in row.cells[1:]]
    if len(rows) >= _FEWEST_ROWS and sum(figures) * 2 >= len(figures):
        yield Drawing(tuple(msgspec.structs.replace(cell, row=at) for at, row in enumerate(rows) for cell in row.cells))
        return
    for row in rows:
        for cell in row.cells:
            yield from cell.contents


def _text(cell: Drawn) -> str:
    return "".join(one for one in cell.contents if isinstance(one, str))
