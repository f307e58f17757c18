"""Names of cells and ranges, and the numbers behind them."""

from __future__ import annotations

import re
from functools import lru_cache

Position = tuple[int, int]
#: First row, first column, last row, last column, all inclusive and from 0.
Merge = tuple[int, int, int, int]

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\Z")
_MOST_DIGITS = 9


@lru_cache(maxsize=8192)
def cell_name(row: int, column: int) -> str:
    """The name that a spreadsheet shows for a row and a column, both from 0: (4, 2) is C5."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


@lru_cache(maxsize=8192)
def position(name: str) -> Position | None:
    """Row and column, from 0, of a cell named `C5` or `$C$5`; None for any other word."""
    found = _REFERENCE.match(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def range_of(written: str) -> Merge | None:
    """The range `A1:C3`; None for what is none."""
    first, _, last = written.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    (top, left), (bottom, right) = start, end
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@lru_cache(maxsize=4096)
def whole(written: str | None) -> int:
    """A number written in an attribute, 0 for what is none."""
    text = (written or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0
