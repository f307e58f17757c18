"""A table of a text document → its drawing: spans, repeated cells and rows, cells that were split into tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from gouji.errors import Unreadable
from gouji.parse.grid import MOST_COLUMNS, MOST_POSITIONS, Drawing, Drawn, PageStart, bounded, span
from gouji.parse.odf.names import TABLE, TEXT, repeated
from gouji.parse.odf.subtables import Grid, edges, joined
from gouji.parse.package import Element

_ROW, _CELL, _COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_COLUMNS_SPANNED, _ROWS_SPANNED = f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned"
_COLUMN_GROUPS = frozenset(TABLE + name for name in ("table-header-columns", "table-columns", "table-column-group"))
_PAGE_BREAK = f"{TEXT}soft-page-break"
#: Cells of a document's tables, repeated ones each time; a report has four hundred.
_MOST_CELLS = 50_000
#: Blank rows and cells repeated more often than this only fill a sheet up.
_FILLING = 64


class Reader(Protocol):
    """What reads the cells of a table and counts them in `cells`; `page` is the page reached, None if not known."""

    page: int | None
    cells: int
    met_hidden: bool

    def contents(self, container: Element) -> list[str | Drawing | PageStart]:
        """What the container shows."""

    def column_width(self, style: str | None) -> float:
        """The width of a column with this style, 0 when it says none."""


def rows(table: Element) -> Iterator[Element]:
    """The rows and the page breaks between them, also those within groups."""
    for element in table:
        if element.tag in (_ROW, _PAGE_BREAK):
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from rows(element)


def is_hidden(row: Element) -> bool:
    """Whether a row or column is hidden or filtered out."""
    return row.get(f"{TABLE}visibility") in ("collapse", "filter")


def drawing(table: Element, reader: Reader) -> Drawing:
    """The table as drawn."""
    return Drawing(_grid(table, reader).cells)


def _grid(table: Element, reader: Reader) -> Grid:
    cells: list[Drawn] = []
    split: dict[int, Grid] = {}
    taken: dict[int, int] = {}  # column → the first row below the cell that covers it
    row = positions = 0
    for element in rows(table):
        times = repeated(element, "number-rows-repeated")
        if element.tag == _PAGE_BREAK:
            reader.page = reader.page and reader.page + 1
        elif is_hidden(element):
            reader.met_hidden = True
        elif times > _FILLING and not _says_anything(element):
            row += times
        else:
            for _ in range(times):
                found, parts = _row(element, row, taken, reader)
                split |= {len(cells) + index: part for index, part in parts.items()}
                row += 1
                cells += found
                positions += 1 + sum(cell.colspan for cell in found)
                if positions > MOST_POSITIONS:
                    raise _too_large()
    if split and row > _MOST_CELLS:
        raise _too_large()
    ended = tuple(_ending(cell, row) for cell in cells)
    columns = max((cell.column + cell.colspan for cell in ended), default=0)
    needed = split or table.get(f"{TABLE}is-sub-table") == "true"
    whole = Grid(ended, edges(_widths(table, reader), columns) if needed else (), row)
    return joined(whole, split) if split else whole


def _widths(table: Element, reader: Reader) -> list[float]:
    """The widths of the columns, 0 where none is said."""
    found: list[float] = []
    for column in _columns(table):
        width = reader.column_width(column.get(f"{TABLE}style-name"))
        found += [width] * min(repeated(column, "number-columns-repeated"), MOST_COLUMNS)
    return found[:MOST_COLUMNS]


def _columns(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{TABLE}table-column":
            yield element
        elif element.tag in _COLUMN_GROUPS:
            yield from _columns(element)


def _row(element: Element, row: int, taken: dict[int, int], reader: Reader) -> tuple[list[Drawn], dict[int, Grid]]:
    """The cells of a row, and by their index those that are split; all begin on the page on which the row begins."""
    found: list[Drawn] = []
    split: dict[int, Grid] = {}
    first = last = reader.page
    column = 0
    for cell in element.iterchildren(_CELL, _COVERED):
        times = repeated(cell, "number-columns-repeated")
        if cell.tag == _COVERED or (times > _FILLING and not _says_anything(cell)):
            column += times
            continue
        for _ in range(min(times, MOST_COLUMNS + 1)):
            while taken and taken.get(column, 0) > row:
                column += 1
            wide = bounded(row, column, _span(cell, _COLUMNS_SPANNED, MOST_COLUMNS))
            tall = _span(cell, _ROWS_SPANNED, MOST_POSITIONS)
            if wide > 1 or tall > 1:
                taken.update(dict.fromkeys(range(column, column + wide), row + tall))
            reader.page = first
            reader.cells += 1
            if reader.cells > _MOST_CELLS:
                raise _too_large()
            starts = () if first is None else (PageStart(first),)
            if len(cell) == 1 and cell[0].get(f"{TABLE}is-sub-table") == "true":
                split[len(found)] = _grid(cell[0], reader)
                found.append(Drawn(row, column, tall, wide, starts))
            else:
                found.append(Drawn(row, column, tall, wide, (*starts, *reader.contents(cell))))
            last = max(last or 0, reader.page or 0) or None
            column += 1  # what the cell covers is written out behind it, or taken
    reader.page = last
    return found, split


def _span(cell: Element, name: str, most: int) -> int:
    written = cell.get(name)
    return 1 if written is None else span(written, most)


def _ending(cell: Drawn, height: int) -> Drawn:
    """The cell, its span ending where the table ends."""
    most = height - cell.row
    return cell if cell.rowspan <= most else msgspec.structs.replace(cell, rowspan=most)


def _says_anything(element: Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _too_large() -> Unreadable:
    return Unreadable("表格大得异常，不像年度报告的表格；请核对文件后重新投递")
