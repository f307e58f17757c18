"""XY-02."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._before import year_before
from gouji_rules.years._rows import figures, states_nothing

_ISSUED, _REPEALED, _IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"
_ROWS = ("规章", "行政规范性文件")


@rule(
    "XY-02",
    title="现行有效衔接",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项；国办公开办函〔2021〕30号 表二",
    advice="与司法行政部门核对：上年现行有效加本年制发，减本年废止，即为本年现行有效；自然失效、清理后重新认定的，请说明。",
    editions=["ed2021"],
    explains=["XY-05"],
    years=(2022, 9999),
)
def stock_follows_from_last_year(
    report: Report, previous: Report, *, percent: int = 20, many: int = 5
) -> Iterator[Finding | Unchecked]:
    """表二规章、行政规范性文件的现行有效件数，应等于上一年的现行有效件数加本年制发、减本年废止。

    不等的作警告；相差多于 many 件、又超过应有件数 percent% 的作错误。每一行一个问题。

    常见误报：有效期届满自然失效的文件没有计入废止、清理后重新认定，请单位说明，所以一般只作警告；废止多于制发是正常的；
    2021年度与2020年度的口径不同，不比较（XY-09）。

    沿革：0.1 首次收入。

    反例：
        上年：二.行政规范性文件.现行有效件数 = 30
        二.行政规范性文件.本年制发件数 = 2
        二.行政规范性文件.本年废止件数 = 1
        二.行政规范性文件.现行有效件数 = 35
    正例：
        上年：二.行政规范性文件.现行有效件数 = 30
        二.行政规范性文件.本年制发件数 = 2
        二.行政规范性文件.本年废止件数 = 7
        二.行政规范性文件.现行有效件数 = 25
    """
    before = year_before(report, previous, one_form=True)
    for row in _ROWS:
        if states_nothing(report, row, _ISSUED, _REPEALED, _IN_FORCE):
            continue
        own, last = figures(report, row, _ISSUED, _REPEALED, _IN_FORCE), figures(before, row, _IN_FORCE)
        if own is None or last is None:
            yield Unchecked(f"表二{row}的制发、废止、现行有效件数，或者上一年度的现行有效件数，没有都填成数字")
            continue
        issued, repealed, in_force = own
        due = last[0] + issued - repealed
        if due != in_force:
            yield _finding(row, own, last[0], grave=_is_grave(in_force - due, due, percent, many))


def _is_grave(difference: Decimal, due: Decimal, percent: int, many: int) -> bool:
    return abs(difference) > many and abs(difference) * 100 > percent * abs(due)


def _finding(row: str, own: tuple[Decimal, ...], last: Decimal, *, grave: bool) -> Finding:
    issued, repealed, in_force = own
    due = last + issued - repealed
    lapsed = "；如有自然失效的文件，请说明" if in_force < due else ""
    return Finding(
        f"表二{row} 上一年现行有效 {last:f} 件，本年制发 {issued:f} 件、废止 {repealed:f} 件，"
        f"现行有效应为 {due:f} 件，却填 {in_force:f} 件{lapsed}",
        cells=tuple(f"二.{row}.{name}" for name in (_ISSUED, _REPEALED, _IN_FORCE)),
        equation=f"{last:f} + {issued:f} - {repealed:f} = {due:f} ≠ {in_force:f}",
        difference=abs(in_force - due),
        severity=ERROR if grave else WARNING,
        confidence=Confidence.LIKELY,
        locator=f"二.{row}.{_IN_FORCE}",
    )
