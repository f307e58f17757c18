"""Tables and lines in the order of the pages → the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from gouji.model import Block, GridCell, Paragraph, Place, Table
from gouji.parse.layout.cells import Piece, Spot, ordered
from gouji.parse.layout.paragraphs import Text


def flow(items: Iterable[Text | Piece]) -> tuple[Block, ...]:
    """The blocks with their places: ordinals from 1 over all blocks, tables counted by themselves."""
    found: list[Block] = []
    tables = 0
    for ordinal, item in enumerate(items, 1):
        if isinstance(item, Text):
            found.append(Paragraph(item.text, Place(page=item.page, paragraph=ordinal)))
        else:
            tables += 1
            found.append(_table(item, Place(page=item.page, paragraph=ordinal, table=tables)))
    return tuple(found)


def _table(item: Piece, place: Place) -> Table:
    """The table on the rows and columns in which some cell begins."""
    rows = _renumbered(spot.row for spot in item.spots)
    columns = _renumbered(spot.column for spot in item.spots)
    return Table(tuple(_cell(spot, rows, columns, place) for spot in ordered(item.spots)), place)


def _renumbered(starts: Iterable[int]) -> list[int]:
    return sorted(set(starts))


def _cell(spot: Spot, rows: Sequence[int], columns: Sequence[int], table: Place) -> GridCell:
    row, tall = _span(spot.row, spot.rowspan, rows)
    column, wide = _span(spot.column, spot.colspan, columns)
    place = msgspec.structs.replace(table, page=spot.page, row=row + 1, column=column + 1)
    return GridCell(row, column, spot.text, place, tall, wide, spot.doubt)


def _span(start: int, length: int, starts: Sequence[int]) -> tuple[int, int]:
    inside = [number for number, at in enumerate(starts) if start <= at < start + length]
    return inside[0], len(inside)
