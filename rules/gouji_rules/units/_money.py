"""Money in a table and in the prose: the fee and the purchases, and amounts that sentences state of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.editions import address_words
from gouji.errors import Absent, NotApplicable
from gouji.model import Cell, CellKind, Report
from gouji.prose import Figure, Passage, Reader, Scope, mentions, passages, scopes
from gouji.text import compact

FEE = "二.行政事业性收费.本年收费金额"
PURCHASES = "二.政府集中采购.采购总金额"
SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
#: What a sentence must speak of for its amount to be one of this cell.
TOPICS = {FEE: re.compile(r"收费|收取|事业性|规费"), PURCHASES: re.compile(r"采购")}
#: What makes it an amount of something less, or of something else.
_LIMITING = frozenset(Scope) - {Scope.CHANNEL, Scope.CHANGE, Scope.SUBJECT, Scope.APPLICANT}
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|节约|节省|减免|免收|退还|同比|每[件份次页张]|标准)[^，。；]{0,12}$")

#: The fee for requests is no 行政事业性收费 of table 二.
_PROCESSING = re.compile(r"信息处理费|检索费|复制费|邮寄费")


class Stated(msgspec.Struct, frozen=True):
    """An exact amount that a sentence states of a cell's subject."""

    figure: Figure
    passage: Passage

    @property
    def yuan(self) -> Decimal:
        return self.figure.value * SCALES[self.figure.measure]

    @property
    def words(self) -> str:
        return f"{self.figure.value:f}{self.figure.measure}"


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


def stated_amounts(report: Report, address: str) -> Iterator[Stated]:
    """The exact amounts of money that the prose states of the cell's subject for this unit and year."""
    reader = Reader(report.unit, report.year)
    topic = TOPICS[address]
    for passage in passages(report):
        if "元" not in passage.plain or not topic.search(passage.plain):
            continue
        for mention in mentions(passage.plain):
            figure = mention.figure
            if figure.measure not in SCALES or figure.approximate or not figure.value:
                continue
            said = passage.plain[: figure.start]
            clause = max(said.rfind("。"), said.rfind("；"), said.rfind(";")) + 1
            if (
                topic.search(said, clause)
                and not _PROCESSING.search(said, clause)
                and not _CHANGE.search(said)
                and not _limited(said, mention.lead, reader)
            ):
                yield Stated(figure, passage)


def _limited(said: str, lead: str, reader: Reader) -> bool:
    return bool(scopes(said[: len(said) - len(lead)], lead, reader) & _LIMITING)


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
