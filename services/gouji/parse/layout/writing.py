"""Glyphs → lines of text, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

import msgspec

from gouji.parse.characters import rejoin
from gouji.parse.layout.page import Glyph

#: Characters whose feet differ by less than this stand on one line (ems of the larger).
_ONE_LINE = 0.5
#: A gap this wide parts two words, or two figures (ems); Chinese words need a wider one.
_WORD_GAP, _CHINESE_GAP = 0.3, 1.0
_CHINESE_FROM = "\u2e80"


class Written(msgspec.Struct, frozen=True):
    """A line of text: its glyphs from left to right, blanks at its ends left out."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return max(self.glyphs, key=attrgetter("size")).baseline

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return self.baseline - self.size

    @property
    def text(self) -> str:
        return text_of(self.glyphs)


def lines_of(glyphs: Iterable[Glyph]) -> list[Written]:
    """The lines from top to bottom."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("baseline")):
        if groups and glyph.baseline - groups[-1][0].baseline < _ONE_LINE * min(glyph.size, groups[-1][0].size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [Written(tuple(line)) for group in groups if (line := _ordered(group))]


def _ordered(group: list[Glyph]) -> list[Glyph]:
    """Left to right without the blanks at both ends."""
    line = sorted(group, key=attrgetter("left"))
    first = next((place for place, glyph in enumerate(line) if glyph.text != " "), len(line))
    last = next((place for place in range(len(line), 0, -1) if line[place - 1].text != " "), 0)
    return line[first:last]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs in reading order; what is set apart is parted by a blank."""
    text = ""
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and text[-1] != " " and glyph.text != " " and parted(before, glyph):
            text += " "
        if glyph.text != " " or (text and text[-1] != " "):
            text += glyph.text
        before = glyph
    return text


def parted(one: Glyph, other: Glyph) -> bool:
    """Whether the gap between two neighbours of a line is that between words."""
    if other.left - one.right <= _WORD_GAP * one.size:
        return False
    chinese = max(one.text[-1], other.text[0]) >= _CHINESE_FROM
    return other.left - one.right > (_CHINESE_GAP if chinese else _WORD_GAP) * max(one.size, other.size)


def cell_text(glyphs: Sequence[Glyph], lines: Sequence[Written]) -> str:
    """The text of a cell from its glyphs in drawing order and their lines: those joined, or its columns where it is
    written downwards or turned.
    """
    turned = sum(1 for glyph in glyphs if glyph.turned in {90, 270})
    if turned * 2 > len(glyphs):
        return _turned_text(glyphs)
    if _is_written_downwards(glyphs, lines):
        return _downwards(glyphs)
    return rejoin(line.text for line in lines)


def _is_written_downwards(glyphs: Sequence[Glyph], lines: Sequence[Written]) -> bool:
    """Several columns of characters, drawn one below the other: only the order of drawing tells."""
    if len(lines) < 2 or all(len(line.glyphs) == 1 for line in lines):  # noqa: PLR2004 - one line runs to the right
        return False
    steps = down = 0
    for before, glyph in pairwise(glyphs):
        steps += 1
        fall = glyph.baseline - before.baseline
        down += abs(glyph.middle - before.middle) < 0.6 * glyph.size and 0.5 * glyph.size < fall < 3 * glyph.size
    return down * 3 > steps * 2


def _downwards(glyphs: Iterable[Glyph]) -> str:
    """Columns from right to left, each from top to bottom."""
    columns: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in glyphs if glyph.text != " "), key=lambda glyph: -glyph.middle):
        if columns and columns[-1][0].middle - glyph.middle < _ONE_LINE * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return "".join(glyph.text for column in columns for glyph in sorted(column, key=attrgetter("baseline")))


def _turned_text(glyphs: Sequence[Glyph]) -> str:
    """Text that was turned: as if the page lay on its side."""
    down = sum(1 for glyph in glyphs if glyph.turned == 90) * 2 > len(glyphs)  # noqa: PLR2004 - degrees
    lying = []
    for glyph in glyphs:
        wide = glyph.right - glyph.left
        top = glyph.baseline - wide
        start = top if down else -glyph.baseline
        foot = -glyph.left if down else glyph.right
        lying.append(msgspec.structs.replace(glyph, left=start, right=start + glyph.size, baseline=foot, turned=0))
    return rejoin(line.text for line in lines_of(lying))
