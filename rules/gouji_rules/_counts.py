"""Counts that a rule may rest on: sure, and a blank taken as 0 only beside a number of its row or column."""

from __future__ import annotations

from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import Absent
from gouji.model import Cell, CellKind, Report

BLANK_AS_ZERO = "（空白按0计）"
_COUNTED = (CellKind.COUNT, CellKind.DELTA)
_TOTAL = "总计"


def count_of(report: Report, address: str) -> Decimal:
    """The count in this cell; a blank is 0 where another cell of its row or column holds a count.

    Raises Absent for a cell that is missing or doubtful, for one that holds no count, and for a blank total of a row
    in which something stands.
    """
    words = address_words(address, report.edition)
    cell = report.cells.get(address)
    if cell is None:
        raise Absent(words)
    if cell.doubt is not None:
        raise Absent(words, f"存疑：{cell.doubt}")
    if cell.kind is CellKind.BLANK and _has_neighbours(cell, report):
        if cell.column == _TOTAL and row_sum(report, cell.table, cell.row):
            raise Absent(words, "空白，而本行有数")
        return Decimal(0)
    if cell.kind not in _COUNTED or cell.value is None:
        raise Absent(words, f"“{cell.text}”不是件数" if cell.text else "空白")
    return cell.value


def row_sum(report: Report, table: str, row: str) -> Decimal:
    """What the sure counts of a row before its total add up to."""
    prefix = f"{table}.{row}."
    return sum(
        (
            cell.value
            for address, cell in report.cells.items()
            if address.startswith(prefix) and cell.value and cell.doubt is None and cell.column != _TOTAL
        ),
        Decimal(0),
    )


def sure_count(report: Report, address: str) -> Decimal | None:
    """The count in this cell; None where `count_of` would raise Absent."""
    try:
        return count_of(report, address)
    except Absent:
        return None


def blank_remark(report: Report, *addresses: str) -> str:
    """What a message adds when one of these cells is blank: （空白按0计）."""
    cells = (report.cells.get(address) for address in addresses)
    return BLANK_AS_ZERO if any(cell and cell.kind is CellKind.BLANK for cell in cells) else ""


def _has_neighbours(cell: Cell, report: Report) -> bool:
    return any(
        other.kind in _COUNTED and other.table == cell.table and (other.row == cell.row or other.column == cell.column)
        for other in report.cells.values()
    )
