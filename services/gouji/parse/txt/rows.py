"""Lines → paragraphs and runs of table rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gouji.model import Paragraph, Place
from gouji.parse.characters import rejoin, trim
from gouji.parse.labels import is_row_label
from gouji.parse.txt import shapes

_MOST_LINES = 20


class Cell(msgspec.Struct):
    """A cell while it is read: the line on which it begins, the lines on which it is written, why it may be wrong."""

    line: int
    parts: list[str]
    doubt: str | None = None

    @property
    def text(self) -> str:
        return rejoin(self.parts) if len(self.parts) > 1 else trim(self.parts[0])

    def goes_on_with(self, line: str, *, row_goes_on: bool) -> bool:
        return len(self.parts) < _MOST_LINES and not shapes.is_prose(line, self.text, goes_on=row_goes_on)


Row = list[Cell]


def parts(lines: Sequence[str], first: int = 1) -> Iterator[Paragraph | list[Row]]:
    """Paragraphs and tables in order; a line without TAB right behind a cell goes on with it unless it is prose.

    `first` is the number of the first line.
    """
    goes_on = shapes.rows_go_on(lines)
    leading_tab_is_mark = not any(shapes.is_row(line) and not line.startswith("\t") for line in lines)
    rows: list[Row] = []
    open_row: Row | None = None
    broken: list[str] = []  # the lines of a label that is broken before the figures of its row
    for index, line in enumerate(lines):
        number = first + index
        if shapes.is_row(line):
            fields = (line.removeprefix("\t") if leading_tab_is_mark else line).split("\t")
            label = Cell(number - len(broken), [*broken, fields[0]])
            rows.append([label, *(Cell(number, [field]) for field in fields[1:])])
            open_row, broken = None, []
        elif shapes.is_tabbed(line):
            if open_row is None:
                open_row = []
                rows.append(open_row)
            open_row.append(Cell(number, [line]))
        elif not trim(line):
            open_row = None
        elif _begins_label(lines, index, broken):
            broken.append(line)
        elif shapes.is_between_rows(lines, index):
            rows.append([Cell(number, [line])])
        elif open_row and open_row[-1].goes_on_with(trim(line), row_goes_on=goes_on[index]):
            open_row[-1].parts.append(line)
        else:
            yield from _without_prose(rows)
            rows, open_row = [], None
            yield _paragraph(number, line)
    yield from _without_prose(rows)


def _begins_label(lines: Sequence[str], index: int, before: Sequence[str]) -> bool:
    """Whether this line and the next ones, up to the first field of a row, are together a label of the form."""
    pieces = [*before, lines[index]]
    for line in lines[index + 1 : index + _MOST_LINES]:
        if shapes.is_row(line):
            field = line.split("\t")[0]
            return not is_row_label(field) and is_row_label(rejoin([*pieces, field]))
        if shapes.is_tabbed(line) or not trim(line):
            return False
        pieces.append(line)
    return False


def _paragraph(line: int, text: str) -> Paragraph:
    return Paragraph(trim(text), Place(line=line))


def _without_prose(rows: list[Row]) -> Iterator[Paragraph | list[Row]]:
    """Tables and, cut out of them, prose that only is indented with a TAB."""
    table: list[Row] = []
    for row in rows:
        if not _is_indented_prose(row):
            table.append(row)
            continue
        yield from _table_or_lines(table)
        table = []
        yield from (_paragraph(cell.line, cell.text) for cell in row)
    yield from _table_or_lines(table)


def _is_indented_prose(row: Row) -> bool:
    texts = [cell.text for cell in row]
    if any(map(shapes.is_figure, texts)):
        return False
    begins_section = shapes.is_heading(texts[0]) and any(map(shapes.is_sentence, texts))
    return begins_section or any(map(shapes.is_long_sentence, texts))


def _table_or_lines(rows: list[Row]) -> Iterator[Paragraph | list[Row]]:
    """Single cells without a figure among them are indented lines, and so is a single row on one line."""
    texts = [cell.text for row in rows for cell in row]
    if not any(texts):
        return
    single_cells = all(len(row) == 1 for row in rows)
    single_line = len(rows) == 1 and len({cell.line for cell in rows[0]}) == 1
    if any(map(shapes.is_figure, texts)) or not (single_cells or single_line):
        yield rows
    else:
        yield from (_paragraph(row[0].line, "\t".join(cell.text for cell in row)) for row in rows)
