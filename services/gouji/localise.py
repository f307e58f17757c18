"""Which figure is the wrong one: the smallest sets of figures whose change satisfies every identity.

Exact numbers and no solver (`gouji.elimination`). Repairs that would need a negative figure are none, nor those that
would need a fraction where all figures are whole.

Where the smallest repairs are too large to be found, figures that alone mend several violated identities and break none
are still named, but as likely, not as proven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod

import msgspec

from gouji.elimination import Number, Repair, Row, Search, as_figure, change_needed, exact
from gouji.propagation import Propagation

#: No repair of more figures than this is looked for, and no more than so many eliminations are tried.
MOST_FIGURES = 4
_BUDGET = 300
_FEWEST_MENDED = 2

Coefficients = dict[str, int]


class Equation(msgspec.Struct, frozen=True):
    """An identity `sum(coefficient · figure) + constant == 0` under a key of the caller's."""

    key: int
    coefficients: Coefficients
    constant: Decimal


class Cause(msgspec.Struct, frozen=True):
    """Violated identities with one cause, and the repairs of equal size (new values by address) that would mend them.

    `repairs` is empty when none of up to MOST_FIGURES figures was found. `proven` says that there is no other repair
    as small for the whole system.
    """

    keys: tuple[int, ...]
    repairs: tuple[Repair, ...]
    proven: bool = True


def localise(equations: Sequence[Equation], values: Mapping[str, Decimal], most: int = MOST_FIGURES) -> list[Cause]:
    """The causes of all violated equations, in the order of their first equation; repairs of up to `most` figures."""
    return System(equations, values).causes(most)


class System:
    """Equations with the figures as they stand, of which some are totals of the form."""

    def __init__(
        self, equations: Sequence[Equation], values: Mapping[str, Decimal], totals: Collection[str] = ()
    ) -> None:
        self._totals = totals
        self._numbers: dict[str, Number] = {}
        self._rows: list[Row] = []
        self._propagation: Propagation | None = None
        numbers = self._numbers
        for equation in sorted(equations, key=lambda equation: equation.key):
            residual = exact(equation.constant)
            for address, coefficient in equation.coefficients.items():
                number = numbers.get(address)
                if number is None:
                    number = numbers[address] = exact(values[address])
                if number:
                    residual += number * coefficient
            self._rows.append(Row(equation.key, {a: c for a, c in equation.coefficients.items() if c}, residual))

    def causes(self, most: int = MOST_FIGURES) -> list[Cause]:
        """The causes of all violated equations, in the order of their first equation."""
        found = [cause for rows in _blocks(self._rows) for cause in _causes_of(rows, self._of(rows), most)]
        return sorted(found, key=lambda cause: cause.keys)

    def otherwise(
        self, kept: Collection[str], settled: Mapping[str, Decimal], without: Collection[int]
    ) -> Repair | None:
        """A smallest repair that leaves the kept figures as they are, None when none is found.

        The others in `settled` have these values, the equations `without` need not hold.
        """
        if self._propagation is None:
            self._propagation = Propagation(self._rows, self._numbers, self._totals)
        return self._propagation.repair(kept, settled, without, MOST_FIGURES)

    def _of(self, rows: Sequence[Row]) -> dict[str, Number]:
        return {address: self._numbers[address] for row in rows for address in row.coefficients}


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows that hang together with violated ones, each set in its order."""
    rest = list(rows)
    while start := next((row for row in rest if row.residual), None):
        reached, block, size = set(start.coefficients), {start.key}, 0
        while len(block) > size:
            size = len(block)
            for row in rest:
                if row.key not in block and not reached.isdisjoint(row.coefficients):
                    reached.update(row.coefficients)
                    block.add(row.key)
        yield [row for row in rest if row.key in block]
        rest = [row for row in rest if row.key not in block]


# -- causes


def _causes_of(rows: list[Row], numbers: dict[str, Number], most: int) -> Iterator[Cause]:
    """The causes in one connected system."""
    search = Search(numbers, _BUDGET)
    repairs = _smallest_repairs(rows, search, most)
    if repairs:
        yield from _split(rows, repairs)
        return
    rest = list(rows)
    for address, value, mended in _lone_figures(rows, numbers, search):
        yield Cause(tuple(row.key for row in mended), ({address: value},), proven=False)
        rest = [row for row in rest if row not in mended]
    if keys := tuple(row.key for row in rest if row.residual):
        yield Cause(keys, ())


def _smallest_repairs(rows: list[Row], search: Search, most: int) -> list[Repair]:
    for size in range(1, most + 1):
        found = list(search.repairs(rows, size))
        if search.exhausted:
            return []
        if found:
            return sorted(found, key=lambda repair: sorted(repair.items()))
    return []


def _split(rows: list[Row], repairs: list[Repair]) -> Iterator[Cause]:
    """Repairs of the whole system as independent causes: figures that share no identity are wrong for themselves."""
    violated = [row for row in rows if row.residual]
    figures = {address for repair in repairs for address in repair}
    together = [figures & row.coefficients.keys() for row in violated]
    shared = [members for row in rows if len(members := figures & row.coefficients.keys()) > 1]
    together += [repair.keys() & members for repair in repairs for members in shared]
    for group in _independent(_connected([members for members in together if members]), repairs):
        keys = tuple(row.key for row in violated if group & row.coefficients.keys())
        yield Cause(keys, tuple(_projected(repairs, group)))


def _connected(sets: Sequence[set[str]]) -> list[set[str]]:
    """The unions of sets that share members, directly or through others."""
    groups: list[set[str]] = []
    for members in sets:
        joined = set(members).union(*(group for group in groups if not group.isdisjoint(members)))
        groups = [*(group for group in groups if group.isdisjoint(members)), joined]
    return groups


def _independent(groups: list[set[str]], repairs: list[Repair]) -> list[set[str]]:
    """The groups, those joined whose alternatives depend on each other."""
    counts = [len(_projected(repairs, group)) for group in groups]
    if prod(counts) == len(repairs):
        return groups
    alone = [group for group, count in zip(groups, counts, strict=True) if count == 1]
    joined = set().union(*(group for group, count in zip(groups, counts, strict=True) if count > 1))
    return [*alone, joined]


def _projected(repairs: list[Repair], group: set[str]) -> list[Repair]:
    """What the repairs say of these figures, each thing once."""
    parts = ({a: v for a, v in repair.items() if a in group} for repair in repairs)
    return list({frozenset(part.items()): part for part in parts}.values())


def _lone_figures(rows: list[Row], numbers: dict[str, Number], search: Search) -> list[tuple[str, Decimal, list[Row]]]:
    """Figures whose change mends two violated equations or more and breaks none, where no other figure claims them."""
    often = Counter(address for row in rows if row.residual for address in row.coefficients)
    found: list[tuple[str, Decimal, list[Row]]] = []
    for address, count in often.items():
        own = [row for row in rows if address in row.coefficients]
        if count < _FEWEST_MENDED or count < len(own):
            continue
        deltas = {change_needed(row, address) for row in own}
        value = as_figure(numbers[address] + deltas.pop(), fractions=search.fractions)
        if not deltas and value is not None:
            found.append((address, value, own))
    claims = Counter(row.key for _, _, own in found for row in own)
    return [one for one in found if all(claims[row.key] == 1 for row in one[2])]
