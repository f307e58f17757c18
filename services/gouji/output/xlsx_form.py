"""The 台账 as a workbook of five sheets, written as a stream: no file is kept in memory, no text becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any, BinaryIO

import xlsxwriter

from gouji.editions import NAMES, edition
from gouji.errors import GoujiError
from gouji.output.filed import Filed
from gouji.output.form import printable
from gouji.output.ledger_figures import figure, figures
from gouji.output.ledger_row import ISSUES, STATES, Column, Value, escaped, issues
from gouji.output.ledger_totals import Leftover, Totals
from gouji.rule import RuleSet
from gouji.text import width

#: Excel's limits; a sheet's name may not have a slash.
_MOST_ROWS, _MOST_CHARACTERS, _MOST_DIGITS = 1_048_576, 32_767, 15
_UNITS = (
    Column("单位", 32, wrap=True),
    Column("是否报送", 9),
    Column("报送时间", 16),
    Column("是否逾期", 9),
    Column("版次", 6),
    Column("错误/警告/提示", 15),
    Column("结论", 12),
    Column("最近状态", 32, wrap=True),
)
_RULES = (
    Column("规则", 36, wrap=True),
    Column("命中单位数", 11),
    Column("命中次数", 10),
    Column("确认数", 8),
    Column("误报数", 8),
    Column("误报率", 8),
)
_LEFT = (
    Column("单位", 28, wrap=True),
    Column("文件", 40, wrap=True),
    Column("情况", 10),
    Column("原因", 60, wrap=True),
    Column("接收时间", 16),
)
#: Points a line, how many lines a row shows at most, and how much wider text is than figures, which measure columns.
_LINE, _MOST_LINES, _SPARE = 13, 12, 1.15
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones; always the same, so that the bytes are
_STATE = next(i for i, column in enumerate(ISSUES) if column.name == "状态")


class XlsxForm:
    """问题台账, 单位汇总, 规则统计, 数据汇总, 未报送、未识别文件."""

    def __init__(self, stream: BinaryIO, _ruleset: RuleSet) -> None:
        self._book = xlsxwriter.Workbook(stream, {"constant_memory": True})
        self._book.set_properties({"title": "政府信息公开工作年度报告核查台账", "created": _MADE})
        self._book.set_calc_mode("auto")
        self._formats = _Formats(self._book)
        self._figures = figures()
        columns = (*_HEAD_OF_FIGURES, *(Column(one.heading, 14, wrap=True) for one in self._figures))
        self._issues = self._sheet("问题台账", ISSUES)
        self._units = self._sheet("单位汇总", _UNITS)
        self._rules = self._sheet("规则统计", _RULES)
        self._sums = self._sheet("数据汇总", columns)
        self._left = self._sheet("未报送、未识别文件", _LEFT)
        self._totals = Totals()

    def add(self, filed: Filed) -> None:
        self._totals.add(filed)
        for issue in issues(filed, self._issues.rows + 1):
            self._issues.write(issue.values, issue.values[10])
        if checked := filed.examined.checked:
            report = checked.report
            form = edition(report.edition).title if report.edition in NAMES else None
            head = (report.unit or filed.examined.file, report.year, filed.region, form)
            self._sums.write((*head, *(figure(report, column) for column in self._figures)))

    def missing(self, leftover: Leftover) -> None:
        """A unit that has not filed."""
        self._totals.leftovers.append(leftover)

    def finish(self) -> None:
        for line in self._totals.units:
            year = f"（{line.year or '年度不明'}{'年度' if line.year else ''}）" if self._totals.several_years else ""
            self._units.write((line.name + year, "是", line.received_at, line.late, *line[4:]))
        for one in self._totals.leftovers:
            if one.file is None:
                late = None if one.overdue is None else "是" if one.overdue else "否"
                self._units.write((one.unit, "否", None, late, None, None, None, one.state))
            self._left.write(one[:5])
        for name, units, hits, confirmed, false in self._totals.rules():
            self._rules.write((name, units, hits, confirmed, false, _Share(false, hits)))
        self._issues.finish()
        if self._issues.rows:
            choices = {"validate": "list", "source": list(STATES), "error_type": "warning"}
            self._issues.sheet.data_validation(1, _STATE, self._issues.rows, _STATE, choices)
        for sheet in (self._units, self._rules, self._sums, self._left):
            sheet.finish()
        self._book.close()

    def _sheet(self, name: str, columns: Sequence[Column]) -> _Sheet:
        return _Sheet(self._book.add_worksheet(name), columns, self._formats)


_HEAD_OF_FIGURES = (Column("单位", 28, wrap=True), Column("报告年度", 9), Column("地区", 10), Column("版式", 16))


@dataclass(frozen=True, slots=True)
class _Share:
    """A part of a whole, shown as a percentage."""

    part: int
    whole: int


class _Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        plain = {"valign": "top", "font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#BFBFBF"}
        self.head = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE5EC"}
        )
        self.text = book.add_format(plain)
        self.wrapped = book.add_format({**plain, "text_wrap": True})
        self.number = book.add_format({**plain, "num_format": "0.########"})
        self.count = book.add_format({**plain, "num_format": "0"})
        self.time = book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.share = book.add_format({**plain, "num_format": "0.0%"})
        self.tones = {
            "错误": book.add_format({**plain, "bg_color": "#F8D7D3"}),
            "警告": book.add_format({**plain, "bg_color": "#FBE9CC"}),
        }


class _Sheet:
    """A sheet with its heading frozen and filtered; rows are written downwards and forgotten."""

    def __init__(self, sheet: Any, columns: Sequence[Column], formats: _Formats) -> None:
        self.sheet, self._columns, self._formats, self.rows = sheet, columns, formats, 0
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.set_row(0, 32)
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column.name, formats.head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def write(self, values: Sequence[Value | _Share], tone: Value = None) -> None:
        self.rows += 1
        if self.rows >= _MOST_ROWS:
            raise GoujiError(f"一张工作表放不下 {_MOST_ROWS} 行；请按年度或地区分次导出，或改用 csv、json")
        self.sheet.set_row(self.rows, _LINE * min(_MOST_LINES, max(1, *self._lines(values))) + 2)
        for index, (value, column) in enumerate(zip(values, self._columns, strict=True)):
            self._put(index, value, self._formats.wrapped if column.wrap else self._formats.text, tone)

    def _lines(self, values: Sequence[Value | _Share]) -> Iterator[int]:
        """How many lines the broken texts take: LibreOffice does not find that out when it opens a file."""
        for value, column in zip(values, self._columns, strict=True):
            if column.wrap and isinstance(value, str):
                yield sum(ceil((width(line) or 1) * _SPARE / column.width) for line in value.split("\n"))
        yield 1

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, self.rows, len(self._columns) - 1)

    def _put(self, index: int, value: Value | _Share, form: Any, tone: Value) -> None:
        sheet, row, formats = self.sheet, self.rows, self._formats
        if value is None or value == "":
            sheet.write_blank(row, index, None, form)
        elif isinstance(value, _Share):
            sheet.write_number(row, index, value.part / value.whole, formats.share)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, index, value.replace(tzinfo=None, microsecond=0), formats.time)
        elif isinstance(value, str):
            toned = formats.tones.get(value) if value == tone else None
            sheet.write_string(row, index, _text(value), toned or form)
        elif len(str(value).lstrip("-").replace(".", "")) > _MOST_DIGITS:
            sheet.write_string(row, index, f"{value:f}" if isinstance(value, Decimal) else str(value), form)
        else:
            whole = value == int(value)
            sheet.write_number(row, index, value, formats.count if whole else formats.number)


def _text(value: str) -> str:
    shown = escaped(printable(value))
    return shown if len(shown) <= _MOST_CHARACTERS else shown[: _MOST_CHARACTERS - 1] + "…"
