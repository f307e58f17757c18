"""The two cells of 政府集中采购 in the trial form of 2019."""

from __future__ import annotations

from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import Absent
from gouji.model import Cell, CellKind, Report

ITEMS = "二.政府集中采购.采购项目数量"
AMOUNT = "二.政府集中采购.采购总金额"


def purchase_amount(report: Report) -> Cell:
    """The cell of the amount, which holds a number; raises Absent when it is missing, doubtful or none."""
    words = address_words(AMOUNT, report.edition)
    cell = report.cells.get(AMOUNT)
    if cell is None:
        raise Absent(words)
    if cell.doubt is not None:
        raise Absent(words, f"存疑：{cell.doubt}")
    if cell.value is None and cell.kind is not CellKind.BLANK and cell.kind is not CellKind.SLASH:
        raise Absent(words, f"“{cell.text}”不是金额")
    return cell


def plain(amount: Decimal) -> str:
    """An amount without needless zeros or exponents."""
    return f"{amount.normalize():f}"
