"""Worksheets → blocks: paragraphs and tables as a person sees them.

A sheet is sparse: what it costs is bounded by its filled cells, however far apart they stand and however much is
merged. `Sheet` and `SheetCell` are what a reader of any format makes of its worksheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from gouji.model import Block, Paragraph, Place
from gouji.parse import labels
from gouji.parse.characters import lines, trim
from gouji.parse.sheets import rows as shapes
from gouji.parse.sheets.column import as_text
from gouji.parse.sheets.drawing import table
from gouji.parse.sheets.names import Merge, cell_name
from gouji.parse.sheets.shown import Box, Sheet, SheetCell, boxes

__all__ = ["Merge", "Sheet", "SheetCell", "blocks", "cell_name"]

#: Blank rows that are drawn (they have borders) and kept behind a row with text: 表四 may be left blank.
_BLANK_ROWS = 1


def blocks(sheets: Iterable[Sheet], notes: list[str] | None = None) -> tuple[Block, ...]:
    """The paragraphs and tables of worksheets in order, each with its sheet, its cell's name and its ordinals.

    Rows with several filled cells are a table; a table ends at a blank row, at a heading or sentence alone in its row,
    and where another table stands beside it. What a reader should be told is added to `notes`.
    Raises Unreadable when a table is larger than any report needs.
    """
    found: list[Block] = []
    tables = 0
    for sheet in sheets:
        shown, hidden = boxes(sheet)
        if hidden and notes is not None:
            notes.append(f"工作表“{sheet.name}”有隐藏的行或列，其中的内容没有读取")
        if text := as_text(shown, sheet.name, found):
            tables += sum(not isinstance(block, Paragraph) for block in text)
            found += text
            continue
        for part in _parts(shown):
            place = Place(paragraph=len(found) + 1, sheet=sheet.name)
            if isinstance(part, Box):
                place = msgspec.structs.replace(place, cell=part.name)
                for line in filter(None, map(trim, lines(part.text))):
                    found.append(Paragraph(line, msgspec.structs.replace(place, paragraph=len(found) + 1)))
            else:
                tables += 1
                place = msgspec.structs.replace(place, table=tables, cell=part[0].name)
                found.append(table(part, sheet, place))
    return tuple(found)


def _parts(cells: Sequence[Box]) -> Iterator[Box | list[Box]]:
    """Paragraphs, and tables as the boxes that make them up."""
    for band in _bands(cells):
        rows = _rows(band)
        tabular = [index for index, row in enumerate(rows) if shapes.is_tabular(_texts(row))] or [len(rows)]
        run: list[list[Box]] = []
        reach = -1
        for index, row in enumerate(rows):
            inside, behind = tabular[0] < index < tabular[-1], index > tabular[0]
            if row[0].row > reach and shapes.is_prose(_texts(row), inside=inside, behind=behind):
                yield from _tables(run)
                run = []
                yield from _paragraphs([box for box in row if box.text])
            else:
                run.append(row)
            reach = max(reach, *(box.last_row for box in row if box.text), -1)
        yield from _tables(run)


def _paragraphs(row: Sequence[Box]) -> Iterator[Box]:
    if shapes.is_numbered(_texts(row)):
        yield msgspec.structs.replace(row[0], text=row[0].text + row[1].text)
    else:
        yield from row


def _texts(row: Sequence[Box]) -> list[str]:
    return [box.text for box in row]


def _rows(cells: Sequence[Box]) -> list[list[Box]]:
    rows: dict[int, list[Box]] = {}
    for box in cells:
        rows.setdefault(box.row, []).append(box)
    return list(rows.values())


def _bands(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """Runs of rows without a blank one between them; what is merged downward holds its rows together."""
    band: list[Box] = []
    end, blank_rows = -1, 0
    for row in _rows(cells):
        filled = [box for box in row if box.text]
        drawn = row[0].row == end + 1 and len(row) > 1 and blank_rows < _BLANK_ROWS
        if not filled and not drawn:
            continue
        if band and row[0].row > end + 1:
            yield band
            band = []
        blank_rows = 0 if filled else blank_rows + 1
        band += row
        end = max(end, row[0].row, *(box.last_row for box in filled))
    if band:
        yield band


def _tables(rows: Sequence[list[Box]]) -> Iterator[Box | list[Box]]:
    """The tables of a run of rows; side by side when each is one by itself."""
    cells = [box for row in rows for box in row]
    if not any(box.text for box in cells):
        return
    sides = _side_by_side(cells)
    if len(sides) > 1 and all(map(_is_table, sides)):
        for side in sides:
            yield from _parts(side)
        return
    notes = _beside(sides)
    yield [box for side in sides if side not in notes for box in side]
    for side in notes:
        yield from (box for box in side if box.text)


def _beside(sides: Sequence[list[Box]]) -> list[list[Box]]:
    """What stands apart beside an official table without a word or a border of it: who filled it in, a check sum."""
    if not any(_is_table(side) and any(map(labels.is_official, filter(None, _texts(side)))) for side in sides):
        return []
    return [
        side
        for before, side in pairwise(sides)
        if min(box.column for box in side) > max(box.last_column for box in before) + 1
        and not any(map(labels.is_official, filter(None, _texts(side))))
    ]


def _side_by_side(cells: Sequence[Box]) -> list[list[Box]]:
    edges = sorted({(box.column, box.last_column) for box in cells if box.text})
    ends, reach = [], -1
    for first, last in edges:
        if reach >= 0 and first > reach + 1:
            ends.append(reach)
        reach = max(reach, last)
    bounds = [-1, *ends, reach]
    return [[box for box in cells if after < box.column <= until] for after, until in pairwise(bounds)]


def _is_table(cells: Sequence[Box]) -> bool:
    """Labels at the left and figures beside them, in more than one row."""
    rows = [row for row in _rows(cells) if sum(bool(box.text) for box in row) > 1]
    return len(rows) > 1 and shapes.has_labels([_texts(row) for row in rows])
