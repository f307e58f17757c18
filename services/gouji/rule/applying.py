"""A profile put over a rule set: unknown codes and parameters are refused, values get the type of their defaults."""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import Any

import msgspec

from gouji.errors import BadProfile
from gouji.rule.adjustment import Adjustment
from gouji.rule.definition import ByType, Rule, Status
from gouji.rule.profile import Profile, Word
from gouji.rule.ruleset import RuleSet
from gouji.unit import UnitType

#: The value for all other kinds of bodies in a parameter that differs by kind.
OTHERS = "默认"
_ASLEEP = "草案规则，所用方案没有对这份报告启用"


def with_profile(ruleset: RuleSet, profile: Profile) -> RuleSet:
    """The rules as the profile wants them; raises BadProfile for a code or parameter that does not exist."""
    by_code = {rule.code: rule for rule in ruleset.rules}
    faulty = {fault.code for fault in ruleset.faults if fault.code}
    for word in profile.words:
        if rule := by_code.get(word.code):
            by_code[rule.code] = _with(rule, word)
        elif word.code not in faulty:
            known = [*by_code, *faulty]
            near = difflib.get_close_matches(word.code.upper(), known, n=3, cutoff=0.5)
            hint = f"；是否指 {'、'.join(near)}？" if near else "（用 gouji rules list 查看全部编号）"
            raise BadProfile(word.path, f"{word.where}：没有编号为 {word.code} 的规则{hint}")
    return msgspec.structs.replace(
        ruleset, rules=tuple(by_code[rule.code] for rule in ruleset.rules), slips=profile.slips
    )


def _with(rule: Rule, word: Word) -> Rule:
    if word.adjustment.on and rule.status is Status.RETIRED:
        raise BadProfile(word.path, f"{word.where}：规则 {rule.code} 已停用，不能启用")
    typed = {name: _typed(rule, name, value, word) for name, value in word.adjustment.parameters.items()}
    adjustment = msgspec.structs.replace(word.adjustment, parameters=typed)
    if not adjustment.on or rule.status is Status.IN_FORCE:
        return msgspec.structs.replace(rule, adjustments=(*rule.adjustments, adjustment))
    asleep = Adjustment(off=_ASLEEP)
    return msgspec.structs.replace(rule, status=Status.IN_FORCE, adjustments=(asleep, *rule.adjustments, adjustment))


def _typed(rule: Rule, name: str, value: Any, word: Word) -> Any:
    """The value with the type of the parameter's default."""
    where = f"{word.where}.parameters.{name}"
    if name not in rule.parameters:
        near = difflib.get_close_matches(name, list(rule.parameters), n=3, cutoff=0.4)
        known = "、".join(rule.parameters)
        hint = f"；是否指 {'、'.join(near)}？" if near else f"；它的参数有 {known}" if known else "；它没有参数"
        raise BadProfile(word.path, f"{where}：规则 {rule.code} 没有参数 {name}{hint}")
    default = rule.parameters[name]
    pattern = default.default if isinstance(default, ByType) else default
    if not isinstance(value, dict) or isinstance(pattern, dict):
        return _as(pattern, value, where, word)
    kinds = {OTHERS: None} | {kind.value: kind for kind in UnitType}
    for kind in value:
        if kind not in kinds:
            near = difflib.get_close_matches(kind, list(kinds), n=3, cutoff=0.4)
            raise BadProfile(
                word.path,
                f"{where}：没有“{kind}”这类单位；应为 {'、'.join(near or kinds)}{' 之一' if not near else ''}",
            )
    base = default if isinstance(default, ByType) else ByType(default, {})
    given = {kinds[kind]: _as(pattern, one, f"{where}.{kind}", word) for kind, one in value.items()}
    others = given.pop(None, base.default)
    # Where the profile says what holds for all others, the kinds that it does not name are among them.
    kept = {} if OTHERS in value else base.values
    return ByType(others, {**kept, **{kind: one for kind, one in given.items() if kind}})


def _as(pattern: Any, value: Any, where: str, word: Word) -> Any:
    """The value as the type of the default; a whole number may stand for a fraction, never text for a number."""
    if pattern is None:
        return value
    if isinstance(pattern, tuple) and isinstance(value, list):
        return tuple(_as(pattern[0] if pattern else None, one, where, word) for one in value)
    if isinstance(pattern, Decimal) and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    try:
        return msgspec.convert(value, type(pattern))
    except msgspec.ValidationError:
        raise BadProfile(word.path, f"{where} 的值 {value!r} 应为{_kind(pattern)}，如默认值 {pattern!r}") from None


def _kind(pattern: Any) -> str:
    names = {
        bool: " true 或 false",
        int: "整数",
        float: "数字",
        Decimal: "数字",
        str: "文字",
        tuple: "列表",
        list: "列表",
    }
    return names.get(type(pattern), type(pattern).__name__)
