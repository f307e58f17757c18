"""Rows whose figures all stand one cell off: found where moving them back satisfies every identity.

A figure too few or too many at one end of a row moves all others with it. Such a row breaks most identities of its
table, and no small set of wrong figures explains it; moved back by one cell it balances again. The cell that falls free
at the end takes the only value with which its own identity holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, Edition, edition
from gouji.elimination import Repair
from gouji.localise import Equation

_FEWEST_FIGURES = 2
#: The table that is one row: its three groups stand side by side.
_ONE_ROW = "四"


class Shift(msgspec.Struct, frozen=True):
    """A row moved back: the identities that it mends (keys of the caller's), the new figures, and the move in words."""

    keys: frozenset[int]
    repair: Repair
    words: str


def shifts(
    equations: Sequence[Equation], values: Mapping[str, Decimal], broken: Collection[int], edition_name: str | None
) -> list[Shift]:
    """Every row that balances with all its neighbours when its figures move by one cell, and does not as it stands.

    `broken` are the keys of the equations that do not hold.
    """
    suspects = {address for one in equations if one.key in broken for address in one.coefficients}
    by_address: dict[str, list[Equation]] = {}
    for one in equations:
        for address in one.coefficients:
            by_address.setdefault(address, []).append(one)
    found: list[Shift] = []
    for line in _lines(edition(edition_name if edition_name in NAMES else NAMES[-1]), suspects):
        if all(address in values for address in line):
            own = {one.key: one for address in line for one in by_address[address]}
            found += _of_line(line, list(own.values()), frozenset(own.keys() & broken), values)
    return found


def _lines(form: Edition, suspects: Iterable[str]) -> Iterator[list[str]]:
    """The addresses, left to right, of each row in which one of the suspects stands."""
    named = {(address.split(".")[0], address.split(".")[1]) for address in suspects}
    for key, table in form.tables.items():
        columns = list(table.column_by_name)
        rows = sorted(row for table_key, row in named if table_key == key)
        if key == _ONE_ROW and rows:
            yield [f"{key}.{group}.{column}" for group in table.groups for column in columns]
        elif key != _ONE_ROW:
            yield from ([f"{key}.{row}.{column}" for column in columns] for row in rows)


def _of_line(
    line: Sequence[str], own: Sequence[Equation], broken: frozenset[int], values: Mapping[str, Decimal]
) -> Iterator[Shift]:
    figures = [values[address] for address in line]
    if len(broken) < _FEWEST_FIGURES or sum(1 for figure in figures if figure) < _FEWEST_FIGURES:
        return
    for moved, free, words in (
        ([*figures[1:], Decimal(0)], line[-1], "整行右移了一格"),
        ([Decimal(0), *figures[:-1]], line[0], "整行左移了一格"),
    ):
        if repair := _mended(dict(zip(line, moved, strict=True)), free, own, values):
            yield Shift(broken, repair, words)


def _mended(
    moved: dict[str, Decimal], free: str, own: Sequence[Equation], values: Mapping[str, Decimal]
) -> Repair | None:
    """The figures that differ after the move, None when an identity is broken then."""
    telling = next(one for one in own if free in one.coefficients)
    known = sum((moved.get(a, values[a]) * c for a, c in telling.coefficients.items() if a != free), telling.constant)
    after = {**moved, free: -known / telling.coefficients[free]}
    if after[free] < 0 or any(_residual(one, {**values, **after}) for one in own):
        return None
    return {address: figure for address, figure in after.items() if figure != values[address]}


def _residual(equation: Equation, values: Mapping[str, Decimal]) -> Decimal:
    return sum((values[a] * c for a, c in equation.coefficients.items()), equation.constant)
