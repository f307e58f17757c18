"""T2-12."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._before import is_year_before
from gouji_rules._counts import sure_count
from gouji_rules._figures import Line, gaps, lines

_ISSUED, _REPEALED, _IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"


class _Stock(msgspec.Struct, frozen=True):
    """A row's three numbers, and what was in force at the end of the year before (None: not known)."""

    line: Line
    issued: Decimal
    repealed: Decimal
    in_force: Decimal
    before: Decimal | None


@rule(
    "T2-12",
    title="废止数异常",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项；国办公开办函〔2021〕30号 表二",
    advice="与司法行政部门核对制发、废止和现行有效的件数：上年现行有效加本年制发，减本年废止，即为本年现行有效。",
    editions=["ed2021"],
    explains=["T2-13", "XY-02", "XY-05"],
)
def repeals_fit_the_stock(report: Report, previous: Report | None = None) -> Iterator[Finding | Unchecked]:
    """表二规章、行政规范性文件的废止件数和现行有效件数，应与制发件数相容。

    废止的不能多于上年现行有效与本年制发之和；本年制发而没有废止的，年底应仍然有效，所以现行有效件数不应少于制发减废止。
    有上一年度报告时是错误；没有时只能看本年的三个数，制发减废止大于现行有效的作警告。

    常见误报：本年制发又在本年废止的文件，废止件数已经相抵；上一年度用2019年试行格式的，没有现行有效件数可比，按没有上年数据处理；
    本年制发、有效期不满一年的文件已自然失效，请在报告中说明。

    沿革：0.1 首次收入。

    反例：
        二.行政规范性文件.本年制发件数 = 9
        二.行政规范性文件.本年废止件数 = 1
        二.行政规范性文件.现行有效件数 = 4
    正例：
        二.行政规范性文件.本年制发件数 = 9
        二.行政规范性文件.本年废止件数 = 5
        二.行政规范性文件.现行有效件数 = 4
    """
    yield from gaps(report, "二", lambda row: _ISSUED in row.columns)
    for line in lines(report, "二"):
        if _ISSUED not in line.row.columns or line.states_nothing(_ISSUED, _REPEALED, _IN_FORCE):
            continue
        issued, repealed, in_force = (line.number(name) for name in (_ISSUED, _REPEALED, _IN_FORCE))
        if issued is None or repealed is None or in_force is None:
            yield Unchecked(f"表二{line.row.label}的制发、废止、现行有效件数没有都填成数字")
            continue
        stock = _Stock(line, issued, repealed, in_force, _before(line, report, previous))
        if fault := _fault(stock):
            yield _finding(stock, *fault)


def _before(line: Line, report: Report, previous: Report | None) -> Decimal | None:
    if previous is None or not is_year_before(report, previous):
        return None
    return sure_count(previous, f"二.{line.row.key}.{_IN_FORCE}")


def _fault(stock: _Stock) -> tuple[str, str, Decimal] | None:
    """What is wrong in words, as an equation, and by how much; None when the numbers are compatible."""
    issued, repealed, in_force, before = stock.issued, stock.repealed, stock.in_force, stock.before
    if before is not None and repealed > before + issued:
        words = f"废止 {repealed:f} 件，多于上年现行有效 {before:f} 件与本年制发 {issued:f} 件之和"
        return words, f"{repealed:f} > {before:f} + {issued:f}", repealed - before - issued
    if issued - repealed > in_force:
        least = issued - repealed
        words = f"制发 {issued:f} 件，废止 {repealed:f} 件，现行有效至少应有 {least:f} 件，却填 {in_force:f} 件"
        return words, f"{issued:f} - {repealed:f} > {in_force:f}", least - in_force
    return None


def _finding(stock: _Stock, words: str, equation: str, difference: Decimal) -> Finding:
    known = stock.before is not None
    return Finding(
        f"表二{stock.line.row.label} {words}",
        cells=tuple(stock.line.cells[name].address for name in (_ISSUED, _REPEALED, _IN_FORCE)),
        equation=equation,
        difference=difference,
        severity=ERROR if known else WARNING,
        confidence=Confidence.CERTAIN if known else Confidence.LIKELY,
        locator=f"二.{stock.line.row.key}",
    )
