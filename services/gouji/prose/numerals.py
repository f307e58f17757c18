"""Numbers as they are written: Arabic with thousands separators, Chinese numerals, 万 and 亿."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

#: 廿五 is 二十五.
_TWENTIES = {"廿": "二十", "卅": "三十"}

CHINESE = "".join((*_DIGITS, *_TENS, *_SCALES, *_TWENTIES))


def arabic(text: str) -> Decimal:
    """`1,095` and `1，095` are 1095, `3.2` is 3.2."""
    return Decimal(text.replace(",", "").replace("，", ""))


def scaled(text: str) -> int:
    """What 万, 百万 or 亿 behind a number multiply it by; 1 for none."""
    product = 1
    for character in text:
        product *= (_TENS | _SCALES)[character]
    return product


def chinese(text: str) -> int | None:
    """九十五 is 95, 一百零三 is 103, 二〇二三 is 2023, 十二万 is 120000; None for what is no number."""
    for short, long in _TWENTIES.items():
        text = text.replace(short, long)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            if not section + digit and not total:
                return None
            total = _scaled_up(total, section + digit, character)
            section = digit = 0
    return total + section + digit


def _scaled_up(total: int, section: int, scale: str) -> int:
    """亿 counts everything before it, 万 only what stands behind 亿."""
    return (total + section) * _SCALES[scale] if scale == "亿" else total + section * _SCALES[scale]
