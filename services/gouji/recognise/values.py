"""What is written in a cell: one grammar for every cell that should hold a figure.

A figure may carry a remark: `22（其中修订16件）` is the count 22 with the note 其中修订16件. It is a remark when the
brackets stand behind the figure and hold Chinese words that do not correct it (应为、更正), or when the words
behind the figure begin with 其中, 含 and the like. Two figures side by side (`16+6`, `5（3）`) are text. Digits that
may be those of several cells run together (`00`), or of one torn apart (`1 2`), are read as they stand, with a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import msgspec

from gouji.model import CellKind
from gouji.text import compact, quoted, remembered, without_residue

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
_MEASURES_ONLY = re.compile(rf"(?:单位:?)?(?:{_MEASURE}|元|万元|亿元)")
_REMARK = re.compile(r"(?P<figure>[^()\[\]]{1,24}?)[(\[](?P<remark>[^()\[\]]+)[)\]]")
_REMARK_BARE = re.compile(
    r"(?P<figure>[^,;:()\[\]]{1,24}?)[,;:]?(?P<remark>(?:其中|其余|包括|包含|含有?|不含|另有|另外|均为|全部为?|都是|注:)\D.*)"
)
_CORRECTING = re.compile(r"应为|更正|改为|实为|调整为|误|不详|约|估|暂|增|减|±|\?|待")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TORN = re.compile(r"[0-9]\s+[0-9]")
_GLUED = re.compile(r"0[0-9]+")
_LOWERING = ("-", "\u2212", "减少", "减")


class Reading(msgspec.Struct, frozen=True):
    """The text without residue, what kind of entry it is, its value and the unit written with it.

    `note` says what else stands in the cell, `doubt` why the figure may be another one (None: it reads in one way).
    """

    text: str
    kind: CellKind
    value: Decimal | None = None
    unit: str | None = None
    residue: str | None = None
    note: str | None = None
    doubt: str | None = None


@remembered
def read_value(written: str) -> Reading:
    """Read one cell; never raises, and never makes a number of what is none."""
    text, residue = without_residue(written)
    text = text.strip()
    if _MARKS.search(text):
        return Reading(text, CellKind.TEXT, residue=residue)
    kind, value, unit, note = _read(compact(text))
    doubt = _doubt(text) if value is not None else None
    return Reading(text, kind, value, unit, residue, note, doubt)


_Read = tuple[CellKind, Decimal | None, str | None, str | None]
_NUMBERS = (CellKind.COUNT, CellKind.DELTA, CellKind.AMOUNT)


def _read(bare: str) -> _Read:
    if not bare:
        return CellKind.BLANK, None, None, None
    if _SLASHES.fullmatch(bare):
        return CellKind.SLASH, None, None, None
    return _read_number(bare) or _read_remark(bare) or (CellKind.TEXT, None, None, None)


def _read_number(bare: str) -> _Read | None:
    return _read_count(bare) or _read_amount(bare)


def _read_remark(bare: str) -> _Read | None:
    """A figure with a remark behind it; None where the remark is another figure, or says that this one is not it."""
    found = _REMARK.fullmatch(bare) or _REMARK_BARE.fullmatch(bare)
    if found is None:
        return None
    figure, remark = found["figure"], found["remark"]
    if _MEASURES_ONLY.fullmatch(remark):
        return _read_number(figure + remark.removeprefix("单位").lstrip(":"))
    if not _CHINESE.search(remark) or _CORRECTING.search(remark):
        return None
    number = _read_number(figure)
    if number is None:
        return None
    kind, value, unit, note = number
    return kind, value, unit, "；".join(filter(None, [note, f"附注“{remark}”"]))


def _doubt(text: str) -> str | None:
    """Why the digits may not be one figure."""
    plain = unicodedata.normalize("NFKC", text)
    if _TORN.search(plain):
        return f"“{quoted(text, 30)}”的数字之间有空白，可能是两个数字，也可能是一个数字被拆开"
    digits = compact(text)
    if _GLUED.match(digits):
        return f"“{quoted(text, 30)}”以0开头，可能是几格的数字连在了一起"
    return None


def _read_count(bare: str) -> _Read | None:
    if _COUNT.fullmatch(bare):
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
