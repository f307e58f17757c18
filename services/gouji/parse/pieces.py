"""Tables that were drawn in pieces, put together: one behind the other, or small ones in the cells of a large one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from gouji.parse.characters import trim
from gouji.parse.grid import Drawing, Drawn, PageStart

Content = str | Drawing | PageStart

#: Narrower tables that follow each other are lists and frames.
_FEWEST_COLUMNS = 3
#: A table with a longer text in a cell arranges a page.
_LONGEST_LABEL = 60


def joined(contents: Iterable[Content]) -> list[Content]:
    """The contents with tables of one width made one where nothing stands between them."""
    found: list[Content] = []
    between: list[Content] = []
    for content in contents:
        if isinstance(content, PageStart) or (isinstance(content, str) and not trim(content)):
            between.append(content)
            continue
        last = found[-1] if found else None
        if isinstance(content, Drawing) and isinstance(last, Drawing) and _goes_on(last, content):
            found[-1] = _below(last, content)
        else:
            found += [*between, content]
        between = []
    return [*found, *between]


def _goes_on(before: Drawing, table: Drawing) -> bool:
    same = width(before) == width(table) >= _FEWEST_COLUMNS
    return same and not _holds_tables(before) and not _holds_tables(table)


def _holds_tables(table: Drawing) -> bool:
    return any(isinstance(content, Drawing) for cell in table.cells for content in cell.contents)


def _below(upper: Drawing, lower: Drawing) -> Drawing:
    first = height(upper)
    moved = (msgspec.structs.replace(cell, row=cell.row + first) for cell in lower.cells)
    return Drawing((*upper.cells, *moved), upper.spans_known and lower.spans_known)


def spliced(table: Drawing) -> Drawing:
    """The table with the small tables that fill its cells as cells of its own, where that can be said exactly.

    A column whose cells hold tables of one row and as many cells each becomes that many columns; a cell over the whole
    width whose table is as wide becomes its rows. All other tables stay as they are.
    """
    holding = [cell for cell in table.cells if _holds_tables(Drawing((cell,)))]
    if (
        not holding
        or not table.spans_known
        or len(holding) == len(table.cells)
        or any(_long(cell) for cell in table.cells)
    ):
        return table
    inner = {(cell.row, cell.column): found for cell in holding if (found := _only_table(cell))}
    if len(inner) < len(holding) or width(table) == 1:
        return table
    columns = _columns(table, holding, inner)
    if columns is None:
        return table
    rows = [1] * height(table)
    for cell in holding:
        rows[cell.row] = max(rows[cell.row], height(inner[cell.row, cell.column]))
    placed = _spread(table, inner, _edges(rows), _edges(columns))
    return Drawing(tuple(sorted(placed, key=lambda cell: (cell.row, cell.column))))


def _only_table(cell: Drawn) -> Drawing | None:
    """The table that is all that a cell holds; None when it holds anything else, or that one holds tables itself."""
    held = [
        content
        for content in cell.contents
        if isinstance(content, Drawing) or (isinstance(content, str) and trim(content))
    ]
    only = held[0] if len(held) == 1 else None
    return only if isinstance(only, Drawing) and only.cells and not _holds_tables(only) else None


def _long(cell: Drawn) -> bool:
    return sum(len(content) for content in cell.contents if isinstance(content, str)) > _LONGEST_LABEL


def _columns(table: Drawing, holding: list[Drawn], inner: dict[tuple[int, int], Drawing]) -> list[int] | None:
    """How many columns each column becomes; None when the small tables do not say the same."""
    whole = width(table)
    columns = [0] * whole
    across = [cell for cell in holding if cell.column == 0 and cell.colspan == whole]
    beside = [cell for cell in holding if cell.column or cell.colspan < whole]
    for cell in beside:
        small = inner[cell.row, cell.column]
        if cell.colspan > 1 or cell.rowspan > 1 or height(small) > 1 or columns[cell.column] not in (0, width(small)):
            return None
        columns[cell.column] = width(small)
    if 1 in Counter(cell.column for cell in beside).values():
        return None
    columns = [count or 1 for count in columns]
    fitting = all(width(inner[cell.row, 0]) == sum(columns) and cell.rowspan == 1 for cell in across)
    return columns if fitting else None


def _edges(shares: list[int]) -> list[int]:
    """Where each old row or column begins among the new ones, and behind the last where all end."""
    return [0, *accumulate(shares)]


def _spread(
    table: Drawing, inner: dict[tuple[int, int], Drawing], rows: list[int], columns: list[int]
) -> Iterator[Drawn]:
    for cell in table.cells:
        top, left = rows[cell.row], columns[cell.column]
        if small := inner.get((cell.row, cell.column)):
            for one in small.cells:
                yield msgspec.structs.replace(one, row=top + one.row, column=left + one.column)
            continue
        tall = rows[min(cell.row + cell.rowspan, len(rows) - 1)] - top
        wide = columns[min(cell.column + cell.colspan, len(columns) - 1)] - left
        yield msgspec.structs.replace(cell, row=top, column=left, rowspan=tall, colspan=wide)


def width(table: Drawing) -> int:
    """How many columns the table is wide."""
    return max((cell.column + cell.colspan for cell in table.cells), default=0)


def height(table: Drawing) -> int:
    return max((cell.row + cell.rowspan for cell in table.cells), default=0)
