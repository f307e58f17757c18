"""A page as drawn: characters and lines at their places.

Lengths are points (1/72 inch) with the origin at the upper left, y growing downwards, whatever the format does.
"""

from __future__ import annotations

import msgspec


class Glyph(msgspec.Struct, frozen=True):
    """A character as drawn. `left`, `right` bound its ink or advance, `baseline` is where it stands, `size` its em.

    `turned` is the direction in which the writing runs, in degrees clockwise: 0 to the right, 90 down the page, 270 up
    it. Of turned characters `left`, `right` and `baseline` (the lower edge) bound the ink. `order` is the layout's: the
    ordinal on the page of what is drawn.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    turned: int = 0
    order: int = 0

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        """The y half way up its ink."""
        return self.baseline - self.size * 0.35


class Stroke(msgspec.Struct, frozen=True):
    """A ruling line, or one edge of a drawn rectangle: horizontal when `top == bottom`, vertical when `left == right`.

    Other lines and fills that are no rulings are left out by the format's reader.
    """

    left: float
    top: float
    right: float
    bottom: float


class Page(msgspec.Struct, frozen=True):
    """A page: its number from 1, its size, and what is on it in drawing order."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
