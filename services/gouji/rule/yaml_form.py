"""The YAML form of a rule: one linear identity or inequality with everything about it.

code: T3-01
title: 四项勾稽
severity: error
basis: 国办公开办函〔2021〕30号 表三表头
why: 表三每一列，第一项加第二项应等于第三项加第四项。
for each column of 三: R01 + R02 == R22 + R23
反例: "三.R01.自然人 = 1"
正例: "三.R01.自然人 = 0"
"""

from __future__ import annotations

import difflib
from typing import Any

import yaml

from gouji.errors import RuleFault
from gouji.model import Severity
from gouji.rule.definition import Rule, Status, require
from gouji.rule.linear import Linear
from gouji.rule.notation import parse_linear

#: The loader written in C where the wheel has it: ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REQUIRED = ("code", "title", "severity", "basis", "why", "反例", "正例")
_OPTIONAL = ("advice", "editions", "years", "status", "explains")


def read_yaml_rule(content: bytes, path: str) -> Rule:
    """The rule in a YAML file; raises RuleFault naming the file and what is wrong."""
    try:
        keys = yaml.load(content, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise RuleFault(path, f"不是合法的 YAML：{' '.join(str(problem).split())}") from problem
    if not isinstance(keys, dict) or not keys.get("code"):
        raise RuleFault(path, "不是规则：缺少 code")
    code = str(keys["code"])
    linear = _linear(keys, path, code)
    texts = {name: str(keys.get(name) or "") for name in _REQUIRED}
    require(path, code, title=texts["title"], basis=texts["basis"], why=texts["why"], examples=texts)
    try:
        return Rule(
            code=code,
            title=texts["title"],
            severity=Severity(texts["severity"]),
            basis=texts["basis"].strip(),
            why=texts["why"].strip(),
            failing=texts["反例"].strip(),
            passing=texts["正例"].strip(),
            path=path,
            advice=keys.get("advice"),
            editions=tuple(keys.get("editions") or ("ed2019", "ed2021")),
            years=_years(keys.get("years")),
            status=Status(keys.get("status") or "in force"),
            explains=tuple(keys.get("explains") or ()),
            linear=linear,
        )
    except (TypeError, ValueError) as problem:
        raise RuleFault(path, f"规则 {code}：{problem}", code) from problem


def _linear(keys: dict[str, Any], path: str, code: str) -> Linear:
    found = [key for key in keys if key not in (*_REQUIRED, *_OPTIONAL)]
    claims = [key for key in found if str(key).startswith(("for each", "in ", "figures"))]
    if strange := [str(key) for key in found if key not in claims]:
        near = difflib.get_close_matches(strange[0], (*_REQUIRED, *_OPTIONAL, "for each column of 三"), n=2)
        hint = f"；是否指 {'、'.join(near)}？" if near else ""
        raise RuleFault(path, f"规则 {code} 有不认识的键“{strange[0]}”{hint}", code)
    if len(claims) != 1:
        raise RuleFault(path, f"规则 {code} 应恰有一个算式（如 for each column of 三: R01 + R02 == R22 + R23）", code)
    try:
        return parse_linear(str(claims[0]), str(keys[claims[0]]))
    except ValueError as problem:
        raise RuleFault(path, f"规则 {code}：{problem}", code) from problem


def _years(value: Any) -> tuple[int, int]:
    if value is None:
        return (2019, 9999)
    if isinstance(value, int):
        return (value, value)
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - first and last year
        return (int(value[0]), int(value[1]))
    raise ValueError("years 应为一个年份，或 [起, 止]")
