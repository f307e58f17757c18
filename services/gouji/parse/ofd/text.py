"""A `TextObject` → its characters at their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from math import atan2, degrees, hypot, isfinite

from gouji.parse.layout import Glyph
from gouji.parse.ofd.geometry import Matrix, at, placed
from gouji.parse.ofd.names import is_off, name_of, number, values
from gouji.parse.package import Element

#: What stands for a character that the file names only by its shape in a font.
UNKNOWN = "\ufffd"
#: Written where a font has a shape and no character (clause 11.3).
_NO_CHARACTER = "¤"
_NARROW, _EM, _QUARTER, _SLANT = 0.5, 1.0, 90, 15


def glyphs(element: Element, outer: Matrix) -> Iterator[Glyph]:
    """The characters of a text object in the order in which they are drawn; none of a slanting one, as a watermark."""
    matrix = placed(element, outer)
    em = number(element.get("Size"), 3.0)
    size = em * hypot(matrix[2], matrix[3])
    turned = _turned(matrix, element.get("ReadDirection"), element.get("CharDirection"))
    if turned is None or size <= 0:
        return
    drawn = _upright if not turned else partial(_lying, em=em, turned=turned)
    stretched = em * (number(element.get("HScale"), 1.0) or 1.0)
    parts = [(name_of(part), part) for part in element]
    shown = _shown_by_shape if len(parts) > 1 and any(name == "CGTransform" for name, _ in parts) else _shown
    x = y = 0.0
    for name, code in parts:
        if name != "TextCode":
            continue
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        pen_x, pen_y = x, y
        text = _unescaped(code.text or "")
        across, down = steps(code.get("DeltaX"), len(text)), steps(code.get("DeltaY"), len(text))
        for place, character in enumerate(text):
            wide = _width(character) * stretched
            step = across[place] if place < len(across) else 0.0 if down else wide
            box = (pen_x, pen_y, step if 0 < step < wide else wide)
            yield drawn(matrix, box, shown(character), size)
            pen_x += step
            pen_y += down[place] if place < len(down) else 0.0


_LINE_ENDS = {ord(character): None for character in "\r\n\t"}
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{4})")


def _unescaped(text: str) -> str:
    """Spaces, and characters that XML does not allow, are written as a backslash and four hexadecimal digits."""
    text = text.translate(_LINE_ENDS)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "\\" in text else text


def steps(written: str | None, most: int) -> list[float]:
    """`DeltaX` or `DeltaY`: distances from one character to the next, where `g 3 5` stands for `5 5 5`."""
    if not written:
        return []
    if "g" not in written:
        return values(written.split()[:most])
    found: list[float] = []
    parts = iter(written.split())
    for part in parts:
        if part != "g":
            found.append(number(part))
        else:
            times = int(number(next(parts, None)))
            found += [number(next(parts, None))] * min(max(times, 0), most)
        if len(found) >= most:
            break
    return found


def _upright(matrix: Matrix, box: tuple[float, float, float], text: str, size: float) -> Glyph:
    """A character at x, y and of a width in the object's coordinates; its size is in points."""
    a, b, c, d, e, f = matrix
    x, y, wide = box
    left = a * x + c * y + e
    return Glyph(text, left, left + wide * a, b * x + d * y + f, size)


def _lying(matrix: Matrix, box: tuple[float, float, float], text: str, size: float, *, em: float, turned: int) -> Glyph:
    """A character whose writing runs down, up or backwards, bounded by its ink."""
    x, y, wide = box
    corners = [at(matrix, x + across, y + em * drop) for across in (0, wide) for drop in (0.12, -0.88)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    return Glyph(text, left, right, max(y for _, y in corners), size, turned)


def _turned(matrix: Matrix, reading: str | None, lying: str | None) -> int | None:
    """The direction of writing in degrees clockwise; None for one that slants.

    Characters that stand upright below one another are not turned.
    """
    across, down = matrix[:2]
    if not isfinite(across + down) or not (across or down):
        return None
    angle = degrees(atan2(down, across)) if down or across < 0 else 0.0
    quarter = round(angle / _QUARTER)
    if abs(angle - quarter * _QUARTER) >= _SLANT:
        return None
    own = int(number(lying)) if reading or lying else 0
    return (quarter * _QUARTER + own // _QUARTER * _QUARTER) % 360


@lru_cache(maxsize=20_000)
def _width(character: str) -> float:
    """Its natural advance in ems."""
    return _EM if unicodedata.east_asian_width(character) in {"W", "F", "A"} else _NARROW


@lru_cache(maxsize=20_000)
def _shown(character: str) -> str:
    """The character, or UNKNOWN for one that only the font understands."""
    return UNKNOWN if unicodedata.category(character) in {"Co", "Cn", "Cs", "Cc"} else character


def _shown_by_shape(character: str) -> str:
    """The same where shapes stand for characters."""
    return UNKNOWN if character == _NO_CHARACTER else _shown(character)


def is_shown(element: Element) -> bool:
    """Whether an object is drawn at all."""
    return not is_off(element, "Visible") and element.get("Alpha") != "0"


def is_painted(element: Element) -> bool:
    """Whether the characters of a text object are filled or outlined with anything."""
    if is_off(element, "Fill"):
        return (element.get("Stroke") or "").lower() in {"true", "1"}
    return len(element) == 1 or all(part.get("Alpha") != "0" for part in element if name_of(part) == "FillColor")


def color(element: Element, name: str) -> tuple[float, ...] | None:
    """The values of `FillColor` or `StrokeColor`; None for the default, which is black."""
    for found in element:
        if name_of(found) == name:
            return tuple(number(part) for part in (found.get("Value") or "")[:100].split()) or None
    return None
