"""A document's tables as a sequence of rows, whatever the format says of merging.

Where spans are known, a row has every cell that covers it, those merged down from above included, so that a label
merged over several rows is read with each of them. Where they are not (text with one cell a line), a row has the
cells that stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.text import label, without_residue


class Line(msgspec.Struct, frozen=True):
    """A row of a table: its cells left to right; `own` are those that begin in it."""

    cells: tuple[GridCell, ...]
    spans_known: bool
    place: Place
    own: frozenset[int] = frozenset()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label(cell.text) for cell in self.cells)

    @property
    def only_text(self) -> GridCell | None:
        """The cell with text when its text is the only one in the row; a file without merged cells may repeat it."""
        filled = [cell for cell in self.cells if without_residue(cell.text)[0].strip()]
        return filled[0] if filled and all(cell.text == filled[0].text for cell in filled[1:]) else None


def lines(document: Document) -> Iterator[Paragraph | Line]:
    """Paragraphs and table rows in reading order."""
    return (item for item, _, _ in located_lines(document))


def located_lines(document: Document) -> Iterator[tuple[Paragraph | Line, int, int | None]]:
    """Paragraphs and table rows in reading order, each with its block and, for a table's row, the row's number."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield block, number, None
        else:
            for line in _table_lines(block):
                yield line, number, next(cell.row for at, cell in enumerate(line.cells) if at in line.own)


def _table_lines(table: Table) -> Iterator[Line]:
    hanging: list[GridCell] = []
    previous = -1
    for own in table.rows():
        row = own[0].row
        for skipped in range(previous + 1, row):
            hanging = [cell for cell in hanging if cell.row + cell.rowspan > skipped]
        hanging = [cell for cell in hanging if cell.row + cell.rowspan > row]
        cells = sorted([*hanging, *own], key=lambda cell: cell.column)
        starts = frozenset(position for position, cell in enumerate(cells) if cell.row == row)
        yield Line(tuple(cells), table.spans_known, own[0].place, starts)
        hanging.extend(cell for cell in own if cell.rowspan > 1)
        previous = row
