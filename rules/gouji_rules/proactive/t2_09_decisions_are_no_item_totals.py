"""T2-09."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import Line, gaps, lines

_LAST, _DELTA, _DECISIONS = "上一年项目数量", "本年增/减", "处理决定数量"


class _Figures(msgspec.Struct, frozen=True):
    """The three numbers of a row."""

    line: Line
    last: Decimal
    delta: Decimal
    decisions: Decimal

    @property
    def words(self) -> str:
        sign = "+" if self.delta >= 0 else "-"
        return f"{self.line.row.label} {self.last:f}{sign}{abs(self.delta):f}={self.decisions:f}"


@rule(
    "T2-09",
    title="处理决定数等于项目数合计",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（五）项、第（六）项；国办公开办函〔2019〕60号 表二",
    advice="处理决定数量填全年作出的许可、处罚等决定件数，与事项（项目）的个数无关，请按台账重填。",
    editions=["ed2019"],
)
def decisions_are_no_item_totals(
    report: Report, *, fewest_rows: int = 2, smallest: int = 3, alone_above: int = 20
) -> Iterator[Finding | Unchecked]:
    """处理决定数量是全年作出的决定件数，不是上一年项目数量与本年增/减之和。

    两行以上恰好都等于“上一年项目数量+本年增/减”的，或者只有一行但数字较大的，多半是把处理决定数量当成了项目合计。
    各行合并为一个问题。

    常见误报：数字很小时的巧合（不足 smallest 的行不计）；只有一行相等而没有增减，或者不超过 alone_above。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.行政许可.上一年项目数量 = 92
        二.行政许可.本年增/减 = 51
        二.行政许可.处理决定数量 = 143
    正例：
        年度 = 2019
        二.行政许可.上一年项目数量 = 1
        二.行政许可.处理决定数量 = 1
        二.行政处罚.上一年项目数量 = 2
        二.行政处罚.处理决定数量 = 2
    """
    yield from gaps(report, "二", lambda row: _DECISIONS in row.columns)
    equal: list[_Figures] = []
    for line in lines(report, "二"):
        if _DECISIONS not in line.row.columns or line.states_nothing(_LAST, _DELTA, _DECISIONS):
            continue
        figures = _figures(line)
        if figures is None:
            yield Unchecked(f"表二{line.row.label}的三个数量没有都填成数字")
        elif figures.decisions >= smallest and figures.last + figures.delta == figures.decisions:
            equal.append(figures)
    if len(equal) >= fewest_rows or any(one.delta and one.decisions > alone_above for one in equal):
        yield _finding(equal, fewest_rows)


def _figures(line: Line) -> _Figures | None:
    last, delta, decisions = (line.number(name) for name in (_LAST, _DELTA, _DECISIONS))
    return None if last is None or delta is None or decisions is None else _Figures(line, last, delta, decisions)


def _finding(equal: list[_Figures], several: int) -> Finding:
    return Finding(
        f"表二处理决定数量恰好等于上一年项目数量加本年增/减：{'、'.join(one.words for one in equal)}；"
        "疑将处理决定数量误作项目合计，应为全年作出的决定件数",
        cells=tuple(one.line.cells[name].address for one in equal for name in (_LAST, _DELTA, _DECISIONS)),
        equation="；".join(one.words for one in equal),
        confidence=Confidence.LIKELY if len(equal) >= several else Confidence.POSSIBLE,
        locator="二.处理决定数量",
    )
