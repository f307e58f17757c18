"""A line of the 台账: the columns of 问题台账 in their order, and what stands in them for a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from gouji.evidence import expected, place, present
from gouji.model import Finding, Severity
from gouji.output.filed import Filed

Value = str | int | Decimal | datetime | None


class Column(NamedTuple):
    """A column: its heading, its width in characters, and whether long text is broken into lines."""

    name: str
    width: int
    wrap: bool = False


ISSUES = (
    Column("序号", 6),
    Column("报告年度", 9),
    Column("地区", 10),
    Column("单位名称", 24, wrap=True),
    Column("单位类型", 10),
    Column("文件名", 28, wrap=True),
    Column("版次", 6),
    Column("接收时间", 16),
    Column("规则编号", 10),
    Column("问题类别", 10),
    Column("严重程度", 9),
    Column("位置", 32, wrap=True),
    Column("原文或现值", 36, wrap=True),
    Column("应为(算式)", 36, wrap=True),
    Column("差额", 10),
    Column("依据", 32, wrap=True),
    Column("整改建议", 32, wrap=True),
    Column("状态", 10),
    Column("下发时间", 16),
    Column("整改时限", 12),
    Column("整改说明", 24, wrap=True),
    Column("责任人", 10),
    Column("复核人", 10),
    Column("复核时间", 16),
    Column("销号时间", 16),
    Column("备注", 44, wrap=True),
)
#: What the column 状态 may say: what gouji keeps, and the steps of the work that it leaves to people.
STATES = ("待核实", "已确认", "误报", "已豁免", "已退回", "已整改待复核", "已整改", "已销号")

_KINDS = {
    "ED": "格式",
    "ID": "年度名称",
    "ST": "结构",
    "T2": "勾稽",
    "UN": "单位量级",
    "T3": "勾稽",
    "T4": "勾稽",
    "NA": "一致性",
    "XY": "一致性",
    "RO": "一致性",
    "DL": "时限",
    "TQ": "文字",
    "PI": "隐私",
    "FL": "格式",
}
#: Rules whose kind is not that of most of their family.
_OWN_KINDS = {
    **dict.fromkeys(("T2-01", "T2-03", "T2-04", "T3-04", "T3-06", "T3-09", "T4-04", "T4-05"), "格式"),
    **dict.fromkeys(("T2-02", "T2-14", "T2-16", "XY-06"), "单位量级"),
    "RO-07": "时限",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding of a file as a line; `kind` is 问题类别, `values` stand in the order of ISSUES."""

    finding: Finding
    values: tuple[Value, ...]


def issues(filed: Filed, first: int) -> Iterator[Issue]:
    """The findings of a file, the first with the number `first`."""
    for number, finding in enumerate(filed.findings, first):
        yield Issue(finding, _values(number, finding, filed))


def kind_of(rule: str) -> str:
    """问题类别 of a rule; a rule of somebody's own is told by what it compares: 一致性."""
    return _OWN_KINDS.get(rule) or _KINDS.get(rule.partition("-")[0], "一致性")


def _values(number: int, finding: Finding, filed: Filed) -> tuple[Value, ...]:
    assert filed.examined.checked is not None
    report, ruling = filed.examined.checked.report, filed.ruling(finding)
    return (
        number,
        report.year,
        filed.region,
        report.unit,
        filed.kind,
        filed.examined.file,
        filed.version,
        filed.received_at,
        finding.rule,
        kind_of(finding.rule),
        (finding.severity or Severity.ERROR).chinese,
        place(finding, report),
        present(finding, report),
        expected(finding, report),
        finding.difference,
        finding.basis,
        finding.advice,
        filed.standing(finding).value,
        None,
        None,
        None,
        None,
        ruling.person if ruling else None,
        ruling.set_at.astimezone(filed.received_at.tzinfo if filed.received_at else None) if ruling else None,
        None,
        _remark(finding, filed),
    )


def _remark(finding: Finding, filed: Filed) -> str:
    """What is wrong, in words; and why somebody set it aside."""
    ruling = filed.ruling(finding)
    members = f"（一并涉及 {'、'.join(finding.members)}）" if finding.members else ""
    told = f"{finding.title}：{finding.message}{members}"
    if ruling is None or not ruling.reason:
        return told
    until = f"，至 {ruling.expires_on}" if ruling.expires_on else ""
    return f"{told}。{ruling.state}：{ruling.reason}{until}"


def escaped(text: str) -> str:
    """Text that a spreadsheet might take for a formula, with an apostrophe before it, so that it stays text.

    White space and controls in front do not help it past; the full-width signs are those of Chinese input methods.
    """
    return f"'{text}" if text.lstrip(" \t\r\n\v\f\u00a0\u3000\ufeff\u200b").startswith(_SIGNS) else text


_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212")
