"""The YAML form of a rule: what it says of itself, and a claim of one of the declarative kinds.

code: T3-01
title: 四项勾稽
severity: error
basis: 国办公开办函〔2021〕30号 表三表头
why: 表三每一列，第一项加第二项应等于第三项加第四项。
for each column of 三: R01 + R02 == R22 + R23
反例: "三.R01.自然人 = 1"
正例: "三.R01.自然人 = 0"

`kind` names the kind (`gouji.rule.kinds`); without it the rule is linear. A file is data from outside: nesting, size
and aliases are bounded, and every key that means nothing is an error with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from gouji.editions import NAMES, PRE2019
from gouji.errors import RuleFault
from gouji.model import Severity
from gouji.rule.definition import CODE, FIRST, Example, Rule, Status, numbered, require
from gouji.rule.kinds import KINDS, BadKey, Claim, Keys, Kind
from gouji.rule.kinds.condition import ONLY_IF, conditional, read_condition
from gouji.rule.kinds.kind import require_known, texts_of
from gouji.rule.kinds.linear import is_scope
from gouji.rule.naming import near_names
from gouji.rule.yaml_words import yaml_fault

#: The loader written in C where the wheel has it: ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REQUIRED = ("code", "title", "severity", "basis", "why")
_OPTIONAL = ("kind", "advice", "editions", "years", "status", "explains", "owner")
#: The keys of every kind, examples aside.
GENERAL = (*_REQUIRED, *_OPTIONAL, ONLY_IF)
_EXAMPLE = re.compile(r"(反例|正例)[\d二三四五六七八九十]*")
_ALL_YEARS = (2019, 9999)
_FIRST_YEAR, _LAST_YEAR = 2008, 2099
#: What these values are called in Chinese.
_MEANT = {
    "错误": "error",
    "警告": "warning",
    "提示": "info",
    "草案": "draft",
    "试行": "trial",
    "试运行": "trial",
    "生效": "in force",
    "启用": "in force",
    "停用": "retired",
    "废止": "retired",
}
_LARGEST = 64 << 10
_DEEPEST = 6


class _File(msgspec.Struct, frozen=True):
    """A YAML mapping with the line of each of its keys."""

    path: str
    values: dict[str, Any]
    lines: dict[str, int]

    @property
    def code(self) -> str | None:
        code = self.values.get("code")
        return str(code) if isinstance(code, str | int) and code else None

    def fault(self, reason: str, key: str | None = None) -> RuleFault:
        """What is wrong, with the line of the key and the code, as far as they are known."""
        line = f"第{self.lines[key]}行，" if key in self.lines else ""
        named = f"规则 {self.code}：" if self.code else ""
        return RuleFault(self.path, f"{line}{named}{reason}", self.code)


def read_yaml_rule(content: bytes, path: str) -> Rule:
    """The rule in a YAML file; raises RuleFault naming the file, the line and what is wrong."""
    file = _File(path, *_mapping(content, path))
    if not file.code:
        raise RuleFault(path, "不是规则：缺少 code")
    try:
        return _rule(file)
    except BadKey as problem:
        raise file.fault(str(problem), problem.key) from problem


def _rule(file: _File) -> Rule:
    values = file.values
    kind = _kind(values)
    _refuse_strange_keys(values, kind)
    texts = {name: _text(name, values) for name in _REQUIRED}
    examples = _examples(values)
    first = {example.name: example.text for example in examples if example.name in FIRST}
    require(file.path, texts["code"], title=texts["title"], basis=texts["basis"], why=texts["why"], examples=first)
    claim = _conditional(values, kind, kind.build(Keys({key: values[key] for key in values if _is_own(key, kind)})))
    return Rule(
        code=texts["code"],
        title=texts["title"],
        severity=_member(Severity, "severity", texts["severity"]),
        basis=texts["basis"],
        why=texts["why"],
        failing=first["反例"],
        passing=first["正例"],
        path=file.path,
        further=tuple(example for example in examples if example.name not in FIRST),
        advice=_text("advice", values) or None,
        editions=_editions(values),
        years=_years(values.get("years")),
        status=_status(values),
        explains=_codes(values),
        owner=_text("owner", values) or None,
        parameters=claim.parameters,
        asks=claim.asks,
        function=claim.function,
        linear=claim.linear,
        settle=claim.settle,
    )


# -- the file


def _mapping(content: bytes, path: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The file as a mapping, and the line of each key; raises RuleFault."""
    if len(content) > _LARGEST:
        raise RuleFault(path, f"文件超过{_LARGEST >> 10} KB，不像是规则")
    try:
        lines = dict(_keys(content, path))
        values = yaml.load(content, Loader=_LOADER) if lines else None  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError) as problem:
        raise RuleFault(path, yaml_fault(content, problem)) from problem
    if not isinstance(values, dict):
        raise RuleFault(path, "不是规则：缺少 code")
    return {str(key): value for key, value in values.items()}, lines


def _keys(content: bytes, path: str) -> Iterator[tuple[str, int]]:
    """The keys of the outermost mapping with their lines, read event by event before anything is built."""
    depth = 0
    expects_key = True
    seen: dict[str, int] = {}
    for event in yaml.parse(content, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RuleFault(path, f"第{_line(event)}行，规则文件不能用 & 和 * 引用")
        if depth == 1 and isinstance(event, yaml.NodeEvent):
            if expects_key and isinstance(event, yaml.ScalarEvent):
                line = _line(event)
                if event.value in seen:
                    raise RuleFault(path, f"第{line}行，{event.value} 重复，前面第{seen[event.value]}行已经写过")
                seen[event.value] = line
                yield event.value, line
            expects_key = not expects_key
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise RuleFault(path, f"第{_line(event)}行，嵌套超过{_DEEPEST}层，不像是规则")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# -- its keys


def _kind(values: dict[str, Any]) -> Kind:
    if values.get("kind") is None:
        return KINDS["linear"]
    require_known("kind", str(values["kind"]), KINDS)
    return KINDS[str(values["kind"])]


def _is_own(key: str, kind: Kind) -> bool:
    """Whether the key belongs to the kind."""
    return key in {one.name for one in kind.keys} or (is_scope(key) and kind.name in ("linear", "previous"))


def _refuse_strange_keys(values: dict[str, Any], kind: Kind) -> None:
    for key in values:
        if key in GENERAL or _EXAMPLE.fullmatch(key) or _is_own(key, kind):
            continue
        elsewhere = [one.name for one in KINDS.values() if _is_own(key, one)]
        if elsewhere:
            own = f"kind: {kind.name}" if "kind" in values else "没有写 kind 的规则"
            raise BadKey(key, f"{key} 是 kind: {'、'.join(elsewhere)} 的键，{own} 不能用")
        known = [*GENERAL, *FIRST, *(one.name for one in kind.keys)]
        if kind.name in ("linear", "previous"):
            known += ["for each column of 三", "for each row of 三", "in 四.行政复议", "figures"]
        raise BadKey(key, f"不认识“{key}”；{near_names(key, known)}")


def _conditional(values: dict[str, Any], kind: Kind, claim: Claim) -> Claim:
    """The claim under its condition, where the file has one."""
    if values.get(ONLY_IF) is None:
        return claim
    if claim.function is None:
        raise BadKey(ONLY_IF, f"{ONLY_IF} 不能和 kind: {kind.name} 同用；把条件写进算式")
    said = _text(ONLY_IF, values)
    return msgspec.structs.replace(claim, function=conditional(claim.function, read_condition(said), said))


def _text(name: str, values: dict[str, Any]) -> str:
    """A text, empty where there is none."""
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadKey(name, f"{name} 应为一段文字")
    return str(value).strip()


def _examples(values: dict[str, Any]) -> tuple[Example, ...]:
    """反例, 反例2 … and 正例 …, each a text or a list of texts."""
    texts: list[tuple[str, str]] = []
    for key, value in values.items():
        if (found := _EXAMPLE.fullmatch(key)) and value is not None:
            texts += [(found[1], text) for text in texts_of(key, value)]
    return numbered(texts)


def _member(choices: Any, name: str, text: str) -> Any:
    known = [choice.value for choice in choices]
    if text not in known:
        near = f"是否指 {_MEANT[text]}？" if _MEANT.get(text) in known else near_names(text, known)
        hint = f"；{near}" if near.startswith("是否指") else ""
        raise BadKey(name, f"{name} 的“{text}”应为 {'、'.join(known)} 之一{hint}")
    return choices(text)


def _status(values: dict[str, Any]) -> Status:
    """In force where the file says nothing; `on`, which YAML takes for true, is no status."""
    said = values.get("status")
    status: Status = Status.IN_FORCE if said is None else _member(Status, "status", str(said))
    return status


def _editions(values: dict[str, Any]) -> tuple[str, ...]:
    if values.get("editions") is None:
        return NAMES
    chosen = texts_of("editions", values["editions"])
    for name in chosen:
        require_known("editions", name, (*NAMES, PRE2019))
    return chosen


def _codes(values: dict[str, Any]) -> tuple[str, ...]:
    if values.get("explains") is None:
        return ()
    codes = texts_of("explains", values["explains"])
    for code in codes:
        if not CODE.fullmatch(code):
            raise BadKey("explains", f"explains 的“{code}”不是规则编号，应如 T3-01")
    return codes


def _years(value: Any) -> tuple[int, int]:
    if value is None:
        return _ALL_YEARS
    years = value if isinstance(value, list) else [value, value]
    if len(years) != 2 or not all(type(year) is int for year in years) or years[0] > years[1]:  # noqa: PLR2004 - first and last year
        raise BadKey("years", "years 应为一个年份，或 [起, 止]")
    if not all(_FIRST_YEAR <= year <= _LAST_YEAR or year == _ALL_YEARS[1] for year in years):
        raise BadKey("years", f"years 的年份应在{_FIRST_YEAR}至{_LAST_YEAR}之间")
    return (years[0], years[1])
