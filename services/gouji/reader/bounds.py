"""How much a document may hold: a report has some ten thousand characters, and what comes later must stay quick.

What reads prose takes some five seconds for a million characters, and more than that when they are one paragraph.
"""

from __future__ import annotations

from gouji.errors import Unreadable
from gouji.model import Document, Paragraph

MOST_CHARACTERS, LONGEST_TEXT, MOST_BLOCKS, MOST_CELLS = 2_000_000, 200_000, 100_000, 200_000


def require_bounded(document: Document) -> None:
    """Raise Unreadable for a document that is larger than any report, or a yearbook of reports."""
    lengths = [len(block.text) for block in document.blocks if isinstance(block, Paragraph)]
    cells = [len(cell.text) for block in document.blocks if not isinstance(block, Paragraph) for cell in block.cells]
    for what, count, most in (
        ("{} 个字", sum(lengths) + sum(cells), MOST_CHARACTERS),
        ("{} 个段落和表格", len(document.blocks), MOST_BLOCKS),
        ("{} 个单元格", len(cells), MOST_CELLS),
        ("一段有 {} 个字", max((*lengths, *cells), default=0), LONGEST_TEXT),
    ):
        if count > most:
            raise Unreadable(f"内容过大（{what.format(count)}，上限 {most}），不像年度报告；请只保留报告本身后重新投递")
