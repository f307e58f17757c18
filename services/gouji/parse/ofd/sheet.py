"""A page of an OFD file → the glyphs and strokes that can be seen on it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gouji.errors import Unreadable
from gouji.parse.layout import Glyph, Page, Stroke
from gouji.parse.ofd.geometry import POINTS, Matrix, placed
from gouji.parse.ofd.names import child, children, name_of, number, numbers
from gouji.parse.ofd.package import Leaf, Volume
from gouji.parse.ofd.paths import drawn
from gouji.parse.ofd.text import UNKNOWN, color, glyphs, is_painted, is_shown
from gouji.parse.package import Element

#: Objects of a file, shared ones counted each time that they are drawn; a page of a report has two thousand.
_MOST_OBJECTS, _MOST_MARKS, _DEEPEST = 200_000, 400_000, 16
#: Areas that white text may stand on.
_MOST_GROUNDS = 1000
_WHITE, _OPAQUE = 245, 255
#: A picture over this much of a page is a scan of it.
SCAN = 0.75

Box = tuple[float, float, float, float]


class Sheet(msgspec.Struct, frozen=True):
    """A page, and what says whether it can be trusted.

    `pictured` is the part of the page that its largest picture covers; `unknown` counts the characters that only the
    font understands, `hidden` those that cannot be seen: white on white, transparent, under a picture of the page;
    `covered` says that such a picture lies over text.
    """

    page: Page
    pictured: float
    unknown: int
    hidden: int
    covered: bool


class Reader:
    """Draws pages one after the other; what all of them may hold is bounded."""

    def __init__(self) -> None:
        self._objects = self._marks = 0
        self._glyphs: list[Glyph] = []
        self._strokes: list[Stroke] = []
        self._grounds: list[Box] = []
        self._pictured = 0.0
        self._hidden = 0
        self._covered = False
        self._area = 0.0

    def sheet(self, leaf: Leaf, volume: Volume, page: int) -> Sheet:
        """The page numbered `page`; raises Unreadable when there is more on it than in any report."""
        left, top, wide, tall = (side * POINTS for side in leaf.box)
        self._glyphs, self._strokes, self._grounds = [], [], []
        self._pictured, self._hidden, self._covered, self._area = 0.0, 0, False, wide * tall
        matrix = (POINTS, 0.0, 0.0, POINTS, -left, -top)
        for root in (*leaf.below, leaf.root, *leaf.above):
            for layer in children(child(root, "Content"), "Layer"):
                self._block(layer, matrix, volume, 0)
        found = tuple(self._glyphs)
        unknown = sum(glyph.text == UNKNOWN for glyph in found)
        whole = Page(page, wide, tall, found, tuple(self._strokes))
        return Sheet(whole, self._pictured / self._area, unknown, self._hidden, self._covered)

    def _block(self, block: Iterable[Element], matrix: Matrix, volume: Volume, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unreadable("OFD 文件的图元嵌套过深，无法读取；请重新导出后投递，或投递 Word 原件")
        for element in block:
            self._objects += 1
            if self._objects > _MOST_OBJECTS or self._marks > _MOST_MARKS:
                raise Unreadable("OFD 文件的文字或线条多得异常，不像年度报告；请核对文件，或投递 Word 原件")
            name = name_of(element)
            if name == "PageBlock":
                self._block(element, matrix, volume, depth + 1)
            elif not is_shown(element) or (name == "TextObject" and not is_painted(element)):
                self._hidden += sum(len((code.text or "").strip()) for code in children(element, "TextCode"))
            elif name == "TextObject":
                self._text(element, matrix)
            elif name == "PathObject":
                self._path(element, matrix)
            elif name == "ImageObject":
                self._picture(element, matrix)
            elif name == "CompositeObject":
                self._composite(element, matrix, volume, depth)

    def _text(self, element: Element, matrix: Matrix) -> None:
        found = list(glyphs(element, matrix))
        self._marks += len(found)
        if len(element) > 1 and _is_white(color(element, "FillColor")):
            seen = [glyph for glyph in found if self._has_ground(glyph)]
            self._hidden += sum(bool(glyph.text.strip()) for glyph in found) - len(seen)
            found = seen
        self._glyphs += found

    def _has_ground(self, glyph: Glyph) -> bool:
        """Whether white text stands on something that is not white."""
        return any(
            left <= glyph.middle <= right and top <= glyph.level <= bottom for left, top, right, bottom in self._grounds
        )

    def _path(self, element: Element, matrix: Matrix) -> None:
        found = drawn(element, matrix)
        self._marks += len(found.strokes)
        self._strokes += found.strokes
        if found.area and len(self._grounds) < _MOST_GROUNDS and not _is_white(color(element, "FillColor")):
            self._grounds.append(found.area)

    def _picture(self, element: Element, matrix: Matrix) -> None:
        x, y, wide, tall = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
        left, top = matrix[0] * x + matrix[4], matrix[3] * y + matrix[5]
        self._grounds.append((left, top, left + wide * matrix[0], top + tall * matrix[3]))
        size = abs(wide * matrix[0] * tall * matrix[3])
        self._pictured = max(self._pictured, size)
        opaque = number(element.get("Alpha"), 255.0) >= _OPAQUE
        if opaque and size >= SCAN * self._area and any(glyph.text.strip() for glyph in self._glyphs):
            self._hidden += sum(bool(glyph.text.strip()) for glyph in self._glyphs)
            self._glyphs, self._covered = [], True

    def _composite(self, element: Element, matrix: Matrix, volume: Volume, depth: int) -> None:
        unit = volume.unit(element.get("ResourceID") or "")
        content = child(unit, "Content")
        if content is not None:
            self._block(content, placed(element, matrix), volume, depth + 1)


def _is_white(values: tuple[float, ...] | None) -> bool:
    return values is not None and len(values) in {1, 3} and min(values) >= _WHITE
