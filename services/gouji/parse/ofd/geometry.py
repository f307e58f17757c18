"""Where an object's coordinates lie on the page."""

from __future__ import annotations

from typing import TypeAlias

from gouji.parse.ofd.names import numbers
from gouji.parse.package import Element

#: x′ = a·x + c·y + e, y′ = b·x + d·y + f
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

#: Millimetres to points.
POINTS = 72 / 25.4


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The inner transformation, then the outer one."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point lies."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def placed(element: Element, outer: Matrix) -> Matrix:
    """The transformation of an object: its `CTM`, then the corner of its `Boundary`, then what it is part of."""
    x, y, _, _ = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    g, h, i, j, k, m = outer
    corner = (g, h, i, j, x * g + y * i + k, x * h + y * j + m)
    written = element.get("CTM")
    own = numbers(written, 6) if written else None
    return corner if own is None else times((own[0], own[1], own[2], own[3], own[4], own[5]), corner)
