"""What a declarative kind of rule is, and how the keys of a YAML file are read into one.

A kind is a small module with a function that turns the keys of a file into a `Claim`; the function's docstring, in
Chinese, is what people who write rules are shown. Keys marked `tunable` become the rule's parameters: a profile can set
them, and a value may depend on the kind of body: `minimum: {default: 1, 县级部门: 2}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import msgspec

from gouji.rule.definition import ByType, Verdicts
from gouji.rule.linear import Linear
from gouji.rule.naming import near_names
from gouji.rule.notation import YUAN
from gouji.unit import UnitType

_DEFAULT = "default"
_MOST_TEXTS = 200
_LONGEST_TEXT = 2000


class BadKey(ValueError):
    """A key of a YAML rule that cannot be used; `key` says which, the message what is wrong with it."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        super().__init__(reason)


class Key(msgspec.Struct, frozen=True):
    """A key that a kind has: what it says, in Chinese, and whether a profile may set it."""

    name: str
    says: str
    tunable: bool = False


class Claim(msgspec.Struct, frozen=True):
    """What a kind makes of its keys: a function like that of a Python rule, or a linear rule.

    `asks` is what the function needs of a Context; `settle` gives the linear rule for parameters that differ from
    the defaults.
    """

    function: Callable[..., Verdicts] | None = None
    asks: tuple[str, ...] = ("report",)
    parameters: dict[str, Any] = {}
    linear: Linear | None = None
    settle: Callable[[Mapping[str, Any]], Linear] | None = None


class Kind(msgspec.Struct, frozen=True):
    """A declarative kind of rule: its name, its title, its keys, what makes a claim of them, and a whole example."""

    name: str
    title: str
    keys: tuple[Key, ...]
    build: Callable[[Keys], Claim]
    example: str

    @property
    def says(self) -> str:
        """Its description, for people who write rules."""
        lines = (self.build.__doc__ or "").strip().splitlines()
        return "\n".join(line.strip() for line in lines)


class Keys:
    """The keys of one YAML rule that belong to its kind; every reader raises BadKey naming the key."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.parameters: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def require_one(self, *names: str) -> str:
        """The one of these keys that is there."""
        given = [name for name in names if name in self]
        if len(given) != 1:
            said = f"同时写了 {'、'.join(given)}" if given else "一个也没有"
            raise BadKey(given[1] if given else names[0], f"{'、'.join(names)} 应恰好写一个，现在{said}")
        return given[0]

    def text(self, name: str) -> str:
        """A text that must be there."""
        if name not in self:
            raise BadKey(name, f"缺少 {name}")
        return text_of(name, self.values[name])

    def texts(self, name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """A text or a list of texts."""
        if name not in self:
            return tuple(default)
        return texts_of(name, self.values[name])

    def choices(self, name: str, known: Iterable[str], default: Iterable[str] = ()) -> tuple[str, ...]:
        """Texts each of which must be one of the known ones."""
        chosen = self.texts(name, default)
        for text in chosen:
            require_known(name, text, known)
        return chosen

    def flag(self, name: str, *, default: bool) -> bool:
        """Whether it says true."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise BadKey(name, f"{name} 应为 true 或 false，现在是“{value}”")
        return value

    def tune(self, name: str, read: Callable[[str, Any], Any], default: Any = None) -> None:
        """Make the key a parameter of the rule; `read` makes a value of what is written, or raises BadKey."""
        value = self.values.get(name)
        if value is None:
            self.parameters[name] = default
        elif isinstance(value, dict):
            self.parameters[name] = _by_type(name, value, read)
        else:
            self.parameters[name] = read(name, value)


def require_known(key: str, text: str, known: Iterable[str]) -> None:
    """Raise BadKey with the near ones for a text that is none of the known ones."""
    names = list(known)
    if text not in names:
        raise BadKey(key, f"{key} 不认识“{text}”；{near_names(text, names)}")


def text_of(name: str, value: Any) -> str:
    """A text that is not empty; a number is taken as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise BadKey(name, f"{name} 应为一段文字")
    if len(str(value)) > _LONGEST_TEXT:
        raise BadKey(name, f"{name} 超过{_LONGEST_TEXT}字")
    return str(value).strip()


def texts_of(name: str, value: Any) -> tuple[str, ...]:
    """A text or a list of texts, none of them empty."""
    given = value if isinstance(value, list) else [value]
    if not given or len(given) > _MOST_TEXTS:
        raise BadKey(name, f"{name} 应有 1 至 {_MOST_TEXTS} 项")
    return tuple(text_of(name, one) for one in given)


def whole(name: str, value: Any) -> int:
    """A whole number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadKey(name, f"{name} 应为不小于0的整数，现在是“{value}”")
    return value


def number(name: str, value: Any) -> Decimal:
    """A number that is not negative, as it is written."""
    try:
        read = Decimal(str(value)) if not isinstance(value, bool) else Decimal(-1)
    except InvalidOperation:
        read = Decimal(-1)
    if not read.is_finite() or read < 0:
        raise BadKey(name, f"{name} 应为不小于0的数，现在是“{value}”")
    return read


class Quantity(msgspec.Struct, frozen=True):
    """A count, or an amount in 元."""

    value: Decimal
    money: bool = False


def quantity_text(name: str, value: Any) -> str:
    """A number or an amount such as 1000万元, as it is written."""
    text = str(value).replace(" ", "")
    try:
        quantity(text)
    except ValueError as problem:
        raise BadKey(name, f"{name} {problem}") from problem
    return text


@lru_cache(maxsize=256)
def quantity(text: str) -> Quantity:
    """What a number or an amount says; raises ValueError."""
    unit = next((unit for unit in ("万元", "亿元", "元") if text.endswith(unit)), "")
    try:
        value = Decimal(text.removesuffix(unit).replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(f"的“{text}”不是数，也不是金额（如 1000万元）")
    return Quantity(value * YUAN.get(unit, 1), bool(unit))


def _by_type(name: str, values: dict[Any, Any], read: Callable[[str, Any], Any]) -> ByType:
    given = {_DEFAULT if kind == "默认" else str(kind): value for kind, value in values.items()}
    if _DEFAULT not in given:
        raise BadKey(name, f"{name} 按单位类型取值时应有 default，如 {{default: 1, 县级部门: 2}}")
    for kind in given:
        require_known(name, kind, [_DEFAULT, *(one.value for one in UnitType)])
    return ByType(
        read(name, given[_DEFAULT]),
        {UnitType(kind): read(name, value) for kind, value in given.items() if kind != _DEFAULT},
    )
