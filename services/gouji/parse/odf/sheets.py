"""The worksheets of an OpenDocument workbook, read cell by cell without ever drawing up a grid."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.odf.figures import day, figure
from gouji.parse.odf.inline import Inline
from gouji.parse.odf.names import OFFICE, TABLE, TEXT, child, number, repeated
from gouji.parse.odf.styles import Styles
from gouji.parse.odf.tables import is_hidden
from gouji.parse.package import Element
from gouji.parse.sheets import regions
from gouji.parse.sheets.entries import Entries
from gouji.parse.sheets.figures import Figure
from gouji.parse.sheets.names import Position
from gouji.parse.sheets.shown import SheetCell
from gouji.parse.sheets.styles import Style

_TABLE, _ROW, _COLUMN = f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column"
_CELL, _COVERED, _PARAGRAPH = f"{TABLE}table-cell", f"{TABLE}covered-table-cell", f"{TEXT}p"
_GROUPS = frozenset(
    TABLE + name
    for name in (
        *("table-header-rows", "table-rows", "table-row-group"),
        *("table-header-columns", "table-columns", "table-column-group"),
    )
)
_NUMBERS = frozenset(("float", "currency", "percentage"))
_MOST_SHEETS, _MOST_MERGES, _MOST_HIDDEN = 255, 20_000, 100_000
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: Blank cells and rows repeated more often than this only fill a sheet up, borders or not.
_FILLING = 64
#: Hidden sheets that a note names.
_NAMED = 5


def workbook(body: Element, styles: Styles) -> Document:
    """The visible sheets in order; raises Unreadable when one is larger than any report needs."""
    entries, hidden = [], []
    for table in body.findall(_TABLE)[:_MOST_SHEETS]:
        name = table.get(f"{TABLE}name") or ""
        if name.startswith("'file:"):  # what LibreOffice keeps of another workbook
            continue
        if styles.shows(table.get(f"{TABLE}style-name")):
            entries.append(_Worksheet(name, styles).read(table))
        else:
            hidden.append(f"“{name}”")
    notes = [note for each in entries for note in each.notes()]
    if hidden:
        notes.insert(0, f"有隐藏的工作表没有读取：{'、'.join(hidden[:_NAMED])}{'等' * (len(hidden) > _NAMED)}")
    blocks = regions.blocks([each.sheet() for each in entries], notes)
    return Document(blocks, "ods", notes=tuple(notes))


class _Worksheet:
    def __init__(self, name: str, styles: Styles) -> None:
        self._name = name
        self._styles = styles
        self._inline = Inline(styles)
        self._entries = Entries(name)
        self._column_styles: list[str | None] = []
        self._drawn: dict[str | None, Style] = {}

    def read(self, table: Element) -> Entries:
        """What stands in the sheet."""
        for column in _within(table, _COLUMN):
            self._column(column)
        row, last, hidden = 0, 0, []
        for element in _within(table, _ROW):
            times = repeated(element, "number-rows-repeated")
            if is_hidden(element):
                hidden.append((row, times))
            if self._row(element, row, times):
                last = row + times
            row += times
        self._hide_rows([(first, min(times, last - first)) for first, times in hidden if first < last])
        return self._entries

    def _column(self, column: Element) -> None:
        times = min(repeated(column, "number-columns-repeated"), _MOST_COLUMNS)
        first = len(self._column_styles)
        if first + times > _MOST_COLUMNS:
            times = max(_MOST_COLUMNS - first, 0)
        if is_hidden(column):
            self._entries.hide_columns(first, first + times - 1)
        self._column_styles += [column.get(f"{TABLE}default-cell-style-name")] * times

    def _hide_rows(self, hidden: list[tuple[int, int]]) -> None:
        if sum(times for _, times in hidden) > _MOST_HIDDEN:
            raise Unreadable(f"工作表“{self._name}”大得异常，不像年度报告；请只保留报告的内容后重新投递")
        for first, times in hidden:
            self._entries.hidden_rows.update(range(first, first + times))

    def _row(self, element: Element, row: int, rows: int) -> bool:
        """Whether anything stands in the row, or in any of the `rows` that it stands for."""
        column, found = 0, False
        for cell in element.iterchildren(_CELL, _COVERED):
            times = repeated(cell, "number-columns-repeated")
            if cell.tag == _CELL and (_is_filled(cell) or (times <= _FILLING and rows <= _FILLING)):
                for at in _positions(row, rows, column, times):
                    found |= self._cell(cell, at)
            column += times
        return found

    def _cell(self, cell: Element, at: Position) -> bool:
        style = self._style(cell.get(f"{TABLE}style-name"), at[1])
        self._merge(cell, at)
        if not _is_filled(cell):
            self._entries.blank(at, style)
            return style.drawn
        text = "\n".join(self._inline.text(paragraph) for paragraph in cell.iterchildren(_PARAGRAPH))
        self._inline.boxes = []
        self._entries.figure(at, self._shown(cell, text), style)
        return True

    def _shown(self, cell: Element, text: str) -> Figure:
        kind = cell.get(f"{OFFICE}value-type")
        written = cell.get(f"{OFFICE}value")
        if kind in _NUMBERS and written:
            return figure(text if child(cell, _PARAGRAPH) is not None else written, written, percent="%" in text)
        if kind == "date":
            return Figure(day(text, cell.get(f"{OFFICE}date-value") or ""))
        if kind == "string" and child(cell, _PARAGRAPH) is None:
            return Figure(SheetCell(cell.get(f"{OFFICE}string-value") or ""))
        formula = cell.get(f"{TABLE}formula")
        if formula and kind is None and not text:
            return Figure(SheetCell("", "单元格是公式，文件里没有算出的结果；请用 LibreOffice 或 WPS 打开并保存后投递"))
        return Figure(SheetCell(text))

    def _merge(self, cell: Element, at: Position) -> None:
        down = number(cell.get(f"{TABLE}number-rows-spanned")) or 1
        right = number(cell.get(f"{TABLE}number-columns-spanned")) or 1
        if (down > 1 or right > 1) and len(self._entries.merges) < _MOST_MERGES:
            self._entries.merges.append((at[0], at[1], at[0] + max(down, 1) - 1, at[1] + max(right, 1) - 1))

    def _style(self, name: str | None, column: int) -> Style:
        if name is None and column < len(self._column_styles):
            name = self._column_styles[column]
        if name not in self._drawn:
            self._drawn[name] = Style(drawn=self._styles.draws(name))
        return self._drawn[name]


def _positions(row: int, rows: int, column: int, columns: int) -> Iterator[Position]:
    last_row, last_column = min(row + rows, _MOST_ROWS), min(column + columns, _MOST_COLUMNS)
    return ((one, other) for one in range(row, last_row) for other in range(column, last_column))


def _is_filled(cell: Element) -> bool:
    return len(cell) > 0 or cell.get(f"{OFFICE}value-type") is not None or cell.get(f"{TABLE}formula") is not None


def _within(table: Element, name: str) -> Iterator[Element]:
    """The rows or columns, also those within groups."""
    for element in table:
        if element.tag == name:
            yield element
        elif element.tag in _GROUPS:
            yield from _within(element, name)
