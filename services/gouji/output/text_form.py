"""The report for a terminal: grouped by file, errors first, the place and the quote under each finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO

from gouji.certainty import doubts
from gouji.editions import PRE2019, PRE2019_REMARK, address_words
from gouji.model import Cell, Checked, Examined, Finding, Outcome, Report, Severity, Status, Verdict
from gouji.names import printable
from gouji.output.filed import STATUS_WORDS, Filed
from gouji.output.form import write
from gouji.rule import RuleSet
from gouji.text import quoted

_RESET, _BOLD, _DIM = "\033[0m", "\033[1m", "\033[2m"
_COLOURS = {Severity.ERROR: "\033[31m", Severity.WARNING: "\033[33m", Severity.INFO: "\033[36m"}
_VERDICTS = {Verdict.COMPLIANT: "\033[32m", Verdict.PROBLEMS: "\033[31m", Verdict.INCOMPLETE: "\033[33m"}
_MOST_CELLS = 4


def as_text(examined: Sequence[Examined], *, colour: bool) -> str:
    """All reports, one after the other, and a line that sums up when there are several."""
    stream = BytesIO()
    form = TextForm(stream, colour=colour)
    for one in examined:
        form.add(Filed(one))
    form.finish()
    return stream.getvalue().decode().removesuffix("\n")


class TextForm:
    """Reports as they come, a blank line between them."""

    def __init__(self, stream: BinaryIO, _ruleset: RuleSet | None = None, *, colour: bool = False) -> None:
        self._stream, self._paint = stream, _Paint(colour=colour)
        self._verdicts: Counter[Verdict] = Counter()
        self._statuses: Counter[Status] = Counter()

    def add(self, filed: Filed) -> None:
        between = "\n" if self._statuses else ""
        write(self._stream, f"{between}{_report(filed.examined, self._paint)}\n")
        self._statuses[filed.examined.status] += 1
        if filed.examined.checked is not None:
            self._verdicts[filed.examined.checked.verdict] += 1

    def finish(self) -> None:
        if self._statuses.total() > 1:
            write(self._stream, f"\n{_summary(self._verdicts, self._statuses)}\n")


class _Paint:
    """Colours on a terminal, nothing elsewhere."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, *codes: str) -> str:
        return "".join(codes) + text + _RESET if self._colour and codes else text


def _report(examined: Examined, paint: _Paint) -> str:
    name = paint(printable(examined.file), _BOLD)
    if examined.checked is None:
        word = STATUS_WORDS[examined.status]
        return f"{name}\n  {paint(word, _COLOURS[Severity.WARNING])}：{examined.reason}"
    checked = examined.checked
    report = checked.report
    counts = checked.counts()
    year = f"{report.year}年度" if report.year else "年度不明"
    head = f"{name}\n  {report.unit or '单位不明'}  {year}  "
    head += paint(checked.verdict.value, _VERDICTS[checked.verdict])
    head += "  " + " ".join(f"{severity.chinese}{count}" for severity, count in counts.items())
    lines = [head, *(f"  {paint('[提示]', _COLOURS[Severity.WARNING])} {note}" for note in report.document.notes)]
    for finding in checked.findings:
        lines += _finding(finding, checked, paint)
    lines += _doubts(report, paint)
    lines += _unchecked(checked, paint)
    return "\n".join(lines)


def _finding(finding: Finding, checked: Checked, paint: _Paint) -> list[str]:
    severity = finding.severity or Severity.ERROR
    members = f"（含 {'、'.join(finding.members)}）" if finding.members else ""
    lines = [
        f"  {paint(f'[{severity.chinese}]', _COLOURS[severity])} {finding.rule} {finding.title}{members}",
        f"      {finding.message}",
    ]
    lines += [f"      {paint('位置', _DIM)} {place}" for place in _places(finding, checked)]
    for quote in finding.quotes:
        where = quote.place.words()
        lines.append(f"      {paint('原文', _DIM)} {where + ' ' if where else ''}“{quoted(quote.text)}”")
    if finding.equation:
        difference = f"，相差 {finding.difference:f}" if finding.difference else ""
        lines.append(f"      {paint('算式', _DIM)} {finding.equation}{difference}")
    lines.append(f"      {paint('依据', _DIM)} {finding.basis}")
    if finding.advice:
        lines.append(f"      {paint('建议', _DIM)} {finding.advice}")
    return lines


def _places(finding: Finding, checked: Checked) -> list[str]:
    report = checked.report
    places = [
        f"{address_words(address, report.edition)}（{where}）填“{report.cells[address].text}”"
        if (where := report.cells[address].place.words())
        else f"{address_words(address, report.edition)} 填“{report.cells[address].text}”"
        for address in finding.cells[:_MOST_CELLS]
        if address in report.cells
    ]
    more = len(finding.cells) - _MOST_CELLS
    return [*places, f"……共 {len(finding.cells)} 格"] if more > 0 else places


def _doubts(report: Report, paint: _Paint) -> list[str]:
    """What is not sure about the report's figures, each doubt once."""
    lines: list[str] = []
    for doubt, cells in doubts(report):
        shown = "、".join(_cell_words(cell, report) for cell in cells[:_MOST_CELLS])
        more = f" 等{len(cells)}格" if len(cells) > _MOST_CELLS else ""
        lines.append(f"  {paint('[存疑]', _DIM)} {shown}{more}：{doubt}，没有据此判断，请人工核对")
    return lines


def _cell_words(cell: Cell, report: Report) -> str:
    where = cell.place.words()
    return f"{address_words(cell.address, report.edition)}{f'（{where}）' if where else ''}“{quoted(cell.text, 20)}”"


def _unchecked(checked: Checked, paint: _Paint) -> list[str]:
    lines = [
        f"  {paint('[未查]', _DIM)} {one.rule} {_UNCHECKED[one.outcome]}：{one.reason}"
        for one in checked.results
        if one.outcome.incomplete
    ]
    if checked.results and all(one.outcome in (Outcome.NOT_APPLICABLE, Outcome.WAITING) for one in checked.results):
        lines.append(f"  {paint('[未查]', _DIM)} 没有一条规则适用于这份报告：{checked.results[0].reason}")
    elif checked.report.edition == PRE2019:
        lines.append(f"  {paint('[未查]', _DIM)} {PRE2019_REMARK}")
    if checked.report.unplaced:
        shown = "；".join(f"“{quoted(one.text, 20)}”" for one in checked.report.unplaced[:5])
        count, reason = len(checked.report.unplaced), checked.report.unplaced[0].reason
        lines.append(f"  {paint('[未归位]', _DIM)} 表格中有 {count} 处文字没有找到位置（{reason}）：{shown}")
    return lines


_UNCHECKED = {Outcome.NOT_CHECKED: "未能核查", Outcome.ERROR: "规则出错", Outcome.TIMEOUT: "规则超时"}


def _summary(verdicts: Counter[Verdict], statuses: Counter[Status]) -> str:
    told = [f"{verdict.value} {verdicts[verdict]}" for verdict in Verdict if verdicts[verdict]]
    for status in (Status.NOT_ASSESSABLE, Status.REJECTED):
        told += [f"{STATUS_WORDS[status]} {statuses[status]}"] if statuses[status] else []
    return f"共 {statuses.total()} 份：" + "，".join(told)
