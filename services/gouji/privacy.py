"""Personal data in a text: where they stand, and the text with them masked.

Nothing that gouji says may repeat what a report should not have told: whatever quotes a report goes through `masked`.
Numbers are recognised by their own laws, not by their length alone: an identity number by its date and check digit
(GB 11643), a bank card by its check digit (Luhn); what stands behind 信用代码, 索引号 and the like is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from gouji.model import Finding, Quote


class Datum(StrEnum):
    """What kind of personal number it is."""

    IDENTITY = "身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡号"


class Leak(msgspec.Struct, frozen=True):
    """A personal number in the open: `text[start:end]`."""

    datum: Datum
    start: int
    end: int


_LONG = re.compile(r"(?<![0-9A-Za-z.*/_=])(?:\d(?:[ \u00a0-]?\d){10,18}[Xx]?|\d{17}[Xx])(?![0-9A-Za-z*])")
#: What every text with a personal number has in it.
FEW_DIGITS = re.compile(r"\d[\d \u00a0-]{9}")
_OTHER_NUMBER = re.compile(r"(?:信用代码|索引号|文号|编号|编码|代码|订单|流水号|序列号|备案号|许可证)[^\d。；;]{0,8}$")
#: A long number that a quotation cuts: of which kind it is cannot be known any more.
_CUT = re.compile(r"\d{7,}(?=…)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_REACH = 16
_FIRST_BIRTH, _LAST_BIRTH = 1900, 2099
_CARD_DIGITS = range(16, 20)
_IDENTITY_DIGITS = 18


def leaks(text: str) -> Iterator[Leak]:
    """Every personal number of a text that is not masked, in reading order."""
    if not FEW_DIGITS.search(text):
        return
    for found in _LONG.finditer(text):
        digits = re.sub(r"[^\dXx]", "", found[0]).upper()
        datum = _datum(digits, grouped=len(digits) != len(found[0]))
        if datum and not _OTHER_NUMBER.search(text[max(0, found.start() - _REACH) : found.start()]):
            yield Leak(datum, found.start(), found.end())


def masked(text: str) -> str:
    """The text with the middle of every personal number struck out: 35*************123, 138****1234."""
    for leak in reversed(list(leaks(text))):
        number = text[leak.start : leak.end]
        first, last = (3, 4) if leak.datum is Datum.MOBILE else (2, 3)
        hidden = re.sub(r"[\dXx]", "*", number[first:-last])
        text = f"{text[: leak.start]}{number[:first]}{hidden}{number[-last:]}{text[leak.end :]}"
    return _CUT.sub(lambda cut: f"{cut[0][:2]}{'*' * (len(cut[0]) - 2)}", text)


def _datum(digits: str, *, grouped: bool) -> Datum | None:
    if not grouped and _MOBILE.fullmatch(digits):
        return Datum.MOBILE
    if _is_identity(digits):
        return Datum.IDENTITY
    return Datum.BANK_CARD if digits.isdecimal() and _is_card(digits) else None


def _is_identity(digits: str) -> bool:
    """Eighteen digits with a date of birth and the check digit."""
    if len(digits) != _IDENTITY_DIGITS or digits[0] not in "12345678":
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    checked = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return _FIRST_BIRTH <= born.year <= _LAST_BIRTH and _CHECKS[checked] == digits[-1]


def _is_card(digits: str) -> bool:
    """Sixteen to nineteen digits that begin as cards do, with Luhn's check digit."""
    if len(digits) not in _CARD_DIGITS or digits[0] not in "3456":
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - one digit


def discreet(finding: Finding) -> Finding:
    """The finding without personal numbers in anything that it says or quotes."""
    said = (finding.message, finding.equation or "", *(quote.text for quote in finding.quotes))
    if not any(FEW_DIGITS.search(text) for text in said):
        return finding
    return msgspec.structs.replace(
        finding,
        message=masked(finding.message),
        equation=None if finding.equation is None else masked(finding.equation),
        quotes=tuple(Quote(masked(quote.text), quote.place) for quote in finding.quotes),
    )
