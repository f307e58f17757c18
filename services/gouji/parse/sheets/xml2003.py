"""XML workbooks of Excel 2003 (`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from gouji.model import Document
from gouji.parse.characters import trim
from gouji.parse.package import Element, root_of
from gouji.parse.sheets.entries import Entries, Workbook
from gouji.parse.sheets.figures import plain, stored
from gouji.parse.sheets.names import Position, whole
from gouji.parse.sheets.styles import BUILT_IN, PLAIN, Style

_S, _X = "{urn:schemas-microsoft-com:office:spreadsheet}", "{urn:schemas-microsoft-com:office:excel}"
_PROGRAM = "Excel 或 WPS 表格"
_MOST_MERGES, _MOST_HIDDEN = 20_000, 100_000
_DAY_ZERO, _FALSE_LEAP_DAY = datetime(1899, 12, 30), datetime(1900, 3, 1)  # noqa: DTZ001 - a day in a cell has no zone
_NAMED_CODES: Mapping[str, str] = MappingProxyType(
    {
        "General Number": "General",
        "General Date": BUILT_IN[22],
        "Long Date": BUILT_IN[31],
        "Medium Date": BUILT_IN[14],
        "Short Date": BUILT_IN[14],
        "Long Time": BUILT_IN[21],
        "Medium Time": BUILT_IN[18],
        "Short Time": BUILT_IN[20],
        "Currency": BUILT_IN[7],
        "Fixed": BUILT_IN[2],
        "Standard": BUILT_IN[4],
        "Percent": BUILT_IN[10],
        "Scientific": BUILT_IN[11],
        "Yes/No": '"是";"是";"否"',
        "True/False": '"TRUE";"TRUE";"FALSE"',
        "On/Off": '"开";"开";"关"',
    }
)


def read(content: bytes) -> Document:
    """The visible worksheets of a workbook in order; raises Unreadable."""
    root = root_of(content.lstrip(b" \t\r\n"), _PROGRAM)
    book = Workbook("xlsxml")
    book.since_1904 = root.find(f"{_X}ExcelWorkbook/{_X}Date1904") is not None
    styles = _styles(root)
    for sheet in root.iterfind(f"{_S}Worksheet"):
        name = sheet.get(f"{_S}Name", "")
        visible = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
        if visible.startswith("Sheet") and visible != "SheetVisible":
            book.hidden(name)
            continue
        entries = book.worksheet(name)
        for table in sheet.iterfind(f"{_S}Table"):
            _Table(entries, styles).read(table)
    return book.document()


def _styles(root: Element) -> dict[str, Style]:
    """Styles by name; a style has what its parent has and it does not change itself."""
    found: dict[str, Style] = {}
    for each in root.iterfind(f"{_S}Styles/{_S}Style"):
        parent = found.get(each.get(f"{_S}Parent", ""), PLAIN)
        form, alignment = each.find(f"{_S}NumberFormat"), each.find(f"{_S}Alignment")
        borders = each.findall(f"{_S}Borders/{_S}Border")
        code = parent.code if form is None else form.get(f"{_S}Format", "General")
        drawn = parent.drawn or any(border.get(f"{_S}LineStyle", "None") != "None" for border in borders)
        across = alignment is not None and alignment.get(f"{_S}Horizontal") == "CenterAcrossSelection"
        found[each.get(f"{_S}ID", "")] = Style(_NAMED_CODES.get(code, code), drawn, across)
    return found


class _Table:
    def __init__(self, entries: Entries, styles: Mapping[str, Style]) -> None:
        self._entries = entries
        self._styles = styles

    def read(self, table: Element) -> None:
        self._columns(table)
        row = 0
        for each in table.iterchildren(f"{_S}Row"):
            row = whole(each.get(f"{_S}Index")) - 1 if each.get(f"{_S}Index") else row
            span = whole(each.get(f"{_S}Span"))
            if _is_hidden(each, "Height") and len(self._entries.hidden_rows) < _MOST_HIDDEN:
                self._entries.hidden_rows.update(range(row, row + min(span, _MOST_HIDDEN) + 1))
            self._cells(each, row)
            row += span + 1

    def _columns(self, table: Element) -> None:
        column = 0
        for each in table.iterchildren(f"{_S}Column"):
            column = whole(each.get(f"{_S}Index")) - 1 if each.get(f"{_S}Index") else column
            last = column + whole(each.get(f"{_S}Span"))
            if _is_hidden(each, "Width"):
                self._entries.hide_columns(column, last)
            column = last + 1

    def _cells(self, row: Element, number: int) -> None:
        column = 0
        for cell in row.iterchildren(f"{_S}Cell"):
            column = whole(cell.get(f"{_S}Index")) - 1 if cell.get(f"{_S}Index") else column
            right, down = whole(cell.get(f"{_S}MergeAcross")), whole(cell.get(f"{_S}MergeDown"))
            if (right or down) and len(self._entries.merges) < _MOST_MERGES:
                self._entries.merges.append((number, column, number + down, column + right))
            self._cell(cell, (number, column))
            column += right + 1

    def _cell(self, cell: Element, at: Position) -> None:
        style = self._styles.get(cell.get(f"{_S}StyleID", ""), PLAIN)
        data, formula = cell.find(f"{_S}Data"), cell.get(f"{_S}Formula")
        written = "" if data is None else "".join(data.itertext())
        kind = "" if data is None else data.get(f"{_S}Type", "String")
        if not trim(written) and formula is not None and kind != "String":
            self._entries.uncounted(at, formula.removeprefix("="), style)
        elif not written:
            self._entries.blank(at, style)
        elif kind == "Number" or (kind == "DateTime" and (serial := _serial(written))):
            self._entries.number(at, written if kind == "Number" else serial, style)
        elif kind == "Boolean":
            self._entries.truth(at, value=trim(written) == "1", style=style)
        else:
            self._entries.text(at, written, style)


def _is_hidden(element: Element, size: str) -> bool:
    return element.get(f"{_S}Hidden") == "1" or stored(element.get(f"{_S}{size}", "1")) == 0


def _serial(written: str) -> str:
    """The day as the number that a cell holds; blank for what is no day."""
    try:
        moment = datetime.fromisoformat(trim(written))
    except ValueError:
        return ""
    days = (moment.replace(tzinfo=None) - _DAY_ZERO) / timedelta(days=1)
    number = stored(repr(days - (moment.replace(tzinfo=None) < _FALSE_LEAP_DAY)))
    return "" if number is None else plain(number)
