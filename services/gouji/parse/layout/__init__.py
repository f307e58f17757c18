"""Pages with glyphs and ruling lines → blocks: what PDF and OFD have in common.

Both formats only say where each character and each line stands. What is a table, a cell, a paragraph follows from
that, here, once for both.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.model import Block
from gouji.parse.layout.clean import MOST_IN_ALL, cleaned
from gouji.parse.layout.flow import flow
from gouji.parse.layout.margins import without_margins
from gouji.parse.layout.page import Glyph, Page, Stroke
from gouji.parse.layout.region import regions
from gouji.parse.layout.spread import spread

__all__ = ["MOST_IN_ALL", "Glyph", "Page", "Stroke", "blocks"]


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs and tables of the pages in reading order.

    Running heads and page numbers are left out, a table that runs over pages is one table. Raises Unreadable when the
    pages hold more than any report does.
    """
    if sum(len(page.glyphs) + len(page.strokes) for page in pages) > MOST_IN_ALL:
        raise Unreadable("文件的文字或线条多得异常，不像年度报告；请核对文件，或投递 Word 原件")
    drawn = [regions(cleaned(page)) for page in pages]
    return flow(spread(without_margins(drawn)))
