"""Defaults of parameters on their way out of the rule host: JSON knows neither Decimal nor tuples nor `by_type`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from gouji.rule.definition import ByType
from gouji.unit import UnitType


class Default(msgspec.Struct, frozen=True):
    """A default as it travels: `kind` is what JSON would lose, `values` are those by kind of body."""

    value: Any
    kind: str = ""
    values: dict[UnitType, Any] = {}


def packed(value: Any) -> Default:
    """A default for the way."""
    if isinstance(value, ByType):
        values = {kind: packed(one) for kind, one in value.values.items()}
        return Default(packed(value.default), "by_type", values)
    if isinstance(value, Decimal):
        return Default(str(value), "decimal")
    return Default(list(value), "tuple") if isinstance(value, tuple) else Default(value)


def unpacked(default: Default) -> Any:
    """The default as the rule has it."""
    if default.kind == "by_type":
        inner = msgspec.convert(default.value, Default)
        values = {kind: unpacked(msgspec.convert(one, Default)) for kind, one in default.values.items()}
        return ByType(unpacked(inner), values)
    if default.kind == "decimal":
        return Decimal(default.value)
    return tuple(default.value) if default.kind == "tuple" else default.value


def like_default(default: Any, value: Any) -> Any:
    """A value that came by JSON, as the type that the rule's default has."""
    pattern = default.default if isinstance(default, ByType) else default
    if isinstance(pattern, Decimal):
        return Decimal(str(value))
    return tuple(value) if isinstance(pattern, tuple) else value
