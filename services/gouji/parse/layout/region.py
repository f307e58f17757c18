"""A page → its tables and the lines of text around them."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from gouji.errors import Unreadable
from gouji.parse.layout.boxes import Lattice, lattice
from gouji.parse.layout.cells import Piece, piece
from gouji.parse.layout.page import Glyph, Page
from gouji.parse.layout.rulings import drawings, rulings
from gouji.parse.layout.sequel import is_figure
from gouji.parse.layout.writing import Written, lines_of

#: A table with fewer cells than this and a cell with more text than that is a frame around an article.
_FEW_CELLS, _MUCH_PROSE = 12, 200
_MOST_TABLES = 200
#: Figures and words farther apart are those of two cells (ems).
_APART = 1.0
#: A label may be set apart in two; so many words or figures in a line are those of several cells.
_SEVERAL = 3


class Region(msgspec.Struct, frozen=True):
    """What stands on a page: tables, and lines of text from top to bottom."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    lines: tuple[Written, ...]


def regions(page: Page) -> Region:
    """The tables of a page, and its text that is in none of them."""
    grids = [grid for drawing in drawings(rulings(page.strokes)) if (grid := lattice(drawing)) and len(grid.boxes) > 1]
    if len(grids) > _MOST_TABLES:
        raise Unreadable(f"第{page.number}页的表格多得异常，不像年度报告；请核对文件，或投递 Word 原件")
    grids.sort(key=lambda grid: grid.area)
    held: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    free: list[Glyph] = []
    for glyph in page.glyphs:
        for grid, boxes in zip(grids, held, strict=True):
            box = grid.box_at(glyph.middle, glyph.level)
            if box is not None:
                boxes.setdefault(box, []).append(glyph)
                break
        else:
            free.append(glyph)
    pieces = []
    for grid, boxes in zip(grids, held, strict=True):
        if _is_frame(grid, boxes) or _is_half_ruled(grid, boxes):
            free += (glyph for glyphs in boxes.values() for glyph in glyphs)
        else:
            pieces.append(piece(grid, boxes, page.number))
    pieces.sort(key=lambda piece: piece.top)
    return Region(page.number, page.width, page.height, tuple(pieces), tuple(lines_of(free)))


def _is_frame(grid: Lattice, held: dict[int, list[Glyph]]) -> bool:
    """Lines that only arrange the page: one column, or a few boxes with prose in one of them, or nothing inside."""
    if len({box.column for box in grid.boxes}) == 1 or not any(held.values()):
        return True
    return len(grid.boxes) < _FEW_CELLS and any(len(glyphs) > _MUCH_PROSE for glyphs in held.values())


def _is_half_ruled(grid: Lattice, held: dict[int, list[Glyph]]) -> bool:
    """Whether only the columns of a table were ruled, or only its rows: boxes hold what stands in several cells."""
    stacked = filled = 0
    for number, glyphs in held.items():
        single = grid.boxes[number].colspan == 1
        if grid.levelled and single and sum(glyph.text.isdigit() for glyph in glyphs) < 2 * _SEVERAL:
            continue
        lines = lines_of(glyphs)
        if not single and any(_has_cells(line, grid) for line in lines):
            return True
        if sum(len(_figures(line)) >= _SEVERAL for line in lines) > 1:
            return True
        filled += bool(lines)
        stacked += len(lines) > 1 and is_figure(lines[-1].text)
    # One row with a few figures broken over two lines is a row; figures under each other in most columns are rows.
    return stacked > 1 and stacked * 2 > filled and not grid.levelled


def _has_cells(line: Written, grid: Lattice) -> bool:
    """Whether two figures or three words, set far apart, stand in columns of their own."""
    figures = {bisect_right(grid.xs, part[0].middle) for part in _figures(line)}
    words = {bisect_right(grid.xs, part[0].middle) for part in _parts(line) if len(part) > 1}
    return len(figures) > 1 or len(words) >= _SEVERAL


def _figures(line: Written) -> list[list[Glyph]]:
    return [part for part in _parts(line) if is_figure("".join(glyph.text for glyph in part))]


def _parts(line: Written) -> list[list[Glyph]]:
    """What wide gaps part the line into, without blanks."""
    parts: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if glyph.text == " ":
            continue
        if not parts or glyph.left - parts[-1][-1].right > _APART * glyph.size:
            parts.append([])
        parts[-1].append(glyph)
    return parts
