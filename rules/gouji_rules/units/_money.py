"""Money in a table and in the prose: the fee and the purchases, and amounts that sentences state of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import Absent, NotApplicable
from gouji.model import Cell, CellKind, Report
from gouji.prose import Amount, amounts, narrative
from gouji.prose.amount import FEES
from gouji.prose.amount import PURCHASES as BOUGHT
from gouji.text import compact

FEE = "二.行政事业性收费.本年收费金额"
PURCHASES = "二.政府集中采购.采购总金额"
#: What a sentence must speak of for its amount to be one of this cell.
TOPICS = {FEE: FEES, PURCHASES: BOUGHT}


def fee(report: Report) -> Cell | None:
    """The fee of the year in its cell; None for a blank or a slash; raises Absent when it is doubtful or no number."""
    return _amount(report, FEE)


def money_cell(report: Report) -> Cell | None:
    """The one cell of money that the report's form has; None for a blank or a slash; raises Absent, NotApplicable."""
    address = PURCHASES if report.edition == "ed2019" else FEE
    cell = _amount(report, address)
    if cell is not None and cell.value and cell.unit is None:
        raise NotApplicable("采购总金额没有写明单位（T2-14），无法换算")
    return cell


def is_bare(cell: Cell) -> bool:
    """Whether only a number is written, so that the unit is that of the heading."""
    return "元" not in compact(cell.text)


def digits(amount: Decimal) -> str:
    """The significant digits: 27.948692 and 279486.92 have the same."""
    return "".join(map(str, amount.as_tuple().digits)).strip("0")


def stated_amounts(report: Report, address: str) -> Iterator[Amount]:
    """The exact amounts of money that the prose states of the cell's subject for this unit and year."""
    told = narrative(report)
    return (one for passage in told.passages for one in amounts(passage, told.reader, TOPICS[address]))


def _amount(report: Report, address: str) -> Cell | None:
    words = address_words(address, report.edition)
    cell = report.cells.get(address)
    if cell is None:
        raise Absent(words)
    if cell.doubt is not None:
        raise Absent(words, f"存疑：{cell.doubt}")
    if cell.kind in (CellKind.BLANK, CellKind.SLASH):
        return None
    if cell.value is None:
        raise Absent(words, f"“{cell.text}”不是金额")
    return cell
