"""What is written in a cell: one grammar for every cell that should hold a figure."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from gouji.model import CellKind
from gouji.text import compact, remembered, without_residue

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_COUNT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)$")
_MEASURE = "个|件|项|条|次|份|宗"
_COUNTED = re.compile(rf"([0-9]+)({_MEASURE})$")
_AMOUNT = re.compile(rf"(人民币|¥)?([+\-]?{_NUMBER})(元|万元|亿元)?(?:人民币)?$")
_DELTA = re.compile(rf"(?:([+\-\u2212])|(新增|增加|增|减少|减))?([0-9]+)(?:{_MEASURE})?(增|减)?$")
#: Strokes of every length, as word processors make them of -- and of the Chinese dash.
_SLASHES = re.compile(r"[/\\\-\u2010-\u2015\u2212\u2500]+|无")
#: Superscripts and circled digits are marks of notes; made plain, 2² would be 22.
_MARKS = re.compile(r"[²³¹\u2070-\u2089\u2460-\u24ff\u2776-\u2793]")
_LOWERING = ("-", "\u2212", "减少", "减")


class Reading(msgspec.Struct, frozen=True):
    """The text without residue, what kind of entry it is, its value and the unit written with it."""

    text: str
    kind: CellKind
    value: Decimal | None = None
    unit: str | None = None
    residue: str | None = None
    note: str | None = None


@remembered
def read_value(written: str) -> Reading:
    """Read one cell; never raises, and never makes a number of what is none."""
    text, residue = without_residue(written)
    text = text.strip()
    kind, value, unit, note = (CellKind.TEXT, None, None, None) if _MARKS.search(text) else _read(compact(text))
    return Reading(text, kind, value, unit, residue, note)


_Read = tuple[CellKind, Decimal | None, str | None, str | None]


def _read(bare: str) -> _Read:
    if not bare:
        return CellKind.BLANK, None, None, None
    if _SLASHES.fullmatch(bare):
        return CellKind.SLASH, None, None, None
    return _read_count(bare) or _read_amount(bare) or (CellKind.TEXT, None, None, None)


def _read_count(bare: str) -> _Read | None:
    if _COUNT.match(bare):
        return CellKind.COUNT, _decimal(bare), None, None
    if found := _COUNTED.match(bare):
        return CellKind.COUNT, _decimal(found[1]), None, f"带量词“{found[2]}”"
    if (found := _DELTA.match(bare)) and (found[1] or found[2] or found[4]):
        lowering = (found[1] or found[2] or "") in _LOWERING or found[4] == "减"
        return CellKind.DELTA, -_decimal(found[3]) if lowering else _decimal(found[3]), None, None
    return None


def _read_amount(bare: str) -> _Read | None:
    found = _AMOUNT.match(bare)
    if found is None:
        return None
    return CellKind.AMOUNT, _decimal(found[2]), found[3] or ("元" if found[1] else None), None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
