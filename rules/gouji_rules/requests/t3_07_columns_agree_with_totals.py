"""T3-07."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.rule import ERROR, CellKind, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import form_of, gaps

_FLOW = ("R01", "R02", "R22", "R23")
_TOTAL = "总计"


class _Column(msgspec.Struct, frozen=True):
    """The four figures of a column: received, carried over, done, carried forward."""

    name: str
    figures: tuple[Decimal, ...]

    @property
    def difference(self) -> Decimal:
        received, carried, done, forward = self.figures
        return received + carried - done - forward

    @property
    def equation(self) -> str:
        received, carried, done, forward = (f"{figure:f}" for figure in self.figures)
        return f"{received} + {carried} {'≠' if self.difference else '='} {done} + {forward}"

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(f"三.{row}.{self.name}" for row in _FLOW)


@rule(
    "T3-07",
    title="单列结构与总计列矛盾",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第一款第（二）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三表头",
    advice="核对这一列的四项：总计列与申请人各列应同时相符，数字可能填到了相邻的列。",
)
def columns_agree_with_totals(report: Report) -> Iterator[Finding | Unchecked]:
    """表三的勾稽关系（新收加上年结转，等于办理结果总计加结转下年度），总计列与申请人各列应当同时成立。

    总计列相符而某一列不符的，是这一列的数字填错或者填到了别的列；各列都相符而总计列不符的，是总计列没有按各列汇总。
    与四项勾稽（T3-01）是同一个原因，两条规则都运行时合并为一个问题，不重复报。

    常见误报：总计空白的由 T3-05 指出，错列的由 T3-08 指出，都不重复报；空白代替0的，按0计，两边仍然相等。

    沿革：0.1 首次收入。

    反例：
        三.R01.自然人 = 3
        三.R01.商业企业 = 2
        三.R01.总计 = 5
        三.R22.自然人 = 5
        三.R22.总计 = 5
    正例：
        三.R01.自然人 = 5
        三.R01.总计 = 5
        三.R22.自然人 = 5
        三.R22.总计 = 5
    """
    yield from gaps(report, "三", lambda row: row.key in _FLOW)
    columns = [column.name for column in form_of(report, "三").columns if column.name != _TOTAL]
    total = _column(_TOTAL, report)
    if total is None:
        yield Unchecked("表三总计列的四项没有都填成数字")
        return
    applicants = [column for name in columns if (column := _column(name, report))]
    broken = [column for column in applicants if column.difference]
    if total.difference and not broken and len(applicants) == len(columns):
        yield _finding(f"申请人各列都相符，总计列不符：{total.equation}", [total])
    elif broken and not total.difference:
        shown = "、".join(f"{column.name}列不符：{column.equation}" for column in broken)
        yield _finding(f"总计列相符（{total.equation}），{shown}", broken)


def _column(name: str, report: Report) -> _Column | None:
    """The column; None when one of its figures is missing, doubtful, or none, or its total is blank."""
    figures: list[Decimal] = []
    for row in _FLOW:
        cell = report.cells.get(f"三.{row}.{name}")
        blank_total = row == "R22" or name == _TOTAL
        if cell is None or cell.doubt is not None or (cell.kind is CellKind.BLANK and blank_total):
            return None
        if cell.kind is not CellKind.BLANK and (cell.value is None or cell.unit):
            return None
        figures.append(cell.value or Decimal(0))
    return _Column(name, tuple(figures))


def _finding(words: str, broken: list[_Column]) -> Finding:
    return Finding(
        f"表三{words}",
        cells=tuple(address for column in broken for address in column.cells),
        equation="；".join(column.equation for column in broken),
        difference=abs(broken[0].difference) if len(broken) == 1 else None,
        confidence=Confidence.LIKELY,
        locator="三.勾稽",
    )
