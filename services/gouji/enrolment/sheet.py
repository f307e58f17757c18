"""A file → rows of texts with the numbers that a person sees beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.enrolment.headings import MOST_ABOVE, is_name
from gouji.errors import Unreadable
from gouji.model import Block, Bundle, Document, GridCell, Table
from gouji.parse.encoding import decode
from gouji.reader import Reader

_SEPARATORS = ",\t;，；"
_NAME = re.compile(r"([A-Z]+)(\d+)")
_SHEETS = ("xlsx", "xls", "ods", "et")
_ALL_ROWS = "工作表中有隐藏（或被筛选掉）的行列，读不到；请取消隐藏和筛选后再导入"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number there, and its texts by the place of their column from 0."""

    number: int
    texts: dict[int, str]


def read_rows(content: bytes, name: str) -> list[Row]:
    """The rows that hold anything, of the worksheet with a roster's heading, else of the first; raises Unreadable."""
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return list(_separated(decode(content).text))
    with Reader() as reader:
        found = reader.read(content, name)
    if isinstance(found, Bundle) or found.format not in _SHEETS:
        raise Unreadable("不是表格文件；请用 .xlsx 或 .csv（gouji units template 可以生成样表）")
    if any("隐藏" in note for note in found.notes):
        raise Unreadable(_ALL_ROWS)
    return _of_sheet(found)


def _separated(text: str) -> Iterator[Row]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    begun = 1
    try:
        for fields in reader:
            texts = {place: field.strip() for place, field in enumerate(fields) if field.strip()}
            if texts:
                yield Row(begun, texts)
            begun = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable(f"第 {begun} 行不是正确的 CSV（{problem}）；请另存为 .xlsx 后再导入") from problem


def _of_sheet(document: Document) -> list[Row]:
    sheets = {
        sheet: _rows([block for block in document.blocks if block.place.sheet == sheet])
        for sheet in dict.fromkeys(block.place.sheet for block in document.blocks)
    }
    rosters = [sheet for sheet, rows in sheets.items() if _is_roster(rows)]
    if len(rosters) > 1:
        named = "、".join(f"“{sheet}”" for sheet in rosters)
        raise Unreadable(f"有 {len(rosters)} 张工作表都是单位名册（{named}）；请合并到一张工作表，或者分别另存后导入")
    return sheets[rosters[0]] if rosters else next(iter(sheets.values()), [])


def _is_roster(rows: list[Row]) -> bool:
    return any(is_name(text) for row in rows[:MOST_ABOVE] for text in row.texts.values())


def _rows(blocks: Sequence[Block]) -> list[Row]:
    """The rows in which something begins: one that only a merged cell reaches into is empty."""
    rows: dict[int, dict[int, str]] = {}
    begun: set[int] = set()
    for block in blocks:
        for number, column, text, first in _texts(block):
            rows.setdefault(number, {})[column] = text
            begun |= {number} if first else set()
    return [Row(number, texts) for number, texts in sorted(rows.items()) if number in begun]


def _texts(block: Block) -> Iterator[tuple[int, int, str, bool]]:
    """(row, column, text, begins there) of a block; what is merged downward says the same of each of its rows."""
    if not isinstance(block, Table):
        cell = GridCell(0, 0, block.text, block.place)
        yield from _at(cell, cell.text)
        return
    for cell in block.cells:
        if cell.text.strip():
            yield from _at(cell, cell.text.strip())


def _at(cell: GridCell, text: str) -> Iterator[tuple[int, int, str, bool]]:
    named = _NAME.fullmatch(cell.place.cell or "")
    if named is None:
        return
    column = 0
    for letter in named[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    for down in range(cell.rowspan):
        yield int(named[2]) + down, column - 1, text, down == 0
