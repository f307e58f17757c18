"""The glyphs in the boxes of a drawing → the cells of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

import msgspec

from gouji.parse.layout.boxes import Lattice
from gouji.parse.layout.page import Glyph
from gouji.parse.layout.writing import Written, cell_text, lines_of, parted

_ACROSS = "数字横跨表格线，分不清属于左格还是右格；请对照原件核对"
_TWO_FIGURES = "一格里有两组数字，可能是两格的数字连在一起，也可能是一个数被拆开；请对照原件核对"
_BROKEN_FIGURE = "一个数字分成两行，可能是一个数换行，也可能是两个数；请对照原件核对"
_UNKNOWN = "这一格有字体没有说明的字，读不出是什么；请对照原件核对"
#: Narrower or lower boxes with nothing in them are the room between cells with borders of their own (points).
_GUTTER = 8.0
_NO_OUTLINE = "这一格的边线不完整，分不清它与邻格的界线；请对照原件核对"


class Spot(msgspec.Struct, frozen=True):
    """A cell before it has its place in the document: corner (from 0), spans, text, page, doubt.

    `left`, `right` are the ends of the cell on the page; `slack` is the room behind the last line of its text, in ems.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    page: int
    left: float = 0.0
    right: float = 0.0
    slack: float = 0.0
    doubt: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """A table, or the part of it that stands on one page.

    `xs` are the places of its column edges; `top`, `bottom` where it begins and ends on its first and last page
    (`page`, `page_end`).
    """

    spots: tuple[Spot, ...]
    xs: tuple[float, ...]
    top: float
    bottom: float
    page: int
    page_end: int


def piece(grid: Lattice, held: dict[int, list[Glyph]], page: int) -> Piece:
    """The table on a grid; `held` has the glyphs of each box in drawing order, at least one of them some."""
    doubts = _across(held)
    spots = []
    for number, box in enumerate(grid.boxes):
        glyphs = held.get(number, [])
        left, right = grid.xs[box.column], grid.xs[box.column + box.colspan]
        if not glyphs and min(right - left, grid.ys[box.row + box.rowspan] - grid.ys[box.row]) < _GUTTER:
            continue
        lines = lines_of(glyphs)
        doubt = doubts.get(number) or doubt_of(lines) or (None if box.whole else _NO_OUTLINE)
        slack = (right - lines[-1].right) / lines[-1].size if lines else 0.0
        text = cell_text(glyphs, lines) if glyphs else ""
        spots.append(Spot(box.row, box.column, box.rowspan, box.colspan, text, page, left, right, slack, doubt))
    if len(spots) < len(grid.boxes):
        spots = _on_rows_of_cells(spots)
    return Piece(tuple(spots), grid.xs, grid.ys[0], grid.ys[-1], page, page)


def _on_rows_of_cells(spots: Sequence[Spot]) -> list[Spot]:
    """The cells on the rows in which some cell begins."""
    starts = sorted({spot.row for spot in spots})
    return [
        msgspec.structs.replace(
            spot,
            row=bisect_left(starts, spot.row),
            rowspan=bisect_left(starts, spot.row + spot.rowspan) - bisect_left(starts, spot.row),
        )
        for spot in spots
    ]


def doubt_of(lines: Sequence[Written]) -> str | None:
    """Why the figures of a cell can be read in two ways; None when they cannot."""
    if any("\ufffd" in glyph.text for line in lines for glyph in line.glyphs):
        return _UNKNOWN
    for line in lines:
        solid = [glyph for glyph in line.glyphs if glyph.text != " "]
        for place, (one, other) in enumerate(pairwise(line.glyphs)):
            if other.text == " ":
                following = next((glyph for glyph in line.glyphs[place + 1 :] if glyph.text != " "), None)
                if following is not None and _digits(one, following) and len(solid) > 1:
                    return _TWO_FIGURES
            elif _digits(one, other) and parted(one, other):
                return _TWO_FIGURES
    for above, below in pairwise(lines):
        if _digits(above.glyphs[-1], below.glyphs[0]):
            return _BROKEN_FIGURE
    return None


def _digits(one: Glyph, other: Glyph) -> bool:
    return one.text[-1].isdigit() and (other.text[0].isdigit() or other.text[0] == ".")


def _across(held: dict[int, list[Glyph]]) -> dict[int, str]:
    """Boxes side by side whose figures run into each other over the line between them."""
    figures: list[tuple[Glyph, int]] = sorted(
        ((glyph, number) for number, glyphs in held.items() for glyph in glyphs if glyph.text[0].isdigit()),
        key=lambda item: (item[0].baseline, item[0].left),
    )
    found: dict[int, str] = {}
    rows: list[list[tuple[Glyph, int]]] = []
    for item in figures:
        if rows and item[0].baseline - rows[-1][0][0].baseline < 0.2 * item[0].size:
            rows[-1].append(item)
        else:
            rows.append([item])
    for row in rows:
        row.sort(key=lambda item: item[0].left)
        for (one, first), (other, second) in pairwise(row):
            if first != second and not parted(one, other):
                found[first] = found[second] = _ACROSS
    return found


def ordered(spots: Sequence[Spot]) -> list[Spot]:
    """In reading order."""
    return sorted(spots, key=attrgetter("row", "column"))
