"""A linear rule with a report's numbers.

A blank counts as 0 where another figure of the same identity is a number. A figure that is no number, one that is
doubtful, or a blank total that something should stand in, leaves its identity unchecked; one in which nothing but
blanks and slashes stands states nothing that could be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.errors import Absent, NotApplicable
from gouji.model import Cell, CellKind, Report, Unchecked
from gouji.rule.linear import Identity, Linear, Number, StandIns, identities

_SHOWN_FIGURES = 6
_NOTHING = Decimal(0)


class Balance(msgspec.Struct, frozen=True):
    """An identity with its numbers: both sides, the blanks taken as 0, and whether it holds."""

    identity: Identity
    left: Decimal
    right: Decimal
    blanks: tuple[str, ...]
    values: dict[str, Decimal]
    holds: bool

    @property
    def equation(self) -> str:
        """The numbers as they are: `12 + 0 ≠ 11 + 0`; of long sums only what is not 0."""
        sign = {"==": "≠", "≈": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}[self.identity.comparison]
        left = self._side(self.identity.left, self.identity.constants[0])
        allowed = f"（允许相差{Decimal(self.identity.tolerance):f}）" if self.identity.tolerance else ""
        return f"{left} {sign} {self._side(self.identity.right, self.identity.constants[1])}{allowed}"

    def _side(self, coefficients: dict[str, Number], constant: Number) -> str:
        figures = [self.values[address] * coefficient for address, coefficient in coefficients.items()]
        if len(figures) > _SHOWN_FIGURES:
            figures = [figure for figure in figures if figure]
        shown = [*figures, *([Decimal(constant)] if constant else [])] or [Decimal(0)]
        return " + ".join(f"{figure.normalize():f}" for figure in shown).replace("+ -", "- ")


class Reckoned(msgspec.Struct, frozen=True):
    """A linear rule on a report: the identities with their numbers, and why others could not be reckoned."""

    balances: tuple[Balance, ...]
    unchecked: tuple[str, ...]


def reckon(linear: Linear, report: Report) -> Reckoned:
    """Every identity that the rule states about the report.

    Raises NotApplicable when the report's edition does not have the figures, Absent when it has no known edition.
    """
    if report.edition is None:
        raise Absent("格式", "报告年度和所用格式都无法确定")
    stated = identities(linear, report.edition, stand_ins(report)) if report.edition in NAMES else ()
    if not stated:
        raise NotApplicable("报告所用格式没有这一算式涉及的单元格")
    balances: list[Balance] = []
    unchecked: list[str] = []
    for identity in stated:
        one = _balance(identity, report)
        if isinstance(one, Balance):
            balances.append(one)
        elif one is not None:
            unchecked.append(one.reason)
    if not balances and not unchecked:
        unchecked.append("涉及的单元格没有填写数字")
    return Reckoned(tuple(balances), tuple(unchecked))


def stand_ins(report: Report) -> StandIns:
    """Rows of another edition that the report has in place of several of its own: （六）其他处理 undivided."""
    found: list[tuple[str, str]] = []
    for key, form in edition(report.edition or "").tables.items():
        table = report.tables.get(key)
        for stand_in, stood_for in form.stands_for.items():
            if table and table.row(stand_in) and not any(table.row(row) for row in stood_for):
                found.append((key, stand_in))
    return tuple(found)


def _balance(identity: Identity, report: Report) -> Balance | Unchecked | None:
    """The identity with the report's numbers, why it cannot be reckoned, or None when nothing is filled in."""
    values: dict[str, Decimal] = {}
    blanks: list[str] = []
    amounts: list[Cell] = []
    odd: list[Cell] = []
    for address in identity.coefficients:
        cell = report.cells.get(address)
        if cell is None:
            return Unchecked(_missing(address, report))
        if cell.kind is CellKind.BLANK:
            blanks.append(address)
        elif cell.value is None:
            odd.append(cell)
        elif cell.unit:
            amounts.append(cell)
        values[address] = (cell.yuan if cell.unit else cell.value) or _NOTHING
    if len(blanks) + sum(cell.kind is CellKind.SLASH for cell in odd) == len(values):
        return None
    if unfit := _unfit(values, odd, amounts, report) or _without_unit(identity, values, amounts, report):
        return unfit
    left = _total(identity.left, values, identity.constants[0])
    right = _total(identity.right, values, identity.constants[1])
    holds = _holds(left, identity.comparison, right, Decimal(identity.tolerance))
    if not holds and (total := next((a for a in blanks if a in identity.totals), None)):
        return Unchecked(f"{address_words(total, report.edition)} 空白")
    return Balance(identity, left, right, tuple(blanks), values, holds)


def _unfit(values: dict[str, Decimal], odd: list[Cell], amounts: list[Cell], report: Report) -> Unchecked | None:
    """Why figures cannot be reckoned with: one is doubtful, one is no number, or money stands among counts."""
    if doubtful := next((cell for a in values if (cell := report.cells[a]).doubt is not None), None):
        return Unchecked(f"{address_words(doubtful.address, report.edition)}存疑：{doubtful.doubt}")
    if odd:
        return Unchecked(f"{address_words(odd[0].address, report.edition)} 填的是“{odd[0].text}”，不是数字")
    return _mixed(amounts, values, report) if amounts else None


def _mixed(amounts: list[Cell], values: dict[str, Decimal], report: Report) -> Unchecked | None:
    """Money among counts: 元 and 件 cannot be added or compared."""
    units = {cell.address for cell in amounts}
    if all(address in units for address, value in values.items() if value):
        return None
    words = address_words(amounts[0].address, report.edition)
    return Unchecked(f"{words} 填的是金额“{amounts[0].text}”，与件数不能比较")


def _missing(address: str, report: Report) -> str:
    """Why a cell is not there: its whole row or table is missing, or could not be placed."""
    key, row, _ = address.split(".", 2)
    table = report.tables.get(key)
    if table is None:
        return f"没有找到表{key}"
    words = address_words(address, report.edition).rpartition("·")[0]
    return f"{words} 一行没有对应到列" if table.row(row) or key == "四" else f"{words} 一行没有找到"


def _without_unit(
    identity: Identity, values: dict[str, Decimal], amounts: list[Cell], report: Report
) -> Unchecked | None:
    """An amount of the rule against a figure that names no unit, or a bare number of the rule against an amount."""
    if identity.money:
        units = {cell.address for cell in amounts}
        if bare := next((address for address, value in values.items() if value and address not in units), None):
            return Unchecked(f"{address_words(bare, report.edition)} 没有写明单位，不能与金额比较")
    elif amounts and any(identity.constants):
        words = address_words(amounts[0].address, report.edition)
        return Unchecked(f"{words} 填的是金额“{amounts[0].text}”，与件数不能比较")
    return None


def _total(coefficients: dict[str, Number], values: dict[str, Decimal], constant: Number) -> Decimal:
    figures: Iterable[Decimal] = (values[address] * coefficient for address, coefficient in coefficients.items())
    return sum(figures, Decimal(constant))


def _holds(left: Decimal, comparison: str, right: Decimal, tolerance: Decimal) -> bool:
    if comparison in ("==", "≈"):
        return abs(left - right) <= tolerance
    if comparison in ("<=", "<"):
        return left - tolerance < right or (left - tolerance == right and comparison == "<=")
    return left + tolerance > right or (left + tolerance == right and comparison == ">=")
