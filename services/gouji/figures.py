"""The figures of a report that may be added to those of others."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from gouji.model import CellKind

#: The one column that holds money in a form whose figures are added up, in 万元.
MONEY = "二.行政事业性收费.本年收费金额"
_SCALE = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Written(NamedTuple):
    """What a cell says; `value` is None where it is no number or not sure."""

    address: str
    kind: CellKind
    value: Decimal | None
    unit: str | None


def summable(cells: Iterable[Written]) -> dict[str, Decimal]:
    """The numbers by address: counts as they are, the fee in 万元.

    A blank counts as 0 where its row or its column has a number. What is left out (a slash, money among counts, a
    text, a doubtful figure, the blanks of an empty table) cannot be added.
    """
    cells = list(cells)
    found = {cell.address: number for cell in cells if (number := _number(cell)) is not None}
    lines = {line for address in found for line in _lines(address)}
    blanks = (cell.address for cell in cells if cell.kind is CellKind.BLANK)
    return found | {address: Decimal(0) for address in blanks if lines.intersection(_lines(address))}


def _number(cell: Written) -> Decimal | None:
    if cell.value is None:
        return None
    if cell.address == MONEY:
        return cell.value * _SCALE[cell.unit] / _SCALE["万元"] if cell.unit in _SCALE else None
    return cell.value if cell.unit is None and cell.kind in (CellKind.COUNT, CellKind.DELTA) else None


def _lines(address: str) -> tuple[str, str]:
    """The row and the column of a cell; a column of 表二 or 表四 says nothing of another row."""
    table, row, column = address.split(".", 2)
    return f"{table}.{row}", f"{table}..{column}" if table == "三" else f"{table}.{row}"
