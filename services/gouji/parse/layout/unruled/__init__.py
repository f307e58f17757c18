"""Tables without ruling lines: columns from how the figures stand below one another, rows from how they stand in line.

What can be read in two ways gets a doubt; a line of prose is never made a row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from gouji.parse.layout.cells import Piece
from gouji.parse.layout.paragraphs import Line
from gouji.parse.layout.sequel import NUMBERED, is_figure
from gouji.parse.layout.unruled.chunks import Row, rows
from gouji.parse.layout.unruled.columns import Columns, columns_of
from gouji.parse.layout.unruled.table import MOST_VALUES, table

#: Lines between two rows of figures, and of headings above the first; a narrow column breaks labels into many lines.
_MOST_BETWEEN, _MOST_HEADS = 40, 16
#: Rows of figures that stand alone, without headings, are a table from this many on.
_FEWEST_ROWS = 3
#: Bounds for hostile files.
_MOST_ROWS = 300
_PROSE_ENDS = "。；！？"


def with_tables(lines: Sequence[Line]) -> Iterator[Line | Piece]:
    """The lines, those that make up a table replaced by it."""
    strip = rows(lines)
    at = 0
    for first, start, end in _extents(strip):
        found = table(strip[first:start], strip[start:end])
        if found is None:
            continue
        yield from (row.line for row in strip[at:first])
        yield found
        at = end
    yield from (row.line for row in strip[at:])


def _extents(strip: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Where tables stand: their first line, the first line of their body, the line behind their last."""
    data = deque(number for number, row in enumerate(strip) if row.is_data)
    behind = 0
    while data:
        group = [data.popleft()]
        columns = columns_of([strip[group[0]]])
        if columns is None or len(columns.values) > MOST_VALUES:
            continue
        while data and len(group) < _MOST_ROWS and _belongs(strip, group[-1], data[0], columns):
            group.append(data.popleft())
            columns = columns_of([strip[number] for number in group]) or columns
        first, start = _head(strip, group[0], behind, columns)
        end = _end(strip, group[-1], columns)
        headed = any(not columns.is_label(chunk) for row in strip[first:start] for chunk in row.chunks)
        if headed or (len(group) >= _FEWEST_ROWS and len(columns.values) > 1):
            yield first, start, end
            behind = end


def _belongs(strip: Sequence[Row], last: int, following: int, columns: Columns) -> bool:
    """Whether the next row of figures is of the same table: only labels in between, and its figures in its columns."""
    if following - last > _MOST_BETWEEN:
        return False
    between = strip[last + 1 : following]
    if not all(_is_inner(row, columns) for row in between):
        return False
    values = [chunk for chunk in strip[following].chunks if not columns.is_label(chunk)]
    return sum(any(span.touches(chunk) for span in columns.values) for chunk in values) * 2 >= len(values)


def _head(strip: Sequence[Row], data: int, behind: int, columns: Columns) -> tuple[int, int]:
    """The first line of the headings, and the first of the body: labels may begin above their figures."""
    start = data
    while start > behind and _is_label_line(strip[start - 1], columns) and _near(strip[start - 1], strip[start]):
        start -= 1
        if NUMBERED.match(strip[start].chunks[0].text):
            break
    first = start
    while first > behind and start - first < _MOST_HEADS and _is_head_line(strip[first - 1], columns):
        first -= 1
    return first, start if first < start else data


def _near(above: Row, below: Row) -> bool:
    return below.y - above.y < 2 * above.chunks[0].size


def _is_label_line(row: Row, columns: Columns) -> bool:
    return all(columns.is_label(chunk) for chunk in row.chunks)


def _is_head_line(row: Row, columns: Columns) -> bool:
    if row.figures or any(columns.crosses(chunk) for chunk in row.chunks):
        return False
    if len(row.chunks) > 1:
        return True
    text = row.chunks[0].text
    return not NUMBERED.match(text) and text[-1] not in _PROSE_ENDS


def _is_inner(row: Row, columns: Columns) -> bool:
    """A line that may stand between two rows: labels, or figures that a narrow cell broke."""
    return all(columns.is_label(chunk) or is_figure(chunk.text) for chunk in row.chunks)


def _end(strip: Sequence[Row], data: int, columns: Columns) -> int:
    """The line behind the table: the last label may go on below its figures."""
    end = data + 1
    while end < len(strip) and _is_inner(strip[end], columns) and _near(strip[end - 1], strip[end]):
        if NUMBERED.match(strip[end].chunks[0].text):
            break
        end += 1
    return end
