"""One page of a PDF file → the glyphs and strokes that can be seen on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from gouji.parse.layout import Glyph, Page, Stroke
from gouji.parse.pdf.characters import Character, characters, readable
from gouji.parse.pdf.library import Handle
from gouji.parse.pdf.shapes import LOST_SQUARE, Box, Picture, Shapes, lost, panes, shapes
from gouji.parse.pdf.view import View, turned_view, view_of

_WHITE, _SCAN = 245, 0.75
_UNKNOWN, _USUAL_EM = "\ufffd", 10.0


class Sheet(msgspec.Struct, frozen=True):
    """A page, and what says whether it can be trusted.

    `pictured` is the part of the page that its largest picture covers, `wide` whether a picture is as wide as a table;
    `hidden` counts the characters that cannot be seen, `covered` says that a picture of the page lies over them;
    `unknown` counts those of which the font does not say what they are; `outlines` filled shapes that may be letters.
    """

    page: Page
    pictured: float
    wide: bool
    hidden: int
    covered: bool
    unknown: int
    outlines: int


def sheet(page: Handle, number: int) -> Sheet:
    """What can be seen on a page; raises Unreadable when it is broken or out of bounds."""
    view = view_of(page, number)
    drawn = shapes(page, number)
    written = characters(page, number)
    view = _upright(view, written)
    eye = _Eye(view, drawn)
    seen = [character for character in written if eye.sees(character)]
    glyphs = [_glyph(view, character) for character in seen]
    width, height = view.size
    hidden = sum(1 for character in written if chr(character.code).strip()) - sum(
        1 for c in seen if chr(c.code).strip()
    )
    found = (*(glyph for glyph in glyphs if glyph is not None), *_lost(view, drawn, written))
    return Sheet(
        Page(number, width, height, found, tuple(_strokes(view, drawn))),
        eye.pictured,
        any(_share(view, picture.box)[1] > 0.4 for picture in drawn.pictures),  # noqa: PLR2004 - of the width
        hidden,
        eye.scan is not None and hidden > 0,
        sum(1 for glyph in found if glyph.text == _UNKNOWN and 0 <= glyph.left <= width and 0 <= glyph.level <= height),
        drawn.outlines,
    )


def _upright(view: View, written: Sequence[Character]) -> View:
    """The page turned so that most of its text runs to the right: a wide table laid on its side."""
    ways = Counter(view.turned(character.style.across, character.style.up) for character in written)
    usual = ways.most_common(1)[0][0] if ways else None
    return turned_view(view, -(usual // 90)) if usual else view


def _glyph(view: View, character: Character) -> Glyph | None:
    """The character where it is seen; None for one that slants, as in a watermark."""
    style = character.style
    turned = view.turned(style.across, style.up)
    if turned is None:
        return None
    left, _, right, bottom = view.box(*character.loose)
    baseline = bottom if turned else view.point(character.x, character.y)[1]
    text = chr(character.code) if character.known and readable(character.code) else _UNKNOWN
    return Glyph(text, left, right, baseline, style.size, turned)


def _lost(view: View, drawn: Shapes, written: Sequence[Character]) -> Iterator[Glyph]:
    """A mark for each piece of text that is drawn in a font which neither the file nor pdfium has."""
    read = {character.style.object for character in written}
    if len(read) == len(drawn.texts):
        return
    places = {(int(character.x / LOST_SQUARE), int(character.y / LOST_SQUARE)) for character in written}
    for x, y in lost(drawn, read, places):
        left, baseline = view.point(x, y)
        yield Glyph(_UNKNOWN, left, left + _USUAL_EM, baseline, _USUAL_EM)


class _Eye:
    """What of the text can be seen: painted, not white on white, not under a picture of the page."""

    def __init__(self, view: View, drawn: Shapes) -> None:
        self._drawn = drawn
        largest = max(drawn.pictures, key=lambda picture: _share(view, picture.box)[0], default=None)
        self.pictured = _share(view, largest.box)[0] if largest else 0.0
        self.scan: Picture | None = largest if self.pictured >= _SCAN else None

    def sees(self, character: Character) -> bool:
        color = character.style.color
        if color is None:
            return False
        drawn = self._drawn.texts.get(character.style.object)
        order = drawn.order if drawn else 0
        if self.scan is not None and not self.scan.clear and order < self.scan.order:
            return False
        return min(color[:3]) < _WHITE or self._has_ground(character, order)

    def _has_ground(self, character: Character, order: int) -> bool:
        """Whether white text stands on something that is not white."""
        x = (character.loose[0] + character.loose[2]) / 2
        y = character.y + character.style.size * 0.35
        under = [area for area in self._drawn.areas if area.order <= order and _inside(area.box, x, y)]
        pictured = any(picture.order <= order and _inside(picture.box, x, y) for picture in self._drawn.pictures)
        return pictured or (bool(under) and under[-1].light < _WHITE)


def _inside(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _share(view: View, box: Box) -> tuple[float, float]:
    """The part of the page and of its width that a box covers."""
    width, height = view.size
    left, top, right, bottom = view.box(*box)
    wide, tall = min(right, width) - max(left, 0.0), min(bottom, height) - max(top, 0.0)
    if wide <= 0 or tall <= 0 or not width * height:
        return 0.0, 0.0
    return wide * tall / (width * height), wide / width


def _strokes(view: View, drawn: Shapes) -> Iterator[Stroke]:
    for line in drawn.lines:
        yield Stroke(*view.box(*line))
    for left, bottom, right, top in panes(drawn):
        x1, y1, x2, y2 = view.box(left, bottom, right, top)
        yield Stroke(x1, y1, x2, y1)
        yield Stroke(x1, y2, x2, y2)
        yield Stroke(x1, y1, x1, y2)
        yield Stroke(x2, y1, x2, y2)
