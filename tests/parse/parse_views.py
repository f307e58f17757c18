"""A document reduced to what a test asserts."""

from __future__ import annotations

from gouji.model import Document, GridCell, Paragraph, Table


def texts(document: Document) -> list[str]:
    """The paragraphs' texts."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Row, column, row span, column span and text of every cell."""
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def outline(document: Document) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts, in reading order."""
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks]


def width(table: Table) -> int:
    return max(cell.column + cell.colspan for cell in table.cells)


def sketch(table: Table) -> str:
    """The table's cells as `column:text`, with their spans where they have any; ` / ` between rows of the grid."""
    last = max(cell.row for cell in table.cells)
    written = [" ".join(_cell(cell) for cell in table.cells if cell.row == row) for row in range(last + 1)]
    return " / ".join(written)


def _cell(cell: GridCell) -> str:
    spans = f"[{cell.rowspan}x{cell.colspan}]" if cell.rowspan * cell.colspan > 1 else ""
    return f"{cell.column}:{cell.text}{spans}"
