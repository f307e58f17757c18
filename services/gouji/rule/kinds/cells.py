"""Cells that rules name: their addresses, sums of them, and their numbers in a report."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.errors import Absent
from gouji.model import Cell, CellKind, Report
from gouji.rule.kinds.kind import BadKey
from gouji.rule.linear import Linear, identities
from gouji.rule.naming import near_names
from gouji.rule.notation import parse_linear

_EMPTY = (CellKind.BLANK, CellKind.SLASH)


@cache
def known_addresses() -> tuple[str, ...]:
    """Every cell of every edition."""
    forms = [edition(name) for name in NAMES]
    return tuple(dict.fromkeys(a for form in forms for key, table in form.tables.items() for a in table.addresses(key)))


@cache
def is_money(address: str) -> bool:
    """Whether the cell is in a column of amounts."""
    table, _, column = address.split(".", 2)
    columns = (edition(name).tables[table].column_by_name.get(column) for name in NAMES)
    return any(found is not None and found.kind == "money" for found in columns)


def expand(key: str, patterns: Sequence[str]) -> tuple[str, ...]:
    """The cells that addresses with * name (三.*.总计); raises BadKey with the near ones."""
    found: dict[str, None] = {}
    for pattern in patterns:
        matching = fnmatch.filter(known_addresses(), pattern) if "*" in pattern else [pattern]
        if not matching or matching[0] not in known_addresses():
            raise BadKey(key, f"{key} 中没有名为“{pattern}”的单元格；{near_names(pattern, known_addresses())}")
        found |= dict.fromkeys(matching)
    return tuple(found)


def of_edition(addresses: Sequence[str], report: Report) -> list[str]:
    """Those that the report's edition has; raises Absent when it has no known edition."""
    if report.edition not in NAMES:
        raise Absent("格式", "报告年度和所用格式都无法确定")
    there = _addresses(report.edition)
    return [address for address in addresses if address in there]


@cache
def _addresses(name: str) -> frozenset[str]:
    return frozenset(a for key, table in edition(name).tables.items() for a in table.addresses(key))


def sure_cell(report: Report, address: str) -> Cell:
    """The cell; raises Absent when it is not there or doubtful."""
    words = address_words(address, report.edition)
    cell = report.cells.get(address)
    if cell is None:
        raise Absent(words)
    if cell.doubt is not None:
        raise Absent(words, f"存疑：{cell.doubt}")
    return cell


def figure(report: Report, address: str) -> Decimal:
    """The number in a cell, amounts in 元; raises Absent for what is none."""
    cell = sure_cell(report, address)
    value = cell.yuan if is_money(address) else cell.value
    if value is None:
        words = address_words(address, report.edition)
        if cell.kind is CellKind.BLANK:
            raise Absent(words, "空白")
        raise Absent(words, f"“{cell.text}”没有写明单位" if cell.value is not None else f"“{cell.text}”不是数字")
    return value


def is_empty(cell: Cell) -> bool:
    """Whether nothing is filled in."""
    return cell.kind in _EMPTY


class CellSum(msgspec.Struct, frozen=True):
    """A sum of cells as it is written: 三.R01.总计 + 三.R02.总计."""

    said: str
    linear: Linear

    @property
    def money(self) -> bool:
        return is_money(self.linear.left[0].name)

    def addresses(self, report: Report) -> tuple[str, ...]:
        """Its cells in the report's edition; none when that does not have them all."""
        stated = identities(self.linear, report.edition) if report.edition in NAMES else ()
        return tuple(stated[0].coefficients) if stated else ()

    def value(self, report: Report) -> Decimal:
        """Its number, amounts in 元; raises Absent."""
        figures = [figure(report, term.name) * term.coefficient for term in self.linear.left]
        return sum(figures, Decimal(self.linear.constants[0]))

    def added(self, report: Report) -> Decimal | None:
        """The sum of the details where all its cells are totals of rows; None where one is not, or cannot be read."""
        total = Decimal(self.linear.constants[0])
        for term in self.linear.left:
            table, row, column = term.name.split(".", 2)
            columns = edition(report.edition or NAMES[-1]).tables[table].columns
            if not next(one.total for one in columns if one.name == column):
                return None
            try:
                details = [figure(report, f"{table}.{row}.{one.name}") for one in columns if not one.total]
            except Absent:
                return None
            total += sum(details, Decimal(0)) * term.coefficient
        return total

    def words(self, report: Report) -> str:
        """What it is in the form's own words."""
        words = "与".join(address_words(term.name, report.edition) for term in self.linear.left)
        return f"{words}之和" if len(self.linear.left) > 1 else words


def cell_sum(key: str, text: str) -> CellSum:
    """A sum of whole addresses; raises BadKey."""
    try:
        linear = parse_linear("figures", f"{text} >= 0")
    except ValueError as problem:
        raise BadKey(key, f"{key} 的“{text}”不是单元格或单元格之和：{problem}") from problem
    if not linear.left:
        raise BadKey(key, f"{key} 的“{text}”中没有单元格")
    return CellSum(text, linear)
