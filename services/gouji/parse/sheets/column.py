"""A worksheet that is written like a page of text: everything in one column, tables as well, a row or a cell a line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gouji.model import Block, Place, Table
from gouji.parse import txt
from gouji.parse.characters import lines
from gouji.parse.sheets.shown import Box

#: Rows left blank between two texts that count; how many there are says nothing.
_BLANK = 1


def as_text(shown: Sequence[Box], sheet: str, before: Sequence[Block]) -> list[Block]:
    """The blocks behind those `before`, when the texts of a sheet stand in one column and hold tables; else none."""
    filled = [box for box in shown if box.text]
    if len({box.column for box in filled}) != 1:
        return []
    written: list[str] = []
    boxes: list[Box] = []
    for box in filled:
        parts = lines(box.text)
        if boxes and box.row > boxes[-1].last_row + 1:
            parts = [*[""] * _BLANK, *parts]
        written += parts
        boxes += [box] * len(parts)
    found = txt.blocks(written)
    if not any(isinstance(block, Table) for block in found):
        return []
    tables = sum(isinstance(block, Table) for block in before)
    return [_located(block, boxes, sheet, len(before) + at, tables) for at, block in enumerate(found, 1)]


def _located(block: Block, boxes: Sequence[Box], sheet: str, ordinal: int, tables: int) -> Block:
    """The block with the names of cells in place of lines, and what was doubted of them."""
    place = _place(block.place, boxes, sheet, ordinal, tables)
    if not isinstance(block, Table):
        return msgspec.structs.replace(block, place=place)
    cells = tuple(
        msgspec.structs.replace(
            cell,
            place=_place(cell.place, boxes, sheet, ordinal, tables),
            doubt=cell.doubt or boxes[(cell.place.line or 1) - 1].doubt,
        )
        for cell in block.cells
    )
    return msgspec.structs.replace(block, cells=cells, place=place)


def _place(place: Place, boxes: Sequence[Box], sheet: str, ordinal: int, tables: int) -> Place:
    box = boxes[(place.line or 1) - 1]
    table = place.table + tables if place.table else None
    return msgspec.structs.replace(place, line=None, paragraph=ordinal, table=table, sheet=sheet, cell=box.name)
