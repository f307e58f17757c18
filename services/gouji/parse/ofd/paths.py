"""A `PathObject` → the ruling lines that it draws."""

from __future__ import annotations

import msgspec

from gouji.parse.layout import Stroke
from gouji.parse.ofd.geometry import Matrix, at, placed
from gouji.parse.ofd.names import child, is_off, values
from gouji.parse.package import Element

#: Words of one path; a whole table drawn at once has two thousand.
_MOST_WORDS = 100_000
#: A filled area no thicker than this is a line; a line that leaves its axis by more than the other is none (points).
_THIN, _SLANT = 3.0, 0.7
_YES = frozenset(("true", "True", "TRUE", "1"))
_VALUES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Drawn(msgspec.Struct, frozen=True):
    """The ruling lines of a path; `area` is the last box that it fills (left, top, right, bottom) and that is no
    line, None when it fills none.

    Lengths are points.
    """

    strokes: list[Stroke]
    area: Box | None


def drawn(element: Element, outer: Matrix) -> Drawn:
    """The horizontal and vertical lines, and the thin filled areas that stand for lines."""
    stroked, filled = not is_off(element, "Stroke"), element.get("Fill") in _YES
    if not stroked and not filled:
        return Drawn([], None)
    data = child(element, "AbbreviatedData")
    parts = _parts((data.text if data is not None else "") or "", placed(element, outer))
    lines: list[Stroke] = []
    area = None
    for part in parts:
        if stroked:
            _edges(part, lines)
        if filled:
            left, top, right, bottom = box = _around(part)
            if right - left > _THIN and bottom - top > _THIN:
                area = box
            elif not stroked:
                lines.append(_straight(left, top, right, bottom))
    return Drawn(lines, area)


def _parts(data: str, matrix: Matrix) -> list[list[Point]]:
    """The corners of each part of a path that is drawn without lifting the pen; none of one with curves."""
    words = data.split()[:_MOST_WORDS]
    if (polygon := _polygon(words)) is not None:
        a, b, c, d, e, f = matrix
        return [[(a * x + c * y + e, b * x + d * y + f) for x, y in polygon]]
    found: list[list[Point]] = []
    part: list[Point] = []
    curved = False
    place, end = 0, len(words)
    while place < end and (wanted := _VALUES.get(words[place])) is not None:
        word = words[place]
        place += 1 + wanted
        if word == "C":
            part += part[:1]
            continue
        x, y = values(words[place - 2 : place]) if place <= end else (0.0, 0.0)
        if word in {"M", "S"}:
            if len(part) > 1 and not curved:
                found.append(part)
            part, curved = [at(matrix, x, y)], False
        else:
            curved = curved or word != "L"
            part.append(at(matrix, x, y))
    if len(part) > 1 and not curved:
        found.append(part)
    return found


def _polygon(words: list[str]) -> list[Point] | None:
    """The corners of a path of one part and straight lines, as nearly all are; None for any other."""
    closed = words[-1:] == ["C"]
    last = len(words) - closed
    if last % 3 or words[:1] not in (["M"], ["S"]) or words[3:last:3].count("L") != last // 3 - 1:
        return None
    corners = list(zip(values(words[1:last:3]), values(words[2:last:3]), strict=True))
    return corners + corners[:1] if closed else corners


def _edges(part: list[Point], lines: list[Stroke]) -> None:
    x1, y1 = part[0]
    for x2, y2 in part[1:]:
        if abs(x1 - x2) <= _SLANT or abs(y1 - y2) <= _SLANT:
            lines.append(_straight(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        x1, y1 = x2, y2


def _straight(left: float, top: float, right: float, bottom: float) -> Stroke:
    if right - left >= bottom - top:
        return Stroke(left, (top + bottom) / 2, right, (top + bottom) / 2)
    return Stroke((left + right) / 2, top, (left + right) / 2, bottom)


def _around(points: list[Point]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)
