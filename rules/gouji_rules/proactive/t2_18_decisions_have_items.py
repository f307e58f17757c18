"""T2-18."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import Line, gaps, lines

_LAST, _DELTA, _DECISIONS = "上一年项目数量", "本年增/减", "处理决定数量"


@rule(
    "T2-18",
    title="项目数为0但有决定",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（五）项、第（六）项；国办公开办函〔2019〕60号 表二",
    advice="补填上一年项目数量和本年增/减：项目数量是许可、处罚等事项的个数，有决定就有事项。",
    editions=["ed2019"],
    explains=["XY-03"],
)
def decisions_have_items(report: Report) -> Iterator[Finding | Unchecked]:
    """表二行政许可、处罚、强制等行，有处理决定的，项目数量（上一年项目数量加本年增/减）不应为0。

    处理决定依据事项作出；事项个数为0却有决定，多半是漏填了项目数量。

    常见误报：本年取消的事项在取消前作出过决定（上一年3项、本年减3项），只在两格都为0时才确定是漏填，取消的措辞有别；
    填“/”的行由 T2-01 指出，本规则不判断。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.行政处罚.处理决定数量 = 12
    正例：
        年度 = 2019
        二.行政处罚.上一年项目数量 = 230
        二.行政处罚.处理决定数量 = 12
    """
    yield from gaps(report, "二", lambda row: _DECISIONS in row.columns)
    for line in lines(report, "二"):
        if _DECISIONS not in line.row.columns or line.states_nothing(_LAST, _DELTA, _DECISIONS):
            continue
        last, delta, decisions = (line.number(name) for name in (_LAST, _DELTA, _DECISIONS))
        if decisions == 0:
            continue
        if last is None or delta is None or decisions is None:
            yield Unchecked(f"表二{line.row.label}的三个数量没有都填成数字")
        elif last + delta == 0 and decisions > 0:
            yield _finding(line, last, delta, decisions)


def _finding(line: Line, last: Decimal, delta: Decimal, decisions: Decimal) -> Finding:
    cancelled = "；如系本年取消的事项，请说明" if last else ""
    sign = "+" if delta >= 0 else "-"
    return Finding(
        f"表二{line.row.label} 项目数量 {last:f}{sign}{abs(delta):f}=0，处理决定数量却为 {decisions:f}；"
        f"有决定就应有事项{cancelled}",
        cells=tuple(line.cells[name].address for name in (_LAST, _DELTA, _DECISIONS)),
        equation=f"{last:f} {sign} {abs(delta):f} = 0，{decisions:f} > 0",
        difference=decisions,
        confidence=Confidence.POSSIBLE if last else Confidence.LIKELY,
        locator=f"二.{line.row.key}",
    )
