"""Lines of text → the chunks that wide gaps part them into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from gouji.parse.layout.page import Glyph
from gouji.parse.layout.paragraphs import Line
from gouji.parse.layout.sequel import is_figure
from gouji.parse.layout.writing import Written

#: A gap as wide as this parts two columns, a narrower one two figures, and any gap
#: two cells where the drawing went elsewhere in between (ems).
_COLUMN_GAP, _FIGURE_GAP, _APART = 0.8, 0.3, 0.05
#: Lines of one cell stand no farther apart (ems).
_WRAPPED = 1.5


class Chunk(msgspec.Struct, frozen=True):
    """A part of a line that stands by itself. `y` is its baseline on the strip of all pages one below another."""

    written: Written
    y: float
    page: int

    @property
    def left(self) -> float:
        return self.written.left

    @property
    def right(self) -> float:
        return self.written.right

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        return self.written.size

    @property
    def text(self) -> str:
        return self.written.text


class Stack(msgspec.Struct):
    """Lines of one text, one below another; `top` and `bottom` are the baselines of the first and the last."""

    lines: list[Chunk]

    @property
    def top(self) -> float:
        return self.lines[0].y

    @property
    def bottom(self) -> float:
        return self.lines[-1].y

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)


class Row(msgspec.Struct, frozen=True):
    """A line with its chunks from left to right, and how many of them are figures.

    `wrapped`: nothing but figures, so near to a row of figures that they may be the rest of that row's.
    """

    line: Line
    y: float
    chunks: tuple[Chunk, ...]
    figures: int
    wrapped: bool = False

    @property
    def is_data(self) -> bool:
        """Figures in columns: behind a label, or several of them alone."""
        return not self.wrapped and self.figures > 0 and len(self.chunks) > 1 and is_figure(self.chunks[-1].text)


def rows(lines: Sequence[Line]) -> list[Row]:
    """The lines with their places on the strip: pages one below another as if nothing parted them."""
    found: list[Row] = []
    shift = 0.0
    for number, line in enumerate(lines):
        if number and line.page != lines[number - 1].page:
            shift = found[-1].y + 1.4 * line.written.size - line.written.baseline
        y = line.written.baseline + shift
        chunks = tuple(Chunk(Written(tuple(part)), y, line.page) for part in _parts(line.written.glyphs))
        figures = sum(is_figure(chunk.text) for chunk in chunks)
        near = bool(found) and bool(found[-1].figures) and y - found[-1].y < _WRAPPED * line.written.size
        found.append(Row(line, y, chunks, figures, near and figures == len(chunks)))
    return found


def _parts(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs parted at gaps, and where the drawing went elsewhere in between: two cells may stand close together."""
    parts: list[list[Glyph]] = []
    before: Glyph | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        elsewhere = before is not None and glyph.order != before.order + 1
        before = glyph
        if glyph.text == " ":
            continue
        if last is None or glyph.left - last.right > _room(last, glyph, elsewhere=elsewhere):
            parts.append([])
        parts[-1].append(glyph)
        last = glyph
    return parts


def _room(one: Glyph, other: Glyph, *, elsewhere: bool) -> float:
    """The widest gap between two neighbours of one chunk: figures are never set apart."""
    ems = _APART if elsewhere else _FIGURE_GAP if one.text.isdigit() and other.text.isdigit() else _COLUMN_GAP
    return ems * max(one.size, other.size)
