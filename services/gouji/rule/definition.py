"""A rule and the decorator that declares one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from gouji.errors import RuleFault
from gouji.model import Filing, Finding, Report, Resemblance, Severity, Subordinate, Unchecked
from gouji.rule.adjustment import Adjustment
from gouji.rule.linear import Linear
from gouji.unit import Unit, UnitType, type_by_name

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}-[A-Z0-9]{1,8}")
DECLARED = "__gouji_rule__"
FIRST = ("反例", "正例")
_EXAMPLES = re.compile(r"^\s*(反例|正例)[\d二三四五六七八九十]*[：:]\s*(.*)$")

Verdicts = Iterable[Finding | Unchecked]


class Status(StrEnum):
    """Where a rule is in its life; only rules in force decide a verdict."""

    DRAFT = "draft"
    TRIAL = "trial"
    IN_FORCE = "in force"
    RETIRED = "retired"

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ValueError(f"status 的“{value}”应为 {'、'.join(cls)} 之一")


class Context(msgspec.Struct, frozen=True, dict=True):
    """What a rule may ask for by the name of its parameter; what is None is not here yet.

    `previous` is this unit's report of the year before, `unit` its entry in the register, `filing` how the report came
    in, `subordinates` the units whose figures go into it, `peers` other units' reports with much the same prose.
    """

    report: Report
    previous: Report | None = None
    unit: Unit | None = None
    filing: Filing | None = None
    subordinates: tuple[Subordinate, ...] | None = None
    peers: tuple[Resemblance, ...] | None = None

    @cached_property
    def unit_type(self) -> UnitType | None:
        """What kind of body reports: as registered, else as its name shows."""
        return (self.unit and self.unit.type) or type_by_name(self.report.unit)


_GIVEN = Context.__struct_fields__


class ByType(msgspec.Struct, frozen=True):
    """A parameter whose value depends on the kind of body; `default` holds for the others and where it is unknown."""

    default: Any
    values: dict[UnitType, Any]

    def of(self, unit_type: UnitType | None) -> Any:
        return self.values.get(unit_type, self.default) if unit_type else self.default


def by_type(default: Any, values: dict[UnitType, Any]) -> Any:
    """The default of a parameter that differs by kind of body; the rule is given the value of its report's unit."""
    return ByType(default, values)


class Example(msgspec.Struct, frozen=True):
    """One example of a rule, in the notation of `gouji.rule.example`: 反例, 反例2, 正例 …"""

    name: str
    text: str

    @property
    def fails(self) -> bool:
        """Whether the rule must find something in it."""
        return self.name.startswith("反例")


class Rule(msgspec.Struct, frozen=True):
    """Everything about one rule.

    `why` is its text without the examples, `failing` and `passing` its first 反例 and 正例 in the notation of
    `gouji.rule.example`, `further` those behind them. `editions` and `years` (first, last) say which reports it
    concerns. `explains` are codes whose findings in the same place have the same cause as a finding of this rule and
    become its members. Exactly one of `function`, `linear` and `remote` is set; `remote` rules run in the rule host,
    from `source`, what their file held when it was loaded. `settle` gives the linear rule for other parameters. `asks`
    is what the rule needs of a Context, `welcomes` what it takes where it is there. `adjustments` are what a profile
    says of it; of those that hold for a report come the parameters in `overrides` and the severity in `imposed`.
    `owner` is who sees what a rule on trial finds.
    """

    code: str
    title: str
    severity: Severity
    basis: str
    why: str
    failing: str
    passing: str
    path: str
    further: tuple[Example, ...] = ()
    advice: str | None = None
    editions: tuple[str, ...] = ("ed2019", "ed2021")
    years: tuple[int, int] = (2019, 9999)
    status: Status = Status.IN_FORCE
    parameters: dict[str, Any] = {}
    overrides: dict[str, Any] = {}
    adjustments: tuple[Adjustment, ...] = ()
    imposed: Severity | None = None
    asks: tuple[str, ...] = ("report",)
    welcomes: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    owner: str | None = None
    function: Callable[..., Verdicts] | None = None
    linear: Linear | None = None
    settle: Callable[[Mapping[str, Any]], Linear] | None = None
    remote: bool = False
    source: bytes | None = None

    @property
    def examples(self) -> tuple[Example, ...]:
        """All its examples: each 反例, then each 正例."""
        every = (Example("反例", self.failing), Example("正例", self.passing), *self.further)
        return tuple(sorted(every, key=lambda example: not example.fails))

    def stated(self, unit_type: UnitType | None) -> Linear | None:
        """What a linear rule states for a report of this kind of body."""
        return self.settle(self.settled(unit_type)) if self.settle is not None else self.linear

    def settled(self, unit_type: UnitType | None) -> dict[str, Any]:
        """Its parameters for a report of this kind of body."""
        return _of_type(self.parameters | self.overrides, unit_type)

    def overridden(self, unit_type: UnitType | None) -> dict[str, Any]:
        """Those of them that a profile sets."""
        return _of_type(self.overrides, unit_type)


def _of_type(parameters: dict[str, Any], unit_type: UnitType | None) -> dict[str, Any]:
    return {name: value.of(unit_type) if isinstance(value, ByType) else value for name, value in parameters.items()}


class Declaration(msgspec.Struct, frozen=True):
    """What the decorator was told."""

    code: str
    title: str
    severity: Severity
    basis: str
    advice: str | None
    editions: tuple[str, ...]
    years: tuple[int, int]
    status: Status
    explains: tuple[str, ...]
    owner: str | None


def rule(
    code: str,
    *,
    title: str,
    severity: Severity | str,
    basis: str = "",
    advice: str | None = None,
    editions: Iterable[str] = ("ed2019", "ed2021"),
    years: tuple[int, int] = (2019, 9999),
    status: Status | str = Status.IN_FORCE,
    explains: Iterable[str] = (),
    owner: str | None = None,
) -> Callable[[Callable[..., Verdicts]], Callable[..., Verdicts]]:
    """Declare a function as a rule; what is missing is found when the file is loaded, not here."""

    def declare(function: Callable[..., Verdicts]) -> Callable[..., Verdicts]:
        declaration = Declaration(
            code,
            title,
            Severity(severity),
            basis,
            advice,
            tuple(editions),
            years,
            Status(status),
            tuple(explains),
            owner,
        )
        setattr(function, DECLARED, declaration)
        return function

    return declare


def from_function(function: Callable[..., Verdicts], path: str) -> Rule:
    """The rule that a decorated function is; raises RuleFault when something every rule must have is missing."""
    declared: Declaration = getattr(function, DECLARED)
    text = inspect.getdoc(function) or ""
    why, examples = split_examples(text)
    first = {example.name: example.text for example in examples if example.name in FIRST}
    require(path, declared.code, title=declared.title, basis=declared.basis, why=why, examples=first)
    asks, welcomes, parameters = _signature(function, path, declared.code)
    return Rule(
        code=declared.code,
        title=declared.title,
        severity=declared.severity,
        basis=declared.basis,
        why=why,
        failing=first["反例"],
        passing=first["正例"],
        path=path,
        further=tuple(example for example in examples if example.name not in FIRST),
        advice=declared.advice,
        editions=declared.editions,
        years=declared.years,
        status=declared.status,
        parameters=parameters,
        asks=asks,
        welcomes=welcomes,
        explains=declared.explains,
        owner=declared.owner,
        function=function,
    )


def require(path: str, code: str, *, title: str, basis: str, why: str, examples: dict[str, str]) -> None:
    """Raise RuleFault for the first thing that every rule must have and this one lacks."""
    if not CODE.fullmatch(code):
        raise RuleFault(path, f"编号 {code!r} 不合格式；应如 T3-01 或 XM-12", None)
    missing = {
        "标题（title）": title.strip(),
        "依据（basis）": basis.strip(),
        "说明（docstring 或 why）": why.strip(),
        "反例": examples.get("反例", "").strip(),
        "正例": examples.get("正例", "").strip(),
    }
    for what, text in missing.items():
        if not text:
            raise RuleFault(path, f"规则 {code} 缺少{what}", code)


def split_examples(text: str) -> tuple[str, tuple[Example, ...]]:
    """A docstring as its prose and its examples; an example is the lines indented under 反例： or 正例：.

    Several of a kind are numbered in their order, whatever number they carry.
    """
    why: list[str] = []
    examples: list[tuple[str, list[str]]] = []
    current: list[str] | None = None
    for line in text.splitlines():
        if found := _EXAMPLES.match(line):
            current = [found[2]] if found[2] else []
            examples.append((found[1], current))
        elif current is not None and (not line.strip() or line.startswith((" ", "\t"))):
            current.append(line.strip())
        else:
            current = None
            why.append(line)
    return "\n".join(why).strip(), numbered((kind, "\n".join(filter(None, lines))) for kind, lines in examples)


def numbered(texts: Iterable[tuple[str, str]]) -> tuple[Example, ...]:
    """Examples with their names: 反例, 反例2, 正例, 正例2 …"""
    examples: list[Example] = []
    for kind, text in texts:
        before = sum(example.name.startswith(kind) for example in examples)
        examples.append(Example(f"{kind}{before + 1}" if before else kind, text))
    return tuple(examples)


def _signature(
    function: Callable[..., Verdicts], path: str, code: str
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]:
    """What the function asks for, what it welcomes (default None), and its own parameters with their defaults."""
    asks: list[str] = []
    welcomes: list[str] = []
    parameters: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in _GIVEN:
            (welcomes if parameter.default is None else asks).append(name)
        elif parameter.kind is parameter.KEYWORD_ONLY and parameter.default is not parameter.empty:
            parameters[name] = parameter.default
        else:
            known = "、".join(_GIVEN)
            raise RuleFault(path, f"规则 {code} 的参数 {name} 既不是 {known}，也不是带默认值的关键字参数", code)
    return tuple(asks), tuple(welcomes), parameters
