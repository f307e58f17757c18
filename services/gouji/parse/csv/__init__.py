"""Separated values: records of a spreadsheet without its looks. Merged cells come as one cell and blanks behind it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from gouji.errors import Unreadable
from gouji.model import Block, Document, GridCell, Paragraph, Place, Table
from gouji.parse import txt
from gouji.parse.characters import lines, trim
from gouji.parse.encoding import Decoded, decode
from gouji.parse.labels import is_official
from gouji.parse.sheets import regions
from gouji.parse.sheets.names import Position, position
from gouji.parse.sheets.shown import Sheet, SheetCell
from gouji.parse.txt.shapes import is_figure, is_sentence

_SEPARATORS = ",\t;，；|"
_LARGEST, _MOST_LINES, _MOST_CELLS = 2_000_000, 100_000, 100_000
#: A file is taken for separated values when so many of its records look like rows of a table.
_FEWEST_ROWS = 2
_HINT = re.compile(r"\Asep=(.)\r?\n?", re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"\Z')


class _Record(msgspec.Struct, frozen=True):
    """The fields of a record, the line of the file on which each begins."""

    fields: tuple[str, ...]
    lines: tuple[int, ...]

    def is_row(self) -> bool:
        return len(self.fields) > 1 and any(field and (is_figure(field) or is_official(field)) for field in self.fields)


def read(content: bytes) -> Document:
    """The text and tables; what no separator parts into rows is read as plain text. Raises Unreadable."""
    decoded = decode(content)
    if len(decoded.text) > _LARGEST:
        raise _too_large()
    hint = _HINT.match(decoded.text)
    candidates = (hint[1] if hint else _SEPARATORS)[:6]
    readings = [_records(decoded.text, candidate) for candidate in candidates]
    records = max(readings, key=_rows)
    if _rows(records) < _FEWEST_ROWS:
        return msgspec.structs.replace(txt.read(content), format="csv")
    return _document(records[1:] if hint else records, decoded, "csv")


def tabbed(decoded: Decoded) -> Document | None:
    """A text whose fields stand between TABs, some in quotes, as a spreadsheet saves it; None when it is none."""
    records = _records(decoded.text, "\t")
    return _document(records, decoded, "txt") if _rows(records) >= _FEWEST_ROWS else None


def _document(records: Sequence[_Record], decoded: Decoded, form: str) -> Document:
    notes = [f"文件中有 {decoded.damaged} 个字符已损坏"] if decoded.damaged else []
    return Document(_blocks(records, decoded.text), form, notes=tuple(notes), guessed_encoding=decoded.guessed_encoding)


def _rows(records: Sequence[_Record]) -> int:
    """How many records are words and figures side by side."""
    filled = ([field for field in record.fields if field] for record in records)
    return sum(len(fields) > 1 and not is_figure(fields[0]) and any(map(is_figure, fields[1:])) for fields in filled)


def _records(text: str, separator: str) -> list[_Record]:
    """The records; none when this separator and the quotes of the text do not go together."""
    found: list[_Record] = []
    number = 0
    if separator not in text or (separator == "|" and _is_markdown(text)):
        return found
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for fields in reader:
            starts = []
            line = number + 1
            for field in fields:
                starts.append(line)
                line += len(lines(field)) - 1 if "\n" in field or "\r" in field else 0
            found.append(_Record(tuple(_plain(field) for field in fields), tuple(starts)))
            number = reader.line_num
            if number > _MOST_LINES:
                raise _too_large()
    except csv.Error:
        return []
    return found


def _is_markdown(text: str) -> bool:
    """Whether every stroke stands in a line that begins with one."""
    return all(line.startswith("|") for line in map(trim, lines(text)) if "|" in line)


def _plain(field: str) -> str:
    """`="0012"` is how a spreadsheet is told that figures are text."""
    text = trim(field)
    written = _AS_TEXT.match(text)
    return written[1] if written else text


def _blocks(records: Sequence[_Record], text: str) -> tuple[Block, ...]:
    written = lines(text)
    cells: dict[tuple[int, int], SheetCell] = {}
    for row, record in enumerate(records):
        fields = record.fields
        if not record.is_row() and len(fields) > 1 and is_sentence("".join(fields)):
            fields = (trim(written[record.lines[0] - 1]),)
        cells |= {(row, column): SheetCell(field) for column, field in enumerate(fields) if field}
        if len(cells) > _MOST_CELLS:
            raise _too_large()
    return tuple(_located(regions.blocks([Sheet("", cells)]), records))


def _located(blocks: Sequence[Block], records: Sequence[_Record]) -> Iterator[Block]:
    """The blocks with the lines of the file in place of the cells of a sheet.

    A spreadsheet writes each row of a table with the same number of fields. Where the rows differ somebody else left
    fields out, and a field's column is only its ordinal.
    """
    for block in blocks:
        place = _line(block.place, records)
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, place)
            continue
        written = [cell for cell in block.cells if _is_written(cell, records)]
        rows = {_at(cell.place)[0] for cell in written}
        columns_known = len({len(records[row].fields) for row in rows}) == 1
        cells = block.cells if columns_known else written
        located = (msgspec.structs.replace(cell, place=_line(cell.place, records)) for cell in cells)
        yield Table(tuple(located), place, spans_known=columns_known)


def _at(place: Place) -> Position:
    """Record and field of what stands here."""
    return position(place.cell or "") or (0, 0)


def _is_written(cell: GridCell, records: Sequence[_Record]) -> bool:
    row, column = _at(cell.place)
    return column < len(records[row].fields)


def _line(place: Place, records: Sequence[_Record]) -> Place:
    row, column = _at(place)
    starts = records[row].lines
    line = starts[min(column, len(starts) - 1)] if starts else None
    return Place(line=line, table=place.table, row=place.row, column=place.column)


def _too_large() -> Unreadable:
    return Unreadable("文件过大，不像一份年度报告；请核对文件后重新投递")
