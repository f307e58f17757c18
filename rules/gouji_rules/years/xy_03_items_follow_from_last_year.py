"""XY-03."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._before import year_before
from gouji_rules._counts import sure_count
from gouji_rules.years._rows import figures, states_nothing

_LAST, _DELTA, _DECISIONS = "上一年项目数量", "本年增/减", "处理决定数量"
_ROWS = ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费")


class _Gap(msgspec.Struct, frozen=True):
    """A row whose number is not what last year's report leads to, how that comes about in words.

    `copied` says that it is last year's number of decisions.
    """

    row: str
    own: Decimal
    due: Decimal
    how: str
    copied: bool


@rule(
    "XY-03",
    title="上一年项目数量衔接",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（五）项、第（六）项、第（八）项；国办公开办函〔2019〕60号 表二",
    advice="上一年项目数量填上一年度报告的“上一年项目数量”加“本年增/减”，不是上一年的处理决定数量；有调整的请说明。",
    editions=["ed2019"],
    years=(2020, 2020),
)
def items_follow_from_last_year(report: Report, previous: Report) -> Iterator[Finding | Unchecked]:
    """2020年度表二的“上一年项目数量”，应等于2019年度的“上一年项目数量”加“本年增/减”。

    不等的，多半是把上一年的处理决定数量填成了项目数量，这样的各行合并为一个问题；其余每一行一个问题。

    常见误报：2019年机构改革划转的事项，请单位说明，所以只作警告；2021年度起没有这一列，不比较（XY-09）。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        上年：二.行政许可.上一年项目数量 = 51
        上年：二.行政许可.处理决定数量 = 37
        二.行政许可.上一年项目数量 = 37
    正例：
        年度 = 2020
        上年：二.行政许可.上一年项目数量 = 51
        上年：二.行政许可.本年增/减 = 减2
        二.行政许可.上一年项目数量 = 49
    """
    before = year_before(report, previous, one_form=True)
    differing: list[_Gap] = []
    for row in _ROWS:
        if states_nothing(report, row, _LAST) or states_nothing(before, row, _LAST, _DELTA):
            continue
        own, last = figures(report, row, _LAST), figures(before, row, _LAST, _DELTA)
        if own is None or last is None:
            yield Unchecked(f"表二{row}两年的项目数量没有都填成数字")
        elif own[0] != sum(last):
            decisions = sure_count(before, f"二.{row}.{_DECISIONS}")
            copied = bool(own[0]) and decisions == own[0]
            differing.append(_Gap(row, own[0], sum(last, Decimal(0)), f"{last[0]:f}{last[1]:+f}", copied))
    if decisions_copied := [one for one in differing if one.copied]:
        yield _finding(decisions_copied, "；填的是上一年的处理决定数量", f"二.{_LAST}")
    for one in differing:
        if not one.copied:
            yield _finding([one], "", f"二.{one.row}.{_LAST}")


def _finding(differing: list[_Gap], remark: str, locator: str) -> Finding:
    words = "、".join(f"{one.row} {one.own:f}，应为 {one.due:f}（{one.how}）" for one in differing)
    return Finding(
        f"表二上一年项目数量与2019年度报告不衔接：{words}{remark}",
        cells=tuple(f"二.{one.row}.{_LAST}" for one in differing),
        equation="；".join(f"{one.row} {one.own:f} ≠ {one.due:f}" for one in differing),
        difference=abs(differing[0].own - differing[0].due) if len(differing) == 1 else None,
        confidence=Confidence.LIKELY,
        locator=locator,
    )
