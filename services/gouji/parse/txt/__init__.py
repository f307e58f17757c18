"""Plain text → Document: lines of prose, and tables as word processors save them.

A cell is a line that begins with a TAB, and a blank line ends a row of them; or a row is one line with TABs between its
cells. Neither keeps merging, so a cell's column is only its ordinal in the row. Rows follow each other in one table,
however many blank lines stand between, until a line of prose comes.
"""

from __future__ import annotations

from collections.abc import Iterable

from gouji.errors import Unreadable
from gouji.model import Block, Document, GridCell, Paragraph, Place, Table
from gouji.parse.characters import lines
from gouji.parse.encoding import decode
from gouji.parse.txt.rows import Row, parts

#: Characters; a report has about three thousand.
_LARGEST = 2_000_000


def read(content: bytes) -> Document:
    """The text; raises Unreadable when it is no text or larger than any report."""
    decoded = decode(content)
    if len(decoded.text) > _LARGEST:
        raise Unreadable("文本过大，不像一份年度报告；请核对文件后重新投递")
    notes = (f"文件中有 {decoded.damaged} 个字符已损坏",) if decoded.damaged else ()
    return Document(_blocks(parts(lines(decoded.text))), "txt", notes=notes)


def _blocks(found: Iterable[Paragraph | list[Row]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    tables = 0
    for part in found:
        if isinstance(part, Paragraph):
            blocks.append(part)
        else:
            tables += 1
            blocks.append(_table(part, tables))
    return tuple(blocks)


def _table(rows: list[Row], ordinal: int) -> Table:
    cells = tuple(
        GridCell(y, x, cell.text, Place(line=cell.line, table=ordinal, row=y + 1, column=x + 1))
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    )
    return Table(cells, Place(line=rows[0][0].line, table=ordinal), spans_known=False)
