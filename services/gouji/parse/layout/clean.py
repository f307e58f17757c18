"""What can be seen on a page: nothing outside it, nothing drawn twice, no numbers that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

import msgspec

from gouji.errors import Unreadable
from gouji.parse.characters import BLANK
from gouji.parse.layout.page import Glyph, Page, Stroke
from gouji.parse.layout.radicals import unified

#: Bounds for hostile files: a dense page of a report has 2 000 characters and 500 lines.
MOST_GLYPHS, MOST_STROKES, MOST_IN_ALL = 60_000, 60_000, 400_000

_LARGEST_EM, _SMALLEST_EM = 400.0, 1.0
#: Characters drawn a second time to look bold stand nearer than this to the first (in widths and ems).
_SAME_PLACE = 0.3
#: Side of the squares in which neighbours are looked for (points); twice as far as a copy may stand.
_SQUARE = 16.0


def cleaned(page: Page) -> Page:
    """The page with what prints on it; raises Unreadable when there is more on it than on any report."""
    if len(page.glyphs) > MOST_GLYPHS or len(page.strokes) > MOST_STROKES:
        raise Unreadable(f"第{page.number}页的文字或线条多得异常，不像年度报告；请核对文件，或投递 Word 原件")
    return msgspec.structs.replace(
        page,
        glyphs=tuple(_once(_on_page(page))),
        strokes=tuple(_visible(page)),
    )


def _on_page(page: Page) -> Iterator[Glyph]:
    for order, glyph in enumerate(page.glyphs):
        sane = isfinite(glyph.left) and isfinite(glyph.right) and isfinite(glyph.baseline) and isfinite(glyph.size)
        if not sane or not _SMALLEST_EM <= glyph.size <= _LARGEST_EM or glyph.right < glyph.left:
            continue
        if not (0 <= glyph.middle <= page.width and 0 <= glyph.level <= page.height):
            continue
        text = unified(glyph.text)
        blank = not text.strip(BLANK)
        if blank:
            if text in {"", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}:
                continue
            text = " "
        yield Glyph(text, glyph.left, glyph.right, glyph.baseline, glyph.size, glyph.turned, order)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once, where it was drawn first."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = glyph.left / _SQUARE, glyph.baseline / _SQUARE
        column, row = int(x), int(y)
        here = seen.get((glyph.text, column, row))
        if here is None:
            here = seen[glyph.text, column, row] = []
        if any(_covers(other, glyph) for other in here):
            continue
        # Neighbouring squares matter near their edges only.
        beside = column + 1 if x - column > 0.5 else column - 1  # noqa: PLR2004 - half a square
        above = row + 1 if y - row > 0.5 else row - 1  # noqa: PLR2004
        around = ((beside, row), (column, above), (beside, above))
        if any(_covers(other, glyph) for at in around for other in seen.get((glyph.text, *at), ())):
            continue
        here.append(glyph)
        yield glyph


def _covers(first: Glyph, second: Glyph) -> bool:
    wide = max(first.right - first.left, first.size * 0.2)
    return (
        abs(first.left - second.left) < _SAME_PLACE * wide
        and abs(first.baseline - second.baseline) < _SAME_PLACE * first.size
        and abs(first.size - second.size) < _SAME_PLACE * first.size
    )


def _visible(page: Page) -> Iterator[Stroke]:
    for stroke in page.strokes:
        ends = (stroke.left, stroke.top, stroke.right, stroke.bottom)
        if not all(map(isfinite, ends)):
            continue
        left, right = sorted((stroke.left, stroke.right))
        top, bottom = sorted((stroke.top, stroke.bottom))
        if right < 0 or bottom < 0 or left > page.width or top > page.height:
            continue
        yield Stroke(max(left, 0.0), max(top, 0.0), min(right, page.width), min(bottom, page.height))
