"""数据汇总: the figures of a report in one line, for both forms, so that they can be added up."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gouji.editions import NAMES, edition
from gouji.model import Cell, CellKind, Report
from gouji.privacy import masked

_TEN_THOUSAND = 10_000


class Figure(NamedTuple):
    """A column: the cell's address, its heading, and the money unit that its numbers are in (None for counts)."""

    address: str
    heading: str
    unit: str | None


def figures() -> tuple[Figure, ...]:
    """Every cell of 表二, 表三 and 表四 of both forms, those that they share once."""
    found: dict[str, Figure] = {}
    for table in ("二", "三", "四"):
        for name in NAMES:
            form = edition(name).tables[table]
            for row in form.rows:
                for column in form.columns_of(row):
                    address = f"{table}.{row.key}.{column.name}"
                    unit = (column.unit or "元") if column.kind == "money" else None
                    money = f"（{unit}）" if unit else ""
                    heading = f"表{table} {_row(row.key, row.label)}·{column.name}{money}"
                    found.setdefault(address, Figure(address, heading, unit))
    return tuple(found.values())


def figure(report: Report, column: Figure) -> Decimal | str | None:
    """The number to be added up, None for a cell that is blank or not there; text for what is no sure number."""
    cell = report.cells.get(column.address)
    if cell is None or cell.kind is CellKind.BLANK:
        return None
    if cell.doubt is not None:
        return f"{masked(cell.text)}（存疑）"
    value = _in_unit(cell, column.unit)
    return masked(cell.text) if value is None else value


def _in_unit(cell: Cell, unit: str | None) -> Decimal | None:
    """The number in the column's unit; None for money among counts, and for money that does not say its unit."""
    if unit is None:
        return None if cell.unit else cell.value
    if cell.yuan is None:
        return cell.value if cell.value == 0 else None  # 0 is 0 in any unit
    return cell.yuan / _TEN_THOUSAND if unit == "万元" else cell.yuan


def _row(key: str, label: str) -> str:
    words = label.split("（区分", maxsplit=1)[0]
    return f"{key} {words}" if key.startswith("R") else words
