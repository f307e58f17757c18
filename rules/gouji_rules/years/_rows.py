"""Rows of 表二 in two years that one equation ties together."""

from __future__ import annotations

from decimal import Decimal

from gouji.model import Report
from gouji_rules._counts import sure_count


def figures(report: Report, row: str, *columns: str) -> tuple[Decimal, ...] | None:
    """The counts of a row of 表二 in these columns; None when one of them is missing, doubtful or none."""
    found = [sure_count(report, f"二.{row}.{name}") for name in columns]
    counts = tuple(number for number in found if number is not None)
    return counts if len(counts) == len(columns) else None


def states_nothing(report: Report, row: str, *columns: str) -> bool:
    """Whether the row says nothing there: every cell blank, a slash, or not there."""
    cells = [report.cells.get(f"二.{row}.{name}") for name in columns]
    return all(cell is None or (cell.doubt is None and cell.value is None and len(cell.text) <= 1) for cell in cells)
