"""How much a document may hold: a report has some ten thousand characters, and what comes later must stay quick."""

from __future__ import annotations

from gouji.errors import Unreadable
from gouji.model import Document, Paragraph

MOST_CHARACTERS, MOST_BLOCKS, MOST_CELLS = 3_000_000, 100_000, 200_000


def require_bounded(document: Document) -> None:
    """Raise Unreadable for a document that is larger than any report, or a yearbook of reports."""
    tables = [block for block in document.blocks if not isinstance(block, Paragraph)]
    cells = sum(len(table.cells) for table in tables)
    characters = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    characters += sum(len(cell.text) for table in tables for cell in table.cells)
    for what, count, most in (
        ("个字", characters, MOST_CHARACTERS),
        ("个段落和表格", len(document.blocks), MOST_BLOCKS),
        ("个单元格", cells, MOST_CELLS),
    ):
        if count > most:
            raise Unreadable(f"内容过大（{count} {what}，上限 {most}），不像年度报告；请只保留报告本身后重新投递")
