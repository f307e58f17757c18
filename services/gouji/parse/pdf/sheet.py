"""One page of a PDF file → the glyphs and strokes that can be seen on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from gouji.parse.layout import Glyph, Page, Stroke
from gouji.parse.pdf.characters import Character, characters
from gouji.parse.pdf.library import Handle
from gouji.parse.pdf.shapes import Shapes, panes, shapes
from gouji.parse.pdf.view import View, turned_view, view_of


class Sheet(msgspec.Struct, frozen=True):
    """A page with what is to be known of it before it can be trusted."""

    page: Page


def sheet(page: Handle, number: int) -> Sheet:
    """What can be seen on a page; raises Unreadable when it is broken or out of bounds."""
    view = view_of(page, number)
    drawn = shapes(page, number)
    written = characters(page, number)
    view = _upright(view, written)
    glyphs = tuple(_glyphs(view, written))
    width, height = view.size
    return Sheet(Page(number, width, height, glyphs, tuple(_strokes(view, drawn))))


def _upright(view: View, written: Sequence[Character]) -> View:
    """The page turned so that most of its text runs to the right: a wide table laid on its side."""
    ways = Counter(view.turned(character.style.across, character.style.up) for character in written)
    usual = ways.most_common(1)[0][0] if ways else None
    return turned_view(view, -(usual // 90)) if usual else view


def _glyphs(view: View, written: Sequence[Character]) -> Iterator[Glyph]:
    for character in written:
        style = character.style
        turned = view.turned(style.across, style.up)
        if turned is None:
            continue
        left, _, right, bottom = view.box(*character.loose)
        baseline = bottom if turned else view.point(character.x, character.y)[1]
        yield Glyph(chr(character.code), left, right, baseline, style.size, turned)


def _strokes(view: View, drawn: Shapes) -> Iterator[Stroke]:
    for line in drawn.lines:
        yield Stroke(*view.box(*line))
    for left, bottom, right, top in panes(drawn):
        x1, y1, x2, y2 = view.box(left, bottom, right, top)
        yield Stroke(x1, y1, x2, y1)
        yield Stroke(x1, y2, x2, y2)
        yield Stroke(x1, y1, x1, y2)
        yield Stroke(x2, y1, x2, y2)
