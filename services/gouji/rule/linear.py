"""What a linear rule states: identities and inequalities over cells, their coefficients visible.

`gouji.rule.notation` reads a `Linear` from YAML; `identities` are its instances in one edition, one for each column or
row where every figure that it names exists; `gouji.rule.balance` puts a report's numbers in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import msgspec

from gouji.editions import NAMES, Edition, RowForm, TableForm, edition

StandIns = tuple[tuple[str, str], ...]
"""Table and key of each row of another edition that a report has in place of several of its own."""


class Scope(StrEnum):
    """Over what a linear rule runs."""

    COLUMNS = "column"
    ROWS = "row"
    ONE_ROW = "in"
    FIGURES = "figures"


Number = int | Decimal


class Term(msgspec.Struct, frozen=True):
    """One summand: coefficient and name; `named_sum` when the name is a sum of the edition."""

    coefficient: Number
    name: str
    named_sum: bool = False


class Linear(msgspec.Struct, frozen=True):
    """A linear rule: scope, terms on the left and right, the comparison, and constants of both sides.

    `table` and `row` are empty where the scope names none. `money`: a constant is an amount, and given in 元. Sides
    may differ by `tolerance` (in 元 where the figures are amounts) and still agree.
    """

    scope: Scope
    table: str
    row: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    comparison: str
    constants: tuple[Number, Number] = (0, 0)
    money: bool = False
    tolerance: Number = 0


class Identity(msgspec.Struct, frozen=True):
    """One instance: where it stands in words, both sides by address, and all on one side (left minus right).

    `coefficients` are whole: those of the rule times `scale`, as is `constant`. `totals` are those of its figures that
    the form names totals. `comparison` is ≈ for an equation that need not hold exactly: it says nothing about which
    figure is wrong.
    """

    where: str
    left: dict[str, Number]
    right: dict[str, Number]
    comparison: str
    constants: tuple[Number, Number]
    coefficients: dict[str, int]
    totals: frozenset[str]
    money: bool = False
    tolerance: Number = 0
    scale: int = 1

    @property
    def constant(self) -> Decimal:
        """What stands beside the coefficients."""
        return Decimal(self.constants[0] - self.constants[1]) * self.scale


@lru_cache(maxsize=1024)
def identities(linear: Linear, edition_name: str, stand_ins: StandIns = ()) -> tuple[Identity, ...]:
    """The instances in an edition; none when it does not have the figures that the rule names."""
    form = edition(edition_name)
    return tuple(
        identity
        for where, resolve in _places(linear, form, stand_ins)
        if (identity := _identity(linear, where, resolve, form, stand_ins))
    )


Resolve = Callable[[Term], list[str]]


def _places(linear: Linear, form: Edition, stand_ins: StandIns) -> Iterator[tuple[str, Resolve]]:
    """Where the rule holds, in words, and what its terms are there."""
    if linear.scope is Scope.FIGURES:
        yield "", lambda term: [term.name]
        return
    table = form.tables[linear.table]
    if linear.scope is Scope.COLUMNS:
        for column in table.columns:
            yield f"表{linear.table}{column.name}列", _in_column(linear.table, column.name, table, stand_ins)
        return
    for row in _rows(linear.table, table, stand_ins):
        if linear.scope is Scope.ROWS or row.key == linear.row:
            yield f"表{linear.table}{row_words(row.label)}行", _in_row(linear.table, row.key, table)


def _in_column(key: str, column: str, table: TableForm, stand_ins: StandIns) -> Resolve:
    def resolve(term: Term) -> list[str]:
        rows = _summed_rows(key, table, term.name, stand_ins) if term.named_sum else [term.name]
        return [f"{key}.{row}.{column}" for row in rows]

    return resolve


def _in_row(key: str, row: str, table: TableForm) -> Resolve:
    def resolve(term: Term) -> list[str]:
        columns = table.sums[term.name] if term.named_sum else (term.name,)
        return [f"{key}.{row}.{column}" for column in columns]

    return resolve


def _summed_rows(key: str, table: TableForm, name: str, stand_ins: StandIns) -> list[str]:
    """The rows of a named sum that the edition has; a stand-in takes the place of those it stands for."""
    replaced = _replaced(key, table, stand_ins)
    summed = table.sums[name]
    own = [row for row in summed if row in table.row_by_key and row not in replaced]
    return own + [stand_in for table_key, stand_in in stand_ins if table_key == key and stand_in in summed]


def _rows(key: str, table: TableForm, stand_ins: StandIns) -> Iterator[RowForm]:
    """The rows of the table as the report has them: a stand-in where the first of its rows would be."""
    replaced = _replaced(key, table, stand_ins)
    drawn: set[str] = set()
    for row in table.rows:
        stand_in = replaced.get(row.key)
        if stand_in is None:
            yield row
        elif stand_in not in drawn:
            drawn.add(stand_in)
            yield _row_of_any_edition(key, stand_in)


def _replaced(key: str, table: TableForm, stand_ins: StandIns) -> dict[str, str]:
    """Row → the row that stands in for it."""
    return {
        row: stand_in for table_key, stand_in in stand_ins if table_key == key for row in table.stands_for[stand_in]
    }


def _row_of_any_edition(key: str, row: str) -> RowForm:
    return next(found for name in NAMES if (found := edition(name).tables[key].row_by_key.get(row)))


def _identity(linear: Linear, where: str, resolve: Resolve, form: Edition, stand_ins: StandIns) -> Identity | None:
    """The rule at one place; None when the edition has no such figure there."""
    left, right = _side(linear.left, resolve), _side(linear.right, resolve)
    balance = dict(left)
    for address, coefficient in right.items():
        balance[address] = balance.get(address, 0) - coefficient
    if not all(_has(form, address, stand_ins) for address in balance):
        return None
    scale = max((_scale(number) for number in balance.values()), default=1)
    return Identity(
        where,
        left,
        right,
        "≈" if linear.tolerance and linear.comparison == "==" else linear.comparison,
        linear.constants,
        {address: int(number * scale) for address, number in balance.items()},
        frozenset(address for address in balance if _is_total(form, address)),
        linear.money,
        linear.tolerance,
        scale,
    )


def _scale(number: Number) -> int:
    """What makes a decimal whole: 100 for 0.25."""
    return int(10 ** max(0, -int(Decimal(number).normalize().as_tuple().exponent)))


def _side(terms: tuple[Term, ...], resolve: Resolve) -> dict[str, Number]:
    side: dict[str, Number] = {}
    for term in terms:
        for address in resolve(term):
            side[address] = side.get(address, 0) + term.coefficient
    return side


def _has(form: Edition, address: str, stand_ins: StandIns) -> bool:
    """Whether the edition has this cell; a row that stands in for others has the columns of its table."""
    key, row, column = address.split(".", 2)
    table = form.tables.get(key)
    if table is None or column not in table.column_by_name:
        return False
    if (key, row) in stand_ins:
        return True
    found = table.row_by_key.get(row)
    return found is not None and (not found.columns or column in found.columns)


def _is_total(form: Edition, address: str) -> bool:
    key, row, column = address.split(".", 2)
    table = form.tables[key]
    return table.column_by_name[column].total or (row in table.row_by_key and table.row_by_key[row].total)


def row_words(label: str) -> str:
    """A row's label for a message, without what the form explains behind it."""
    return f"“{label.partition('（区分')[0]}”"
