"""`only if`: a rule that concerns only reports whose figures are so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gouji.errors import Absent, NotApplicable
from gouji.model import Finding, Report, Unchecked
from gouji.rule.balance import reckon
from gouji.rule.definition import Verdicts
from gouji.rule.kinds.kind import BadKey
from gouji.rule.linear import Linear
from gouji.rule.notation import parse_linear

ONLY_IF = "only if"


def read_condition(text: str) -> Linear:
    """The condition, an expression over whole addresses; raises BadKey."""
    try:
        return parse_linear("figures", text)
    except ValueError as problem:
        raise BadKey(ONLY_IF, f"{ONLY_IF}：{problem}") from problem


def conditional(function: Callable[..., Verdicts], condition: Linear, said: str) -> Callable[..., Verdicts]:
    """The function for reports in which the condition holds; for others it is not applicable."""

    def judge(report: Report, **given: Any) -> Iterator[Finding | Unchecked]:
        reckoned = reckon(condition, report)
        if reckoned.unchecked:
            raise Absent(f"条件“{said}”", reckoned.unchecked[0])
        if not all(one.holds for one in reckoned.balances):
            raise NotApplicable(f"只适用于 {said} 的报告")
        yield from function(report=report, **given)

    return judge
