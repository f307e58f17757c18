"""Cells one after the other without rows → rows, by the words of the official forms.

Page text and dumps without blank lines give labels, headings and figures each on a line of its own. A row begins at a
label behind figures; a label without figures that is no group of rows had blank cells. Whenever a row has another
number of figures than its headings the figures are in doubt: blank cells leave no line, so nobody can tell which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from gouji.parse import labels
from gouji.parse.txt.rows import Cell, Row
from gouji.parse.txt.shapes import is_figure

_FIRST_OF_ROW = "信息内容"
_FIRST_APPLICANT, _APPLICANTS = "自然人", 7
_FIRST_OUTCOME, _OUTCOMES = "结果维持", 15
_UNDER_GROUP = "商业企业"
#: Cells of the longest row, 表四, with some to spare.
_LONGEST_ROW = 16


class _Open(msgspec.Struct):
    """The row that is being put together; `values` counts its figures, blank ones included."""

    cells: Row
    is_header: bool = False
    label: str | None = None
    values: int = 0


class Assembler:
    """Takes cells in order."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._open = _Open([])
        self._width = 0
        self._headings: list[str] = []

    def take(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            text = cell.text
            if labels.is_caption(text):
                self._begin(cell, is_header=True)
                self._close()
            elif not text:
                self._blank(cell)
            elif self._is_heading(text):
                self._heading(cell)
            elif is_figure(text):
                self._figure(cell)
            else:
                self._label(cell)

    def take_row(self, row: Row) -> None:
        """A row that is known to be one."""
        self._close()
        self._rows.append(row)
        meanings = [labels.meaning(cell.text) for cell in row]
        if all(not cell.text or labels.is_heading(cell.text) for cell in row):
            self._headings = meanings if _FIRST_OF_ROW in meanings else self._headings + meanings
            self._width = _width([text for text in self._headings if text])

    def rows(self) -> list[Row]:
        """The rows so far, the last one included."""
        self._close()
        return self._rows

    def _is_heading(self, text: str) -> bool:
        """其他 and 总计 head a column only among headings."""
        return labels.is_heading(text) and (self._open.is_header or not labels.is_row_label(text))

    def _begin(self, cell: Cell | None, *, is_header: bool = False) -> None:
        self._close()
        self._open = _Open([cell] if cell else [], is_header)

    def _heading(self, cell: Cell) -> None:
        text = labels.meaning(cell.text)
        if not self._open.is_header and (self._open.label or self._open.values):
            self._begin(None, is_header=True)
            self._headings = []
        if text in {_FIRST_OF_ROW, _FIRST_APPLICANT, _UNDER_GROUP} and any(one.text for one in self._open.cells):
            self._begin(None, is_header=True)
        if text == _FIRST_OF_ROW:
            self._headings = []
        self._open.is_header = True
        self._open.cells.append(cell)
        self._headings.append(text)
        self._width = _width(self._headings)

    def _label(self, cell: Cell) -> None:
        if self._open.is_header or self._open.values or (self._open.label and not labels.is_group(self._open.label)):
            self._begin(None)
        self._open.cells.append(cell)
        self._open.label = cell.text

    def _figure(self, cell: Cell) -> None:
        if self._open.is_header:
            self._begin(None)
        self._open.cells.append(cell)
        self._open.values += 1

    def _blank(self, cell: Cell) -> None:
        """A blank is a figure's while figures are missing, else it leads the next row."""
        disputes = self._width == _OUTCOMES
        if self._open.is_header and disputes and self._headings.count(_FIRST_OUTCOME) == 3:  # noqa: PLR2004 - three groups
            self._begin(None)
        if (self._open.label and not labels.is_group(self._open.label)) or (disputes and not self._open.is_header):
            if self._open.values < self._width:
                self._open.values += 1
            else:
                self._begin(None)
        self._open.cells.append(cell)

    def _close(self) -> None:
        row, self._open = self._open, _Open([])
        if not row.cells:
            return
        if not row.is_header and self._width and row.values != self._width and not _is_group_row(row):
            self._doubt(row)
        self._rows.append(row.cells)

    def _doubt(self, row: _Open) -> None:
        if row.values:
            doubt = f"原文每格一行，本行有{row.values}个数，表头有{self._width}栏，不能确定各数属于哪一栏"
        else:
            doubt = "原文每格一行，本行标签之后没有数，按空白读取"
            row.cells += [Cell(row.cells[-1].line, [""]) for _ in range(self._width)]
        for cell in row.cells[-max(row.values, self._width if not row.values else 0) :]:
            cell.doubt = doubt


def _width(headings: Sequence[str]) -> int:
    """How many figures the rows under these headings have; 0 when it is not known."""
    if _FIRST_OUTCOME in headings:
        return _OUTCOMES
    if _FIRST_APPLICANT in headings:
        return _APPLICANTS
    return len(headings) - 1 if headings[:1] == [_FIRST_OF_ROW] else 0


def _is_group_row(row: _Open) -> bool:
    """A group of rows may stand alone; 表四 has no labels."""
    return not row.values and (row.label is None or labels.is_group(row.label))


def doubt_uneven(rows: Sequence[Row]) -> None:
    """Doubt the figures of rows that have another number of them than the headings above; for rows without blanks."""
    headings: list[str] = []
    for row in rows:
        meanings = [labels.meaning(cell.text) for cell in row]
        values = [cell for cell in row if is_figure(cell.text)]
        if not values and all(labels.is_heading(cell.text) for cell in row):
            headings = meanings if _FIRST_OF_ROW in meanings else headings + meanings
            continue
        width = _width(headings) if headings else 0
        if width and values and len(values) != width:
            for cell in values:
                cell.doubt = f"按空格分栏，本行有{len(values)}个数，表头有{width}栏，不能确定各数属于哪一栏"


def reassembled(rows: list[Row]) -> list[Row]:
    """The same rows; those in which the lines between rows were lost, cut apart by their labels."""
    if not any(map(_is_run_together, rows)):
        return rows
    assembler = Assembler()
    for row in rows:
        if _is_run_together(row):
            assembler.take(row)
        else:
            assembler.take_row(row)
    return assembler.rows()


def _is_run_together(row: Row) -> bool:
    """More cells than a row has, and labels behind figures or figures behind headings."""
    if len(row) <= _LONGEST_ROW:
        return False
    texts = [cell.text for cell in row]
    figure = next((place for place, text in enumerate(texts) if text and is_figure(text)), len(texts))
    behind_headings = 0 < figure < len(texts) and labels.is_heading(texts[figure - 1])
    return behind_headings or any(labels.is_row_label(text) or labels.is_caption(text) for text in texts[figure:])
