"""Tables written as HTML within a text: converters put them into Markdown where its own tables cannot merge cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from gouji.model import Block, Place, Table
from gouji.parse.txt.claims import Claim

_START, _END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
#: More tables are left as they are written.
_MOST_TABLES = 100


def claims(lines: Sequence[str], first: int, end: int) -> list[Claim]:
    """The lines among `first` to `end` (exclusive) from the beginning of a table to its end."""
    found: list[Claim] = []
    open_tables = start = 0
    for index in range(first, end):
        if not open_tables and "<" not in lines[index]:
            continue
        begun, ended = len(_START.findall(lines[index])), len(_END.findall(lines[index]))
        if begun and not open_tables:
            start = index
        was_open = open_tables or begun
        open_tables = max(open_tables + begun - ended, 0)
        if was_open and not open_tables:
            found.append(Claim(start, index + 1, [], html="\n".join(lines[start : index + 1])))
    return found if len(found) <= _MOST_TABLES else []


def blocks(html: str, line: int, tables: int) -> Iterator[Block]:
    """What stands in the lines from `line` on, behind so many tables; raises Unreadable."""
    from gouji.parse.html import read  # noqa: PLC0415 - few texts hold HTML

    for block in read(html.encode()).blocks:
        if not isinstance(block, Table):
            yield msgspec.structs.replace(block, place=Place(line=line))
            continue
        tables += 1
        cells = (
            msgspec.structs.replace(cell, place=msgspec.structs.replace(cell.place, line=line, table=tables))
            for cell in block.cells
        )
        yield msgspec.structs.replace(block, cells=tuple(cells), place=Place(line=line, table=tables))
