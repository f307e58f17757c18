"""Numbers as automatic numbering writes them, by the names of ECMA-376 part 1, 17.18.59 ST_NumberFormat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("贰叁陆", "貳參陸")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def written(number: int, form: str | None) -> str:
    """`number` in the format of that name; a format that is not known is written with ordinary digits."""
    if number < 0:
        return str(number)
    return _FORMS.get(form or "", str)(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """一 to 九十九, from there digit by digit."""
    return _thousands(number) if number < 100 else _digit_by_digit(number)  # noqa: PLR2004 - as the standard has it


def _thousands(number: int) -> str:
    """十一, 一百零一, 一千零一十; from ten thousand digit by digit: no list is that long."""
    full = _all_places(number)
    return full.removeprefix("一") if full.startswith("一十") else full


def _all_places(number: int) -> str:
    digits = str(number)
    if number == 0 or len(digits) > len(_PLACES):
        return _digit_by_digit(number)
    parts = [
        _DIGITS[int(digit)] + _PLACES[place] if digit != "0" else "零"
        for digit, place in zip(digits, range(len(digits) - 1, -1, -1), strict=True)
    ]
    return "".join(parts).replace("零零零", "零").replace("零零", "零").rstrip("零")


def _japanese(number: int) -> str:
    """As 十 and 百, without a 一 before them and without zeros between."""
    text = _all_places(number).replace("零", "")
    for place in _PLACES[1:]:
        text = text.replace(f"一{place}", place)
    return text


def _legal(number: int) -> str:
    return _all_places(number).translate(_LEGAL)


def _legal_traditional(number: int) -> str:
    return _legal(number).translate(_LEGAL_TRADITIONAL)


def _letters(number: int) -> str:
    """Letters from a to z, then aa, bb, …"""
    if number == 0:
        return ""
    turns, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * min(turns + 1, 30)


def _roman(number: int) -> str:
    if number > 3999:  # noqa: PLR2004 - where Roman numerals end
        return str(number)
    text = ""
    for value, letters in _ROMAN + _ROMAN_ONES:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _from(first: str, last: int) -> Callable[[int], str]:
    """Ready-made characters for 1 to `last`, ordinary digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _circle(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)] if number else ""


def _stem_and_branch(number: int) -> str:
    return _circle(_STEMS)(number) + _circle(_BRANCHES)(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "koreanCounting": _japanese,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _circle(_STEMS),
    "ideographZodiac": _circle(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "bullet": lambda _: "",
    "none": lambda _: "",
}
