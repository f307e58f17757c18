"""The entries of a worksheet's cells, as its file holds them → cells as shown, and what should be said of the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.sheets import regions
from gouji.parse.sheets.figures import Figure, shown, shown_text
from gouji.parse.sheets.names import Merge, Position, cell_name
from gouji.parse.sheets.shown import Sheet, SheetCell
from gouji.parse.sheets.styles import PLAIN, Style

#: Cells that are read, drawn blank ones included; a report has about six hundred.
_MOST_CELLS, _MOST_SHEETS = 200_000, 255
#: Hidden worksheets that a note names.
_NAMED = 5
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_BLANK = SheetCell("")
_LONGEST_FORMULA = 60
#: A whole number in the format of an amount: `23.00`.
_IDLE_PLACES = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)\.0+")


class Workbook:
    """Takes the worksheets of a file one after the other; `kind` is a key of FORMATS.

    The bounds hold for all of them together.
    """

    def __init__(self, kind: str) -> None:
        self.since_1904 = False
        self._kind = kind
        self._sheets: list[Entries] = []
        self._hidden: list[str] = []
        self._room = _MOST_CELLS

    def worksheet(self, name: str) -> Entries:
        """The next worksheet, to be filled; raises Unreadable when there are more than any report needs."""
        if len(self._sheets) >= _MOST_SHEETS:
            raise _too_large(name)
        self._sheets.append(Entries(name, self))
        return self._sheets[-1]

    def hidden(self, name: str) -> None:
        """A worksheet that is not shown."""
        self._hidden.append(f"“{name}”")

    def take_room(self, name: str) -> None:
        """One cell more; raises Unreadable when there are more than any report needs."""
        self._room -= 1
        if self._room < 0:
            raise _too_large(name)

    def document(self) -> Document:
        """What the worksheets show."""
        notes = []
        if self._hidden:
            more = "等" * (len(self._hidden) > _NAMED)
            notes.append(f"有隐藏的工作表没有读取：{'、'.join(self._hidden[:_NAMED])}{more}")
        notes += [note for sheet in self._sheets for note in sheet.notes()]
        blocks = regions.blocks([sheet.sheet() for sheet in self._sheets], notes)
        return Document(blocks, self._kind, notes=tuple(notes))


class Entries:
    """Takes the entries of one worksheet and makes a Sheet of them."""

    def __init__(self, name: str, book: Workbook | None = None) -> None:
        self._name = name
        self._book = book or Workbook("")
        self._cells: dict[Position, SheetCell] = {}
        self._across: set[Position] = set()
        self._hidden_zeros: list[Position] = []
        self._idle_places: list[Position] = []
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def text(self, at: Position, text: str, style: Style = PLAIN) -> None:
        """A text; texts are shown as they are by nearly every format."""
        self._put(at, SheetCell(text) if style.code in {"General", "@"} else shown_text(text, style.code), style)

    def number(self, at: Position, written: str, style: Style = PLAIN) -> None:
        """A number as the file stores it, shown as the style says."""
        self.figure(at, shown(written, style.code, since_1904=self._book.since_1904), style)

    def figure(self, at: Position, figure: Figure, style: Style = PLAIN) -> None:
        """A number as it is shown, for files that say so themselves."""
        if figure.hides_zero:
            self._hidden_zeros.append(at)
        cell = figure.cell
        if figure.whole and (whole := _IDLE_PLACES.fullmatch(cell.text)):
            self._idle_places.append(at)
            cell = SheetCell(whole[1])
        self._put(at, cell, style)

    def truth(self, at: Position, *, value: bool, style: Style = PLAIN) -> None:
        self._put(at, SheetCell("TRUE" if value else "FALSE"), style)

    def uncounted(self, at: Position, formula: str, style: Style = PLAIN) -> None:
        """A formula whose result is not in the file; `formula` may be unknown (blank)."""
        what = f"（={formula[:_LONGEST_FORMULA]}）" if formula else ""
        doubt = f"单元格是公式{what}，文件里没有算出的结果；请用 Excel 或 WPS 打开并保存后投递"
        self._put(at, SheetCell("", doubt), style)

    def blank(self, at: Position, style: Style) -> None:
        """A cell with nothing in it; it counts when it is drawn."""
        if style.drawn or style.across:
            self._put(at, _BLANK, style)

    def hide_columns(self, first: int, last: int) -> None:
        if len(self.hidden_columns) < _MOST_COLUMNS:
            self.hidden_columns.update(range(max(first, 0), min(last + 1, _MOST_COLUMNS)))

    def _put(self, at: Position, cell: SheetCell, style: Style) -> None:
        if not (0 <= at[0] < _MOST_ROWS and 0 <= at[1] < _MOST_COLUMNS):
            return
        self._book.take_room(self._name)
        self._cells[at] = cell
        if style.across:
            self._across.add(at)

    def sheet(self) -> Sheet:
        """The worksheet as far as it was read."""
        merged = [*self._spread_texts(), *self.merges]
        return Sheet(self._name, self._cells, merged, self.hidden_rows, self.hidden_columns)

    def _spread_texts(self) -> Sequence[Merge]:
        """Texts centred across the blank cells behind them, which look like merged cells."""
        found = []
        for row, column in sorted(self._across):
            if not self._cells[row, column].text:
                continue
            last = column
            while (row, last + 1) in self._across and not self._cells[row, last + 1].text:
                last += 1
            if last > column:
                found.append((row, column, row, last))
        return found

    def notes(self) -> list[str]:
        """What a reader should be told of this worksheet."""
        notes = []
        if zeros := self._hidden_zeros:
            many = f"有 {len(zeros)} 个单元格存的数是 0（如 {cell_name(*zeros[0])}）"
            notes.append(f"工作表“{self._name}”{many}，其格式不显示 0，按显示的内容核查")
        if whole := self._idle_places:
            many = f"有 {len(whole)} 个单元格存的是整数（如 {cell_name(*whole[0])}）"
            notes.append(f"工作表“{self._name}”{many}，其格式多显示了小数点后的 0，按整数核查")
        return notes


def _too_large(name: str) -> Unreadable:
    return Unreadable(f"工作表“{name}”大得异常，不像年度报告；请只保留报告的内容后重新投递")
