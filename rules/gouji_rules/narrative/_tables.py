"""The totals of tables 三 and 四 that sentences speak of."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.model import CellKind, Quote, Report
from gouji.prose import Passage, Reader

RECEIVED, CARRIED, FINISHED = "三.R01.总计", "三.R02.总计", "三.R22.总计"
RECONSIDERED = "四.行政复议.总计"
SUED_DIRECTLY, SUED_AFTER = "四.未经复议直接起诉.总计", "四.复议后起诉.总计"
_COUNTS = (CellKind.COUNT, CellKind.DELTA)


class Total(msgspec.Struct, frozen=True):
    """A total cell: its number, None where it is blank or no number, and what its details add up to."""

    address: str
    number: int | None
    added: int | None

    @property
    def agrees(self) -> bool:
        """Whether it is the sum of its details, as far as these can be read."""
        return self.number is not None and self.added in (None, self.number)

    def why_unreadable(self, report: Report) -> str:
        cell = report.cells.get(self.address)
        if cell is not None and cell.doubt is not None:
            return f"{address_words(self.address, report.edition)}存疑：{cell.doubt}"
        said = "没有找到" if cell is None else "是空白" if cell.kind is CellKind.BLANK else f"“{cell.text}”不是件数"
        return f"{address_words(self.address, report.edition)}{said}"


def total_of(report: Report, address: str) -> Total:
    """The total of a row of 表三, or of a kind of case in 表四."""
    table, row, _ = address.split(".")
    form = edition(report.edition if report.edition in NAMES else NAMES[-1]).tables[table]
    details = [count_in(report, f"{table}.{row}.{column.name}") for column in form.columns if column.name != "总计"]
    known = [detail for detail in details if detail is not None]
    return Total(address, count_in(report, address), sum(known) if len(known) == len(details) else None)


def count_in(report: Report, address: str) -> int | None:
    """The count in a cell, None when there is none or it is not sure."""
    cell = report.cells.get(address)
    sure = cell is not None and cell.doubt is None and cell.kind in _COUNTS
    return int(cell.value) if sure and cell and cell.value is not None else None


def reader_of(report: Report) -> Reader:
    """Whose report it is."""
    return Reader(report.unit, report.year)


def quotes_of(passages: Iterable[Passage]) -> tuple[Quote, ...]:
    """Each sentence once."""
    return tuple(dict.fromkeys(passage.quote for passage in passages))
