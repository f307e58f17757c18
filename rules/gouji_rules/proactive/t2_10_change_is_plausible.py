"""T2-10."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import Line, gaps, lines

_LAST, _DELTA, _DECISIONS = "上一年项目数量", "本年增/减", "处理决定数量"


@rule(
    "T2-10",
    title="增减幅度异常",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款、第二十条；国办公开办函〔2019〕60号 表二",
    advice="核对上一年项目数量和本年增/减：本年增/减填比上一年增加或者减少的项目数，不是本年的总数。",
    editions=["ed2019"],
    explains=["XY-03"],
)
def change_is_plausible(report: Report, *, smallest: int = 10) -> Iterator[Finding | Unchecked]:
    """本年增/减是项目数比上一年的增减量，一般不超过上一年项目数量；减少的不能比原有的多。

    增减量不小于 smallest 又超过上一年项目数量的作警告：多半是把本年总数填成了增减量，或者与处理决定数量填反。
    减少的比上一年项目数量还多，结果为负，是错误。

    常见误报：机构改革划入职能、上一年为0的新设事项，请单位说明；数字很小的增减不报。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        二.其他对外管理服务事项.上一年项目数量 = 38
        二.其他对外管理服务事项.本年增/减 = 58
        二.其他对外管理服务事项.处理决定数量 = 38
    正例：
        年度 = 2020
        二.行政许可.上一年项目数量 = 2
        二.行政许可.本年增/减 = +6
        二.行政处罚.上一年项目数量 = 92
        二.行政处罚.本年增/减 = -51
    """
    yield from gaps(report, "二", lambda row: _DELTA in row.columns)
    for line in lines(report, "二"):
        if _DELTA in line.row.columns and not line.states_nothing(_LAST, _DELTA):
            yield from _judge(line, smallest)


def _judge(line: Line, smallest: int) -> Iterator[Finding | Unchecked]:
    last, delta = line.number(_LAST), line.number(_DELTA)
    if last is None or delta is None:
        yield Unchecked(f"表二{line.row.label}的上一年项目数量、本年增/减没有都填成数字")
    elif last + delta < 0:
        yield Finding(
            f"表二{line.row.label} 上一年 {last:f} 项，本年减少 {-delta:f} 项，比原有的还多，结果为 {last + delta:f}",
            cells=_cells(line),
            equation=f"{last:f} - {-delta:f} = {last + delta:f} < 0",
            difference=-(last + delta),
            severity=ERROR,
            locator=f"二.{line.row.key}",
        )
    elif abs(delta) > last and abs(delta) >= smallest:
        yield _warning(line, last, delta)


def _warning(line: Line, last: Decimal, delta: Decimal) -> Finding:
    decisions = line.number(_DECISIONS)
    swapped = (
        f"处理决定数量 {decisions:f} 与上一年项目数量相同，可能填的是本年总数，或者两格填反"
        if decisions == last and last
        else "本年增/减可能填的是本年总数"
    )
    return Finding(
        f"表二{line.row.label} 上一年 {last:f} 项，本年增加 {delta:f} 项，超过原有项目数；{swapped}，请核对",
        cells=_cells(line),
        equation=f"{delta:f} > {last:f}",
        difference=delta - last,
        confidence=Confidence.LIKELY,
        locator=f"二.{line.row.key}",
    )


def _cells(line: Line) -> tuple[str, ...]:
    names = (_LAST, _DELTA, *([_DECISIONS] if _DECISIONS in line.cells else []))
    return tuple(line.cells[name].address for name in names)
