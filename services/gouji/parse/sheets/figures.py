"""Numbers as a spreadsheet shows them by their format, and whether what is shown is what is stored."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from gouji.parse.sheets import dates
from gouji.parse.sheets.codes import Section, section_for, text_section
from gouji.parse.sheets.shown import SheetCell

#: Digits that a spreadsheet keeps of a number.
_PRECISION = 15
#: Numbers beyond these are shown as they are stored, without an attempt at their format.
_LARGEST_EXPONENT, _MOST_PLACES = 30, 30
#: Per cents and thousands in one format.
_MOST_SCALES = 4
#: Wide enough for every digit within these bounds.
_EXACT = Context(prec=120)
_STROKES = "-－–—/"


class Figure(msgspec.Struct, frozen=True):
    """A number as shown.

    `hides_zero` when it is 0 and the format shows that as a blank or a stroke; `whole` for a sure whole number.
    """

    cell: SheetCell
    hides_zero: bool = False
    whole: bool = False


def stored(written: str) -> Decimal | None:
    """The number that a file holds (`12.300000000000001` is 12.3); None for what is none."""
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 10 * _LARGEST_EXPONENT:
        return None
    return Decimal(f"{number:.{_PRECISION - 1}e}").normalize() if len(number.as_tuple().digits) > _PRECISION else number


def plain(number: Decimal) -> str:
    """The number in digits, without exponent or idle zeros."""
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        return str(number)
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") or "0" if "." in digits else digits


@lru_cache(maxsize=4096)
def shown(written: str, code: str, *, since_1904: bool = False) -> Figure:
    """A number of a file as its format shows it.

    Where the format cannot be followed the number stands as it is stored. Where it makes another number of it (rounded,
    in ten thousands, as a date) the cell is in doubt, and the doubt says what is stored.
    """
    number = stored(written)
    if number is None:
        return Figure(SheetCell(written.strip(), f"单元格里的数“{written[:30]}”无法识读"))
    if code in {"General", "", "@"}:
        return Figure(SheetCell(plain(number)))
    section, signed = section_for(number, code)
    if any(kind in {"date", "elapsed", "half"} for kind, _ in section.tokens):
        return Figure(dates.cell(number, section, plain(number), since_1904=since_1904))
    text, exact = _text(number, section, signed=signed)
    text = text.strip()
    if number == 0 and not text.strip(_STROKES):
        return Figure(SheetCell(text), hides_zero=True)
    if not text:
        return Figure(SheetCell("", f"单元格的格式使数值不显示，存的数是{plain(number)}"))
    doubt = None if exact else f"单元格显示“{text}”，存的数是{plain(number)}"
    return Figure(SheetCell(text, doubt), whole=exact and number == number.to_integral_value())


@lru_cache(maxsize=1024)
def shown_text(text: str, code: str) -> SheetCell:
    """A text as its format shows it: as it is, with words around it, or not at all."""
    section = text_section(code)
    if section is None:
        return SheetCell(text)
    parts = [
        text if kind == "mark" and mark == "@" else mark if kind == "literal" else "" for kind, mark in section.tokens
    ]
    whole = "".join(parts)
    if whole.strip() or not text.strip():
        return SheetCell(whole)
    return SheetCell("", f"单元格的格式使文字不显示，存的是“{text[:30]}”")


def _text(number: Decimal, section: Section, *, signed: bool) -> tuple[str, bool]:
    """The shown text, and whether it is the stored number."""
    sign = "-" if number < 0 and not signed else ""
    if not section.tokens:
        return "", False
    if section.has("general") or section.has("mark", "@"):
        parts = [plain(abs(number)) if kind in {"general", "mark"} else text for kind, text in section.tokens]
        return sign + "".join(parts), True
    if not section.has("digit"):
        return sign + "".join(text for kind, text in section.tokens if kind == "literal"), False
    if section.has("exponent") or section.has("mark", "/") or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return plain(number), True
    return _digits(number, section, sign)


def _digits(number: Decimal, section: Section, sign: str) -> tuple[str, bool]:
    whole, fraction, tail = _split(section)
    percents = sum(mark == ("mark", "%") for mark in section.tokens)
    thousands, grouped = _commas(whole)
    places = sum(kind == "digit" for kind, _ in fraction)
    if max(percents, thousands) > _MOST_SCALES or places > _MOST_PLACES:
        return plain(number), True
    scaled = _EXACT.divide(_EXACT.multiply(abs(number), 100**percents), Decimal(1000) ** thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    integer, _, decimals = f"{rounded:f}".partition(".")
    text = _filled(whole, integer, grouped=grouped) + _fraction(fraction, decimals)
    text += "".join(mark for _, mark in tail)
    unscaled = not thousands and all(kind != "literal" for kind, _ in _between(whole))
    return (sign if rounded else "") + text, rounded == scaled and unscaled


_Tokens = list[tuple[str, str]]


def _split(section: Section) -> tuple[_Tokens, _Tokens, _Tokens]:
    """The tokens before the point, from the point to the last digit, and behind."""
    tokens = list(section.tokens)
    last = max(place for place, (kind, _) in enumerate(tokens) if kind == "digit")
    point = next((place for place, mark in enumerate(tokens) if mark == ("mark", ".")), None)
    end = last + 1
    while point is None and end < len(tokens) and tokens[end] == ("mark", ","):
        end += 1
    if point is None:
        return tokens[:end], [], tokens[end:]
    end = max(end, point + 1)
    return tokens[:point], tokens[point:end], tokens[end:]


def _between(whole: _Tokens) -> _Tokens:
    """What stands between the first and the last digit: a literal there makes `1.2万` of 12345."""
    digits = [place for place, (kind, _) in enumerate(whole) if kind == "digit"]
    return whole[digits[0] : digits[-1]] if digits else []


def _commas(whole: _Tokens) -> tuple[int, bool]:
    """Commas behind the last digit, each a division by a thousand, and whether others part thousands."""
    digits = [place for place, (kind, _) in enumerate(whole) if kind == "digit"]
    if not digits:
        return 0, False
    behind = sum(mark == ("mark", ",") for mark in whole[digits[-1] :])
    return behind, any(mark == ("mark", ",") for mark in whole[digits[0] : digits[-1]])


def _filled(whole: _Tokens, integer: str, *, grouped: bool) -> str:
    """The digits put where the placeholders are, right to left; the leftmost takes all that are left."""
    rest = "" if integer == "0" else integer
    left = sum(kind == "digit" for kind, _ in whole)
    parts: list[str] = []
    written = 0
    for kind, mark in reversed(whole):
        if kind != "digit":
            parts.append("" if mark == "," and kind == "mark" else mark)
            continue
        left -= 1
        take = len(rest) if left == 0 else min(1, len(rest))
        digits, rest = (rest[len(rest) - take :], rest[: len(rest) - take]) if take else ("", rest)
        for digit in reversed(digits or ("0" if mark == "0" else "")):
            parts.append("," if grouped and written and written % 3 == 0 else "")
            parts.append(digit)
            written += 1
    return "".join(reversed(parts))


def _fraction(fraction: _Tokens, decimals: str) -> str:
    """The point and the places behind it; `#` and `?` show no idle zeros."""
    kept = len(decimals.rstrip("0"))
    place, parts = 0, []
    for kind, mark in fraction:
        if kind == "digit":
            parts.append(decimals[place] if place < kept or mark == "0" else "")
            place += 1
        else:
            parts.append(mark)
    return "".join(parts)
