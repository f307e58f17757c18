"""Tables as files draw them → blocks of a document: frames dissolved, columns that no cell begins in left out.

A page or a Word file may keep its whole text in tables that only arrange it. Such a frame is dissolved: what its cells
hold flows on as blocks. A table within a table of figures is put right behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec

from gouji.errors import Unreadable
from gouji.model import Block, GridCell, Paragraph, Place, Table
from gouji.parse.characters import rejoin, trim

#: Bounds for hostile files; the widest official table has 15 columns, the longest 27 rows.
MOST_COLUMNS, MOST_POSITIONS, MOST_NESTED = 1024, 1_000_000, 50

#: A table with fewer cells than this and a cell with more prose than that is a frame around an article.
_FEW_CELLS, _MUCH_PROSE = 12, 200


class PageStart(msgspec.Struct, frozen=True):
    """Among contents: what follows stands on this page (from 1), as far as the file knows its pages."""

    page: int


class Drawn(msgspec.Struct, frozen=True):
    """A cell as drawn: corner (from 0), spans, and in order the paragraphs and tables that it holds."""

    row: int
    column: int
    rowspan: int
    colspan: int
    contents: tuple[str | Drawing | PageStart, ...]


class Drawing(msgspec.Struct, frozen=True):
    """A table as drawn, its cells row by row; `spans_known` as in `gouji.model.Table`."""

    cells: tuple[Drawn, ...]
    spans_known: bool = True


Contents = Iterable[str | Drawing | PageStart]


def span(written: str | None, most: int) -> int:
    """A span as written (`2`, `2px`, `100000000`, nonsense), from 1 to `most`."""
    digits = ""
    for character in trim(written or "")[:12]:
        if character not in "0123456789":
            break
        digits += character
    return min(max(int(digits or 1), 1), most)


def bounded(row: int, column: int, colspan: int) -> int:
    """The column span that still fits; raises Unreadable when the table is larger than any report needs."""
    if column >= MOST_COLUMNS or row * (column + 1) > MOST_POSITIONS:
        raise Unreadable("表格大得异常，不像年度报告的表格；请核对文件后重新投递")
    return min(colspan, MOST_COLUMNS - column)


def blocks(contents: Contents) -> tuple[Block, ...]:
    """The document's blocks, each paragraph of text trimmed and blank ones left out, with their places."""
    found: list[Block] = []
    tables, page = 0, None
    for block in _flow(contents):
        if isinstance(block, PageStart):
            page = block.page
        elif isinstance(block, str):
            found.append(Paragraph(block, Place(page=page, paragraph=len(found) + 1)))
        else:
            tables += 1
            page = _first_page(block, page)
            found.append(_table(block, Place(page=page, paragraph=len(found) + 1, table=tables)))
    return tuple(found)


def _flow(contents: Contents) -> Iterator[str | Drawing | PageStart]:
    for content in contents:
        if isinstance(content, str):
            if text := trim(content):
                yield text
        elif isinstance(content, PageStart):
            yield content
        elif _is_frame(content):
            for cell in content.cells:
                yield from _flow(cell.contents)
        elif content.cells:
            yield content
            for cell in content.cells:
                if not _is_plain(cell):
                    yield from _flow(_tables_in(cell.contents))
            yield from _last_page(content)


def _is_frame(table: Drawing) -> bool:
    if _is_list(table):
        return True
    if _cells_within(table) > len(table.cells):
        return True
    return len(table.cells) < _FEW_CELLS and any(_prose(cell) > _MUCH_PROSE for cell in table.cells)


def _is_list(table: Drawing) -> bool:
    """A table of one column holds no figure that a heading could name."""
    return len({cell.column for cell in table.cells}) == 1


def _cells_within(table: Drawing) -> int:
    inner = [drawing for cell in table.cells if not _is_plain(cell) for drawing in _tables_in(cell.contents)]
    return sum(len(drawing.cells) + _cells_within(drawing) for drawing in inner)


def _is_plain(cell: Drawn) -> bool:
    """Whether a cell holds one text or nothing, as nearly all do."""
    contents = cell.contents
    return not contents or (len(contents) == 1 and isinstance(contents[0], str))


def _tables_in(contents: Contents) -> Iterator[Drawing]:
    """The tables of figures among what a cell holds; lists are part of its text."""
    for content in contents:
        if isinstance(content, Drawing) and _is_list(content):
            for cell in content.cells:
                yield from _tables_in(cell.contents)
        elif isinstance(content, Drawing):
            yield content


def _prose(cell: Drawn) -> int:
    return sum(len(content) for content in cell.contents if isinstance(content, str))


def _table(table: Drawing, place: Place) -> Table:
    edges = sorted({cell.column for cell in table.cells})
    cells, page = [], place.page
    for cell in table.cells:
        starts = [] if _is_plain(cell) else [one.page for one in cell.contents if isinstance(one, PageStart)]
        if starts and isinstance(cell.contents[0], PageStart):
            page = starts[0]
        cells.append(_cell(cell, edges, place if page == place.page else msgspec.structs.replace(place, page=page)))
        page = starts[-1] if starts else page
    return Table(tuple(cells), place, table.spans_known)


def _first_page(table: Drawing, page: int | None) -> int | None:
    """The page on which the table begins; `page` is the one on which that before it ends."""
    first = next(iter(table.cells[0].contents), None)
    return first.page if isinstance(first, PageStart) else page


def _last_page(table: Drawing) -> list[PageStart]:
    return [start for cell in table.cells for start in cell.contents if isinstance(start, PageStart)][-1:]


def _cell(cell: Drawn, edges: list[int], table: Place) -> GridCell:
    """The cell in the columns that count: those in which some cell of the table begins."""
    column = bisect_left(edges, cell.column)
    end = max(bisect_left(edges, cell.column + cell.colspan), column + 1)
    place = Place(table.page, None, table.paragraph, table.table, cell.row + 1, column + 1)
    return GridCell(cell.row, column, rejoin(_texts(cell.contents)), place, cell.rowspan, end - column)


def _texts(contents: Contents) -> Iterator[str]:
    for content in contents:
        if isinstance(content, str):
            yield content
        elif isinstance(content, Drawing) and _is_list(content):
            for cell in content.cells:
                yield from _texts(cell.contents)
