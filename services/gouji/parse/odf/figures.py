"""A cell's number as the file shows it, beside the number that it stores."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from gouji.parse.characters import trim
from gouji.parse.sheets.figures import Figure, plain, stored
from gouji.parse.sheets.shown import SheetCell

_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?(?:[eE][+-]?\d{1,4})?|\.\d+")
_STROKES = "-－–—/ "
#: What a spreadsheet writes where a number does not fit; a file rarely holds it.
_OVERFULL = re.compile(r"#+\Z")
_NEGATIVE = re.compile(r"[-−－(（]")
_EPOCH = date(1899, 12, 30)
#: What is shown as an earlier date was hardly meant as one.
_FIRST_LIKELY_YEAR = 1990
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def figure(text: str, written: str, *, percent: bool) -> Figure:
    """A number shown as `text` and stored as `written`; in doubt where the two are different numbers."""
    number = stored(written)
    if number is None:
        return Figure(SheetCell(text or written.strip(), f"单元格里的数“{written[:30]}”无法识读"))
    if _OVERFULL.match(trim(text)):
        return Figure(SheetCell(plain(number), f"单元格太窄，显示“{text[:10]}”，取所存的数{plain(number)}"))
    if number == 0 and not text.strip(_STROKES):
        return Figure(SheetCell(text), hides_zero=True)
    if not trim(text):
        return Figure(SheetCell("", f"单元格的格式使数值不显示，存的数是{plain(number)}"))
    if _says(text, number * 100 if percent else number):
        return Figure(SheetCell(text), whole=number == number.to_integral_value())
    return Figure(SheetCell(text, f"单元格显示“{text}”，存的数是{plain(number)}"))


def day(text: str, written: str) -> SheetCell:
    """A date as shown, in doubt where it is more likely a number that was set as a date by a slip."""
    found = _ISO_DATE.match(written)
    if found is None or int(found[1]) >= _FIRST_LIKELY_YEAR:
        return SheetCell(text or written)
    try:
        number = (date(int(found[1]), int(found[2]), int(found[3])) - _EPOCH).days
    except ValueError:
        return SheetCell(text, f"单元格设为日期格式，但“{written[:30]}”不是日期")
    return SheetCell(text, f"单元格设为日期格式，显示“{text}”，存的数是{number}，可能是数量")


def _says(text: str, number: Decimal) -> bool:
    """Whether the one number in the text is this one."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return text in {"TRUE", "FALSE"}
    try:
        said = Decimal(re.sub("[,，]", "", found[0][0]))
    except InvalidOperation:
        return False
    negative = _NEGATIVE.search(text, 0, found[0].start()) is not None
    return (-said if negative else said) == number
