"""A finding's evidence in words: where, what it says, what it should say, why, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from gouji.editions import address_words
from gouji.model import CellKind, Finding, Place, Proposal, Report
from gouji.places import places_words
from gouji.privacy import masked
from gouji.text import quoted

Line = tuple[str, str]

MAX_CELLS = 8
MAX_QUOTES = 3
MAX_PROPOSALS = 3


def clean(text: str, limit: int = 120) -> str:
    """One line, without control, direction and other invisible characters, cut with … when it is long."""
    return quoted("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"), limit)


def evidence(finding: Finding, report: Report) -> tuple[Line, ...]:
    """The lines of a finding as (label, words), in the order in which they are read."""
    return tuple(
        (label, words)
        for label, words in (
            ("问题", clean(finding.message, 300)),
            *_where(finding, report),
            ("算式", _equation(finding)),
            *_expected(finding, report.edition),
            ("依据", clean(finding.basis, 200)),
            ("建议", clean(finding.advice or "", 300)),
            ("一并涉及", "、".join(finding.members)),
        )
        if words
    )


def place(finding: Finding, report: Report) -> str:
    """Where it is, in one line: the table, row and column, or the section and line; 全文 where it is nowhere."""
    quoted_at = _distinct(_place(quote.place, report) for quote in finding.quotes[:MAX_QUOTES])
    cells = [_cell_place(address, report) for address in finding.cells[:MAX_CELLS]]
    rest = max(0, len(finding.cells) - MAX_CELLS)
    return "；".join([*cells, *([f"另有 {rest} 格"] if rest else []), *quoted_at]) or "全文"


def present(finding: Finding, report: Report) -> str:
    """What stands there now: the figures of the cells, the quoted sentences."""
    quotes = [f"“{clean(quote.text)}”" for quote in finding.quotes[:MAX_QUOTES]]
    if (rest := len(finding.quotes) - MAX_QUOTES) > 0:
        quotes.append(f"另有 {rest} 处")
    if len(finding.cells) == 1:
        return "；".join([_value(finding.cells[0], report), *quotes])
    return "；".join([*([_values(finding.cells, report)] if finding.cells else []), *quotes])


def expected(finding: Finding, report: Report) -> str:
    """What should stand there, with the sum that shows it."""
    sums = [clean(finding.equation, 300)] if finding.equation else []
    return "；".join([*(words for _, words in _expected(finding, report.edition) if words), *sums])


def _where(finding: Finding, report: Report) -> list[Line]:
    quotes = finding.quotes[:MAX_QUOTES]
    places = _distinct(_place(quote.place, report) for quote in quotes)
    said = [("原文", f"“{clean(quote.text)}”") for quote in quotes]
    if rest := len(finding.quotes) - MAX_QUOTES:
        said += [("原文", f"另有 {rest} 处")] if rest > 0 else []
    if len(finding.cells) == 1:
        places.append(_cell_place(finding.cells[0], report))
        said.append(("现值", _value(finding.cells[0], report)))
    elif finding.cells:
        said.append(("位置与现值", _values(finding.cells, report)))
    if not places and not finding.cells:
        places = ["全文"]
    return [("位置", "；".join(places)), *said]


def _place(place: Place, report: Report) -> str:
    """The section and the line or paragraph: “一、总体情况”第4行."""
    if place == report.title_place:
        return f"标题{place.words()}"
    for section in report.sections:
        if place == section.place or any(place == paragraph.place for paragraph in section.paragraphs):
            return f"“{clean(section.numeral, 10)}、{clean(section.title, 40)}”{place.words()}"
    return place.words()


def _words(address: str, edition: str | None) -> str:
    """The form's own words for a cell; a finding may also name a row or table that is not one cell."""
    if address.count(".") < 2:  # noqa: PLR2004 - table.row.column
        return clean(address)
    return clean(address_words(address, edition))


def _cell_place(address: str, report: Report) -> str:
    cell = report.cells.get(address)
    source = cell.place.words() if cell else ""
    return _words(address, report.edition) + (f"（{source}）" if source else "")


def _value(address: str, report: Report) -> str:
    cell = report.cells.get(address)
    if cell is None:
        return "（报告中没有这一格）"
    return "（空白）" if cell.kind is CellKind.BLANK else f"“{clean(masked(cell.text), 40)}”"


def _values(cells: tuple[str, ...], report: Report) -> str:
    """Cells of one row together: 表四 行政复议：结果维持=“1”、总计=“1”."""
    named = [(_words(address, report.edition).rpartition("·"), address) for address in cells[:MAX_CELLS]]
    rows = []
    for row, group in groupby(named, key=lambda pair: pair[0][0] or "表格"):
        same = list(group)
        source = places_words(report.cells[address].place for _, address in same if address in report.cells)
        values = "、".join(f"{name[2]}={_value(address, report)}" for name, address in same)
        rows.append(f"{row}{f'（{clean(source)}）' if source else ''}：{values}")
    rest = len(cells) - MAX_CELLS
    return "；".join(rows) + (f"；另有 {rest} 格" if rest > 0 else "")


def _equation(finding: Finding) -> str:
    difference = f"，差额 {_number(finding.difference)}" if finding.difference is not None else ""
    return clean(finding.equation, 300) + difference if finding.equation else difference.removeprefix("，")


def _expected(finding: Finding, edition: str | None) -> list[Line]:
    proposed = {change.cell for proposal in _best(finding) for change in proposal.changes}
    stated = [
        f"{_words(address, edition)}={_number(value)}"
        for address, value in finding.expected.items()
        if address not in proposed
    ]
    lines = [("应为", "；".join(stated[:MAX_CELLS]))]
    lines += [(f"应为（{proposal.standing}）", _proposal(proposal, edition)) for proposal in _best(finding)]
    if (rest := len(finding.proposals) - MAX_PROPOSALS) > 0:
        lines.append(("应为", f"另有 {rest} 种改法，见报告页面"))
    return lines


def _best(finding: Finding) -> list[Proposal]:
    return sorted(finding.proposals, key=lambda proposal: proposal.rank)[:MAX_PROPOSALS]


def _proposal(proposal: Proposal, edition: str | None) -> str:
    changes = "，".join(
        f"{_words(change.cell, edition)} 由“{clean(change.before, 40)}”改为“{clean(change.after, 40)}”"
        for change in proposal.changes
    )
    return f"{changes}（{clean(proposal.why)}）" if proposal.why else changes


def _number(value: Decimal) -> str:
    whole = value.to_integral_value()
    return str(int(whole)) if value == whole else format(value, "f")


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))
