"""Plain text and Markdown → Document: lines of prose, and tables in the shapes in which they are saved and copied.

- A cell is a line that begins with a TAB, and a blank line ends a row of them; or a row is one line with TABs between
  its cells (`rows`).
- A table is written as HTML, as converters to Markdown do (`markup`).
- Strokes stand between the cells: Markdown and drawn boxes (`pipes`).
- Each line is one cell, without any mark (`labelled`), or a row whose cells are parted by blanks or commas (`spaced`).

None keeps merging, so a cell's column is only its ordinal in the row, unless strokes show every column in every row.
Rows follow each other in one table, however many blank lines stand between, until a line of prose comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gouji.errors import Unreadable
from gouji.model import Block, Document, GridCell, Paragraph, Place, Table
from gouji.parse.characters import lines
from gouji.parse.encoding import Decoded, decode
from gouji.parse.txt import labelled, markdown, markup, pipes, spaced
from gouji.parse.txt.assembly import reassembled
from gouji.parse.txt.claims import Claim
from gouji.parse.txt.rows import Row, parts

#: Characters; a report has about three thousand.
_LARGEST = 2_000_000
#: Lines of a text in which tables are looked for without TABs; a report with one cell a line has about a thousand.
_MOST_LINES = 10_000
#: A field in quotes with a line's end in it, as a spreadsheet saves and copies its cells between TABs.
_BROKEN_FIELD = re.compile(r'(?:^|\t)"[^"\t\r\n]*[\r\n][^"\t]*"(?:\t|$)', re.MULTILINE)
_SHAPES: tuple[Callable[[Sequence[str], int, int], list[Claim]], ...] = (
    markup.claims,
    pipes.claims,
    labelled.claims,
    spaced.claims,
)


def read(content: bytes) -> Document:
    """The text; raises Unreadable when it is no text or larger than any report."""
    decoded = decode(content)
    if len(decoded.text) > _LARGEST:
        raise Unreadable("文本过大，不像一份年度报告；请核对文件后重新投递")
    if _BROKEN_FIELD.search(decoded.text) and (sheet := _as_sheet(decoded)) is not None:
        return sheet
    notes = (f"文件中有 {decoded.damaged} 个字符已损坏",) if decoded.damaged else ()
    written = lines(decoded.text)
    marked_up = markdown.is_markdown(written)
    return Document(
        tuple(_blocks(written, marked_up=marked_up)),
        "md" if marked_up else "txt",
        notes=notes,
        guessed_encoding=decoded.guessed_encoding,
    )


def _as_sheet(decoded: Decoded) -> Document | None:
    from gouji.parse.csv import tabbed  # noqa: PLC0415 - it reads what it cannot part as plain text itself

    return tabbed(decoded)


def blocks(written: Sequence[str]) -> tuple[Block, ...]:
    """The paragraphs and tables of lines of plain text."""
    return tuple(_blocks(written, marked_up=False))


def _blocks(written: Sequence[str], *, marked_up: bool) -> Iterator[Block]:
    tables = 0
    prose = [markdown.shown(line) for line in written] if marked_up else written
    for part in _parts(written, prose):
        if isinstance(part, Paragraph):
            yield part
        elif part.html is not None:
            for block in markup.blocks(part.html, part.start + 1, tables):
                tables += isinstance(block, Table)
                yield block
        else:
            tables += 1
            yield _table(part.rows, tables, columns_known=part.columns_known)


def _parts(written: Sequence[str], prose: Sequence[str]) -> Iterator[Paragraph | Claim]:
    """Paragraphs and tables in order; what no shape claims is read by its TABs."""
    at = 0
    shapes = _SHAPES if len(written) <= _MOST_LINES else ()
    for claim in _claims(written, shapes, 0, len(written)):
        yield from _by_tabs(prose, at, claim.start)
        yield claim
        at = claim.end
    yield from _by_tabs(prose, at, len(written))


def _by_tabs(written: Sequence[str], start: int, end: int) -> Iterator[Paragraph | Claim]:
    for part in parts(written[start:end], start + 1):
        if isinstance(part, Paragraph):
            yield part
        else:
            rows = reassembled(part)
            yield Claim(start, end, rows, columns_known=_is_even(rows))


def _is_even(rows: Sequence[Row]) -> bool:
    """Rows of a line each with a TAB for every column, as a spreadsheet writes them: merged cells are blank ones."""
    return len({len(row) for row in rows}) == 1 and all(row[0].line == row[-1].line for row in rows)


def _claims(
    written: Sequence[str],
    shapes: Sequence[Callable[[Sequence[str], int, int], list[Claim]]],
    start: int,
    end: int,
) -> Iterator[Claim]:
    """What the shapes claim of these lines, in order; each sees only what those before it left."""
    if not shapes:
        return
    at = start
    for claim in shapes[0](written, start, end):
        yield from _claims(written, shapes[1:], at, claim.start)
        yield claim
        at = claim.end
    yield from _claims(written, shapes[1:], at, end)


def _table(rows: Sequence[Row], ordinal: int, *, columns_known: bool) -> Table:
    cells = tuple(
        GridCell(y, x, cell.text, Place(line=cell.line, table=ordinal, row=y + 1, column=x + 1), doubt=cell.doubt)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    )
    return Table(cells, Place(line=rows[0][0].line, table=ordinal), spans_known=columns_known)
