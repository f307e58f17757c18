"""What is on the page: blocks in reading order, tables as drawn, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in the source something stands; all numbers from 1, None where the format has no such thing.

    `line` is a line of a text file, `paragraph` the ordinal of a block in a document without lines,
    `table`, `row`, `column` lead into a table (row and column of the grid, spans expanded). `sheet` is the name of a
    worksheet and `cell` a cell's name in it, such as `C5`.
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def words(self) -> str:
        """The place as a person would look for it, or an empty string when nothing is known."""
        parts = [f"第{self.page}页"] if self.page else []
        if self.sheet:
            return f"工作表“{self.sheet}”" + (f"{self.cell}单元格" if self.cell else "")
        if self.line:
            parts.append(f"第{self.line}行")
        elif self.table:
            parts.append(f"第{self.table}个表格")
            if self.row:
                parts.append(f"第{self.row}行" + (f"第{self.column}列" if self.column else ""))
        elif self.paragraph:
            parts.append(f"第{self.paragraph}段")
        return "".join(parts)


class Paragraph(msgspec.Struct, frozen=True, tag="p"):
    """A paragraph or line of text outside tables, its characters as in the source."""

    text: str
    place: Place


class GridCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table as drawn: its upper left corner (from 0), its spans and its text.

    `doubt` says, in Chinese, why the reader is not sure of the text or of the place (None: sure).
    """

    row: int
    column: int
    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1
    doubt: str | None = None


class Table(msgspec.Struct, frozen=True, tag="t"):
    """A table: cells in reading order.

    `spans_known` is False for formats that drop merging (text with one cell a line): there `column` is only the
    ordinal of the cell in its row, and a merged label is followed by blank cells in the rows that it covers.
    """

    cells: tuple[GridCell, ...]
    place: Place
    spans_known: bool = True

    def rows(self) -> Iterator[list[GridCell]]:
        """The cells whose upper left corner lies in each row, left to right; rows without any are left out."""
        row: list[GridCell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield row
                row = []
            row.append(cell)
        if row:
            yield row


Block = Paragraph | Table


class Document(msgspec.Struct, frozen=True):
    """What is on the page: blocks in reading order.

    `format` is the format recognised by content (a key of `gouji.parse.FORMATS`). `title_hint` is a title kept outside
    the text (HTML `<title>`). `notes` are things that a reader of the file should be told, in Chinese.
    `published_on` is the date of publication that a page states beside its text.
    `guessed_encoding` is the Chinese encoding (GB18030, Big5) that a text was found to have without declaring it, None
    where it declares one or needs none. `reports_in_file` says how many reports the file holds of which this is one.
    """

    blocks: tuple[Block, ...]
    format: str
    title_hint: str | None = None
    notes: tuple[str, ...] = ()
    published_on: date | None = None
    guessed_encoding: str | None = None
    reports_in_file: int = 1


class Member(msgspec.Struct, frozen=True):
    """A file inside an archive or a mail.

    `name` is its path in there, parts separated by `/`, fit for people and never to be used as a path on disk. With a
    `reason` (Chinese) it could not be taken out, and `content` is empty.
    """

    name: str
    content: bytes
    reason: str | None = None


class Bundle(msgspec.Struct, frozen=True):
    """An archive or a mail opened: the files in it, in order, each to be read on its own.

    `format` is a key of `gouji.parse.FORMATS`; `notes` are things that a reader should be told, in Chinese.
    """

    members: tuple[Member, ...]
    format: str
    notes: tuple[str, ...] = ()
