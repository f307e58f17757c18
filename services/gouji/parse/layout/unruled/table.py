"""Rows of figures with the headings above them and the labels beside them → a table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gouji.parse.characters import rejoin
from gouji.parse.layout.cells import Piece, Spot, doubt_of
from gouji.parse.layout.sequel import is_figure
from gouji.parse.layout.unruled.chunks import Chunk, Row
from gouji.parse.layout.unruled.columns import Columns, columns_of, widened
from gouji.parse.layout.unruled.heads import heads, spots
from gouji.parse.layout.unruled.labels import Block, labels

#: For hostile files; the widest official table has 15 columns.
MOST_VALUES = 60

_HEADINGS = "没有表格线，分不清上面的表头各管哪几列；请对照原件核对"
_TWO_COLUMNS = "没有表格线，分不清这个数字属于哪一列；请对照原件核对"


class Line(msgspec.Struct):
    """A row of the table to be: its labels, its figures by column, and the columns with figures off its line."""

    labels: list[Block]
    values: dict[int, list[Chunk]]
    page: int
    loose: set[int] = set()


def table(head: Sequence[Row], body: Sequence[Row]) -> Piece | None:
    """The table; None when the rows stand in no columns."""
    columns = columns_of([row for row in body if row.is_data])
    if columns is None:
        return None
    over = [chunk for row in head for chunk in row.chunks if not columns.is_label(chunk)]
    columns = widened(columns, over)
    if len(columns.values) > MOST_VALUES:
        return None
    corner = [chunk for row in head for chunk in row.chunks if columns.is_label(chunk)]
    beside = [chunk for row in body for chunk in row.chunks if columns.is_label(chunk)]
    lines, wide = _lines(body, beside, columns)
    page = (head or body)[0].line.page
    tops, sure = heads(over, columns) if over else ([], True)
    found = spots(tops, wide, page)
    depth = max((spot.row + spot.rowspan for spot in found), default=0)
    if depth and wide:
        found.append(Spot(0, 0, depth, wide, rejoin(chunk.text for chunk in corner), page))
    for number, line in enumerate(lines):
        cells = _cells(line, depth + number, wide, len(columns.values))
        found += cells if sure else map(_unsure, cells)
    xs = (*(float(number) for number in range(wide)), *(span.left for span in columns.values), columns.values[-1].right)
    return Piece(tuple(_grouped(found, wide)), xs, 0.0, 0.0, page, body[-1].line.page)


def _lines(body: Sequence[Row], beside: Sequence[Chunk], columns: Columns) -> tuple[list[Line], int]:
    data = [row for row in body if row.is_data]
    blocks, wide = labels(beside, [row.y for row in data])
    named = {block.column for block in blocks if block.row is not None}
    lines = [Line([], {}, row.line.page) for row in data]
    extra: list[tuple[float, Line]] = []
    for block in blocks:
        if block.row is not None:
            lines[block.row].labels.append(block)
    for block in (block for block in blocks if block.row is None):
        if block.column in named and block.numbered and not _is_of_group(block, data, lines):
            extra.append((block.top, Line([block], {}, block.lines[0].page)))
        else:
            nearest = min(range(len(data)), key=lambda row: abs(data[row].y - block.top))
            lines[nearest].labels.append(block)
    for row in body:
        line = min(zip(data, lines, strict=True), key=lambda pair: abs(pair[0].y - row.y))[1]
        for chunk in row.chunks:
            if not columns.is_label(chunk):
                for column in columns.under(chunk):
                    line.values.setdefault(column, []).append(chunk)
                    if not row.is_data:
                        line.loose.add(column)
    ordered = [*zip((row.y for row in data), lines, strict=True), *extra]
    ordered.sort(key=lambda item: item[0])
    return [line for _, line in ordered], wide


def _is_of_group(block: Block, data: Sequence[Row], lines: Sequence[Line]) -> bool:
    """Whether a label is that of a group: figures beside it that others name, labels right of it on the next row."""
    nearest = min(range(len(data)), key=lambda row: abs(data[row].y - (block.top + block.bottom) / 2))
    return block.grouping or any(
        other.row == nearest and other.column > block.column for other in lines[nearest].labels
    )


def _unsure(spot: Spot) -> Spot:
    return msgspec.structs.replace(spot, doubt=spot.doubt or _HEADINGS) if is_figure(spot.text) else spot


def _cells(line: Line, row: int, wide: int, count: int) -> list[Spot]:
    """The cells of a row: labels as wide as the room behind them, a blank cell where no figure stands."""
    starts = sorted({block.column for block in line.labels})
    found = []
    for column, end in zip(starts, [*starts, wide][1:], strict=False):
        blocks = [block for block in line.labels if block.column == column]
        text = rejoin(block.text for block in blocks)
        doubt = next((block.doubt for block in blocks if block.doubt), None)
        found.append(Spot(row, column, 1, end - column, text, blocks[0].lines[0].page, doubt=doubt))
    if wide and not starts:
        found.append(Spot(row, 0, 1, wide, "", line.page))
    seen: set[int] = set()
    for number in range(count):
        chunks = line.values.get(number, [])
        doubt = doubt_of([chunk.written for chunk in chunks])
        if number in line.loose or len(chunks) > 1 or any(id(chunk) in seen for chunk in chunks):
            doubt = doubt or _TWO_COLUMNS
        text = rejoin(chunk.text for chunk in chunks if id(chunk) not in seen)
        seen |= {id(chunk) for chunk in chunks}
        found.append(Spot(row, wide + number, 1, 1, text, line.page, doubt=doubt))
    return found


def _grouped(found: Sequence[Spot], wide: int) -> list[Spot]:
    """Labels of groups of rows reach down to the next cell that stands as far left."""
    whole: list[Spot] = []
    for spot in found:
        if spot.column >= wide or spot.rowspan > 1 or spot.column + spot.colspan == wide:
            whole.append(spot)
            continue
        below = [other.row for other in found if other.row > spot.row and other.column <= spot.column < wide]
        end = min(below, default=max(other.row for other in found) + 1)
        whole.append(msgspec.structs.replace(spot, rowspan=end - spot.row))
    return whole
