"""What 表三 has for the ways in which applications were handled that sentences speak of."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.model import CellKind, Quote, Report
from gouji.prose import Handled, Handling, rows_of
from gouji_rules._counts import sure_count
from gouji_rules.narrative._tables import Total, quotes_of, total_of

_EMPTY = (CellKind.BLANK, CellKind.SLASH)
GOVERNMENTS = ("人民政府", "管理委员会", "管委会")


class Tabled(msgspec.Struct, frozen=True):
    """The totals of some rows: their sum, None where one of them cannot be read.

    `added` is the sum that the columns of the applicants come to, where that is another one; `blank` says that a total
    is blank and what its columns come to stands for it.
    """

    cells: tuple[str, ...]
    number: int | None
    added: int | None
    blank: bool = False
    unread: Total | None = None

    def counted(self, report: Report) -> str:
        """`表三（一）予以公开·总计为11`."""
        shown = "、".join(address_words(address, report.edition) for address in self.cells)
        if len(self.cells) > _SHOWN:
            first, last = (address_words(address, report.edition) for address in (self.cells[0], self.cells[-1]))
            shown = f"{first}至{last.partition(' ')[2]}"
        note = "（总计空白，按各列之和计）" if self.blank else ""
        return f"{shown}{'合计' if len(self.cells) > 1 else ''}为{self.number}{note}"


_SHOWN = 2


def tabled(report: Report, handlings: Iterable[Handling]) -> Tabled | None:
    """What the table says of these handlings together; None where it has no row for one of them."""
    named = [rows_of(one, report.cells) for one in handlings]
    if not all(named):
        return None
    addresses = tuple(f"三.{row}.总计" for rows in named for row in rows)
    totals = [total_of(report, address) for address in addresses]
    numbers = [_number(report, one) for one in totals]
    unread = next((total for total, number in zip(totals, numbers, strict=True) if number is None), None)
    number = None if unread else sum(one or 0 for one in numbers)
    details = [one.added if one.added is not None else own for one, own in zip(totals, numbers, strict=True)]
    added = None if None in details else sum(one or 0 for one in details)
    blank = any(total.number is None and own for total, own in zip(totals, numbers, strict=True))
    return Tabled(addresses, number, added if added != number else None, blank, unread)


def _number(report: Report, total: Total) -> int | None:
    """The total; where it is blank what its row comes to, 0 where nothing is written in the row but elsewhere."""
    if total.number is not None:
        return total.number
    cell = report.cells.get(total.address)
    if cell is None or cell.doubt is not None or cell.kind not in _EMPTY:
        return None
    columns = edition(report.edition if report.edition in NAMES else NAMES[-1]).tables[cell.table].columns
    row = [one for column in columns if (one := report.cells.get(f"{cell.table}.{cell.row}.{column.name}"))]
    if any(one.doubt or one.kind not in (*_EMPTY, CellKind.COUNT) for one in row):
        return None
    counted = [int(one.value) for one in row if one.value is not None]
    if counted:
        return sum(counted)
    read = sure_count(report, total.address)
    return None if read is None else int(read)


def quotes(stated: Iterable[Handled]) -> tuple[Quote, ...]:
    """Each sentence once."""
    return quotes_of(one.passage for one in stated)


def is_governments(report: Report) -> bool:
    """Whether it is a report in which the numbers of one organ may stand beside those of all."""
    return (report.unit or "").endswith(GOVERNMENTS)
