"""不予公开各行：几条规则共用的模块，以下划线开头，本身不是规则。"""

from __future__ import annotations

from gouji.rule import Report

REFUSALS = tuple(f"三.R{number:02}.总计" for number in range(5, 13))


def refused(report: Report) -> int:
    """不予公开各行的总计之和；缺一格时规则自动记为“未能核查”。"""
    return sum(report.count(address) for address in REFUSALS)
