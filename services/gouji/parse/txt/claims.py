"""Stretches of lines that one shape of table claims."""

from __future__ import annotations

import msgspec

from gouji.parse.txt.rows import Row


class Claim(msgspec.Struct, frozen=True):
    """Lines `start` to `end` (from 0, exclusive) are these rows.

    With `columns_known` every row has a cell, blank or not, in every column. `html` is a table that is written so,
    in place of rows.
    """

    start: int
    end: int
    rows: list[Row]
    columns_known: bool = False
    html: str | None = None
