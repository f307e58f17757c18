"""Serial numbers shown as dates and times. A count of cases in a cell that is set to a date is a common slip."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from gouji.parse.sheets.codes import Section
from gouji.parse.sheets.shown import SheetCell

#: The serial of 1990-01-01; what is shown as an earlier date was hardly meant as one.
_FIRST_LIKELY, _LAST = 32874, 2_958_465
_DAYS_FROM_1900_TO_1904 = 1462
_FALSE_LEAP_DAY = 60
_DAY = 86_400
_WEEKDAYS = "一二三四五六日"


def cell(number: Decimal, section: Section, stored: str, *, since_1904: bool) -> SheetCell:
    """The date or time that is shown, in doubt where it is more likely a number."""
    seconds_shown = any(kind == "date" and text[0] in "sS" for kind, text in section.tokens)
    if section.has("elapsed") or (section.has("digit") and not seconds_shown):
        return SheetCell(stored)
    seconds = int((number * _DAY).to_integral_value())
    days, seconds = divmod(seconds, _DAY)
    days += _DAYS_FROM_1900_TO_1904 if since_1904 else 0
    if not 0 <= days <= _LAST:
        return SheetCell(stored, f"单元格设为日期格式，但存的数{stored}不是日期")
    text = _written(section, _calendar(days), seconds).strip()
    likely = days >= _FIRST_LIKELY or (days == 0 and seconds > 0 and not _names_a_day(section))
    return SheetCell(text, None if likely else f"单元格设为日期格式，显示“{text}”，存的数是{stored}，可能是数量")


def _names_a_day(section: Section) -> bool:
    return any(kind == "date" and text[0].lower() in "ydae" for kind, text in section.tokens)


def _calendar(days: int) -> tuple[int, int, int, int]:
    """Year, month, day and weekday (Monday is 0); a spreadsheet's 1900 has a 29 February."""
    if days == _FALSE_LEAP_DAY:
        return 1900, 2, 29, 2
    if days == 0:
        return 1900, 1, 0, 5
    day = date(1899, 12, 30 if days > _FALSE_LEAP_DAY else 31) + timedelta(days)
    return day.year, day.month, day.day, day.weekday()


def _written(section: Section, day: tuple[int, int, int, int], seconds: int) -> str:
    tokens = section.tokens
    runs = [text[0].lower() if kind == "date" else "" for kind, text in tokens]
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = section.has("half")
    parts = []
    for place, (kind, text) in enumerate(tokens):
        letter, width = runs[place], len(text)
        if kind == "half":
            parts.append("上午" if hours < 12 else "下午")  # noqa: PLR2004 - noon
        elif kind != "date":
            parts.append(text if kind in {"literal", "mark"} else "")
        elif letter == "h":
            parts.append(f"{(hours + 11) % 12 + 1 if half else hours:0{min(width, 2)}}")
        elif letter == "s" or (letter == "m" and _is_minutes(runs, place)):
            parts.append(f"{rest if letter == 's' else minutes:0{min(width, 2)}}")
        else:
            parts.append(_day_part(letter, width, day))
    return "".join(parts)


def _day_part(letter: str, width: int, day: tuple[int, int, int, int]) -> str:
    if letter in {"y", "e"}:
        return f"{day[0] % 100:02}" if letter == "y" and width <= 2 else str(day[0])  # noqa: PLR2004 - two digits
    if letter == "a" or (letter == "d" and width > 2):  # noqa: PLR2004 - ddd is the weekday's name
        return ("星期" if width > 3 else "") + _WEEKDAYS[day[3]]  # noqa: PLR2004 - aaaa is the whole name
    if letter in {"m", "d"}:
        return f"{day[1] if letter == 'm' else day[2]:0{min(width, 2)}}"
    return ""


def _is_minutes(runs: list[str], place: int) -> bool:
    """An m behind hours or before seconds is minutes."""
    before = next((run for run in reversed(runs[:place]) if run), "")
    after = next((run for run in runs[place + 1 :] if run), "")
    return before == "h" or after == "s"
