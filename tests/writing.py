"""Writing a drawn document as the files that people send: text with one cell a line, HTML, and Word."""

from __future__ import annotations

import html
import io

import docx

from gouji.model import Document, Paragraph, Table


def as_text(document: Document) -> bytes:
    """One cell a line behind a tab, an empty line behind each row; merged cells are followed by blank ones."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in _rows_with_blanks(block):
            lines += [f"\t{text}" for text in row]
            lines.append("")
    return "\n".join(lines).encode()


def _rows_with_blanks(table: Table) -> list[list[str]]:
    """What a dump of a Word table shows: a cell merged to the right once, one merged down again as a blank."""
    height = max(cell.row + cell.rowspan for cell in table.cells)
    rows = []
    for row in range(height):
        standing = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rowspan]
        standing.sort(key=lambda cell: cell.column)
        rows.append([cell.text if cell.row == row else "" for cell in standing])
    return rows


def as_html(document: Document) -> bytes:
    """A plain page with real rowspans and colspans."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        parts.append("<table border=1>")
        for row in block.rows():
            cells = "".join(
                f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{html.escape(cell.text) or "&nbsp;"}</td>'
                for cell in row
            )
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()


def as_docx(document: Document) -> bytes:
    """A Word file whose merged cells are real ones."""
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        else:
            _add_table(word, block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _add_table(word: docx.document.Document, table: Table) -> None:
    height = max(cell.row + cell.rowspan for cell in table.cells)
    width = max(cell.column + cell.colspan for cell in table.cells)
    drawn = word.add_table(height, width, style="Table Grid")
    grid = [list(row.cells) for row in drawn.rows]
    for cell in table.cells:
        first = grid[cell.row][cell.column]
        if cell.rowspan > 1 or cell.colspan > 1:
            first = first.merge(grid[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1])
        first.text = cell.text


WRITERS = {"txt": as_text, "html": as_html, "docx": as_docx}
