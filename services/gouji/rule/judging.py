"""Calling one rule function: what it asks for it is given, what it says becomes an answer, what it raises too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from gouji.errors import Absent, NotApplicable, Waiting
from gouji.model import Finding, Outcome, Unchecked
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Answer

_MOST_FINDINGS = 200


def call(rule: Rule, parameters: dict[str, Any], context: Context) -> Answer:
    """Run a rule's function on a report. Never raises: an exception of the rule is its outcome.

    `Exception` is caught here because this is the edge of a rule; `SystemExit` too, because a rule must not end the
    process that runs it.
    """
    try:
        assert rule.function is not None
        given = {name: _given(name, context) for name in rule.asks}
        given |= {name: getattr(context, name) for name in rule.welcomes}
        return _answer(_collect(rule.function(**given, **parameters)))
    except Absent as absent:
        return Answer(outcome=Outcome.NOT_CHECKED, reason=str(absent))
    except NotApplicable as reason:
        return Answer(outcome=Outcome.NOT_APPLICABLE, reason=str(reason))
    except Waiting as reason:
        return Answer(outcome=Outcome.WAITING, reason=str(reason))
    except SystemExit as ending:
        return Answer(outcome=Outcome.ERROR, reason=f"规则试图结束进程（SystemExit: {ending.code}）")
    except Exception as problem:  # noqa: BLE001 - the edge of a rule
        return Answer(outcome=Outcome.ERROR, reason=f"规则出错：{type(problem).__name__}: {problem}")


_WAITING = {
    "previous": "缺少本单位上一年度的报告",
    "unit": "单位没有登记",
    "filing": "没有报送记录",
    "subordinates": "没有登记下级单位",
    "peers": "没有其他单位的报告可以比较",
}


def _given(name: str, context: Context) -> object:
    value = getattr(context, name)
    if value is None:
        raise Waiting(_WAITING[name])
    return value


def _collect(said: object) -> list[object]:
    if said is None:
        return []
    if not isinstance(said, Iterable) or isinstance(said, str | bytes | dict):
        raise TypeError(f"规则应逐项 yield Finding，却返回了 {type(said).__name__}")
    items: list[object] = []
    for item in said:
        items.append(item)
        if len(items) > _MOST_FINDINGS:
            raise ValueError(f"规则给出了超过 {_MOST_FINDINGS} 项发现")
    return items


def _answer(items: list[object]) -> Answer:
    for item in items:
        if not isinstance(item, Finding | Unchecked):
            raise TypeError(f"规则给出了 {type(item).__name__}，应为 Finding 或 Unchecked")
        if isinstance(item, Finding):
            # A plug-in may put anything into a field; what does not convert is the rule's error, not ours.
            msgspec.convert(msgspec.to_builtins(item), Finding)
    return Answer(
        findings=tuple(item for item in items if isinstance(item, Finding)),
        unchecked=tuple(item.reason for item in items if isinstance(item, Unchecked)),
    )
