"""Which figure is the wrong one: the smallest sets of figures whose change satisfies every identity.

Exact numbers and no solver: take the violated identity with the fewest figures, branch on which of them is wrong,
eliminate that figure from the system, deepen by the number of figures. A figure that is changed can satisfy one
identity; the identities that remain must hold with the others as they are. Repairs that would need a negative figure
are none, nor those that would need a fraction where all figures are whole.

Where the smallest repairs are too large to be found, figures that alone mend several violated identities and break none
are still named, but as likely, not as proven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod

import msgspec

#: No repair of more figures than this is looked for, and no more than so many eliminations are tried.
MOST_FIGURES = 4
_BUDGET = 300
_FEWEST_MENDED = 2

Coefficients = dict[str, int]
Repair = dict[str, Decimal]
_Number = int | Fraction


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


def localise(equations: Sequence[Equation], values: dict[str, Decimal]) -> list[Cause]:
    """The causes of all violated equations, in the order of their first equation."""
    numbers = {address: _exact(value) for address, value in values.items()}
    rows = [_row(equation, numbers) for equation in sorted(equations, key=lambda equation: equation.key)]
    if not any(row.residual for row in rows):
        return []
    causes: list[Cause] = []
    for block in _connected([set(row.coefficients) for row in rows]):
        own = [rows[position] for position in block]
        if any(row.residual for row in own):
            causes += _causes_of(own, {a: numbers[a] for row in own for a in row.coefficients})
    return sorted(causes, key=lambda cause: cause.keys)


class _Row(msgspec.Struct, frozen=True, eq=False):
    """An equation in elimination: coefficients of its figures, and the residual that changes must bring to 0."""

    key: int
    coefficients: dict[str, _Number]
    residual: _Number


def _exact(value: Decimal) -> _Number:
    whole = int(value)
    return whole if whole == value else Fraction(value)


def _row(equation: Equation, numbers: dict[str, _Number]) -> _Row:
    residual = sum((numbers[a] * c for a, c in equation.coefficients.items()), _exact(equation.constant))
    return _Row(equation.key, {a: c for a, c in equation.coefficients.items() if c}, residual)


def _connected(sets: Sequence[set[str]]) -> list[list[int]]:
    """The positions of sets that share members, directly or through others, together."""
    groups: list[tuple[set[str], list[int]]] = []
    for position, members in enumerate(sets):
        joined, positions = set(members), [position]
        apart = []
        for group in groups:
            if group[0].isdisjoint(joined):
                apart.append(group)
            else:
                joined |= group[0]
                positions = group[1] + positions
        groups = [*apart, (joined, positions)]
    return [sorted(positions) for _, positions in groups]


# -- causes


def _causes_of(rows: list[_Row], numbers: dict[str, _Number]) -> Iterator[Cause]:
    """The causes in one connected system."""
    repairs = _smallest_repairs(rows, numbers)
    if repairs:
        yield from _split(rows, repairs)
        return
    rest = list(rows)
    for address, value, mended in _lone_figures(rows, numbers):
        yield Cause(tuple(row.key for row in mended), ({address: value},), proven=False)
        rest = [row for row in rest if row not in mended]
    if keys := tuple(row.key for row in rest if row.residual):
        yield Cause(keys, ())


def _split(rows: list[_Row], repairs: list[Repair]) -> Iterator[Cause]:
    """Repairs of the whole system as independent causes: figures that share no identity are wrong for themselves."""
    violated = [row for row in rows if row.residual]
    figures = {address for repair in repairs for address in repair}
    together = [figures & row.coefficients.keys() for row in violated]
    together += [repair.keys() & row.coefficients.keys() for repair in repairs for row in rows]
    together = [members for members in together if members]
    groups = [set().union(*(together[position] for position in group)) for group in _connected(together)]
    for group in _independent(groups, repairs):
        keys = tuple(row.key for row in violated if group & row.coefficients.keys())
        yield Cause(keys, tuple(_projected(repairs, group)))


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


def _lone_figures(rows: list[_Row], numbers: dict[str, _Number]) -> list[tuple[str, Decimal, list[_Row]]]:
    """Figures whose change mends two violated equations or more and breaks none, where no other figure claims them."""
    violated = [row for row in rows if row.residual]
    often = Counter(address for row in violated for address in row.coefficients)
    found: list[tuple[str, Decimal, list[_Row]]] = []
    for address, count in often.items():
        own = [row for row in rows if address in row.coefficients]
        if count < _FEWEST_MENDED or count < len(own):
            continue
        deltas = {_quotient(-row.residual, row.coefficients[address]) for row in own}
        value = _figure(numbers[address] + deltas.pop(), numbers)
        if not deltas and value is not None:
            found.append((address, value, own))
    claims = Counter(row.key for _, _, own in found for row in own)
    return [one for one in found if all(claims[row.key] == 1 for row in one[2])]


# -- the search


def _smallest_repairs(rows: list[_Row], numbers: dict[str, _Number]) -> list[Repair]:
    budget = [_BUDGET]
    for size in range(1, MOST_FIGURES + 1):
        found = {frozenset(repair.items()): repair for repair in _search(rows, (), size, numbers, budget)}
        if budget[0] < 0:
            return []
        if found:
            return [found[key] for key in sorted(found, key=sorted)]
    return []


_Pivots = tuple[tuple[str, _Row], ...]


def _search(
    rows: list[_Row], pivots: _Pivots, size: int, numbers: dict[str, _Number], budget: list[int]
) -> Iterator[Repair]:
    """All repairs of `size` more figures, depth first; none when the budget is used up."""
    open_rows = [row for row in rows if row.residual]
    if not open_rows or budget[0] < 0:
        return
    narrowest = min(open_rows, key=lambda row: len(row.coefficients))
    if size == 1:
        for address in _last_figures(rows, open_rows, narrowest):
            if repair := _solve((*pivots, (address, narrowest)), numbers):
                yield repair
        return
    often = Counter(address for row in open_rows for address in row.coefficients)
    if not often or len(open_rows) > size * max(often.values()):
        return
    for address in narrowest.coefficients:
        budget[0] -= 1
        yield from _search(
            _eliminated(rows, narrowest, address), (*pivots, (address, narrowest)), size - 1, numbers, budget
        )


def _last_figures(rows: list[_Row], open_rows: list[_Row], narrowest: _Row) -> Iterator[str]:
    """The figures that stand in every open equation and in no other, and mend them by the same change."""
    shared = set(narrowest.coefficients).intersection(*(row.coefficients for row in open_rows))
    for address in shared:
        change = _quotient(-narrowest.residual, narrowest.coefficients[address])
        if all(row.residual + row.coefficients.get(address, 0) * change == 0 for row in rows):
            yield address


def _eliminated(rows: list[_Row], pivot: _Row, address: str) -> list[_Row]:
    """The other rows without the figure, which the pivot row now determines."""
    result: list[_Row] = []
    for row in rows:
        if row is pivot:
            continue
        own = row.coefficients.get(address)
        if own is None:
            result.append(row)
            continue
        factor = _quotient(own, pivot.coefficients[address])
        merged = dict(row.coefficients)
        for other, coefficient in pivot.coefficients.items():
            value = merged.get(other, 0) - factor * coefficient
            if value:
                merged[other] = value
            else:
                merged.pop(other, None)
        result.append(_Row(row.key, merged, row.residual - factor * pivot.residual))
    return result


def _solve(pivots: _Pivots, numbers: dict[str, _Number]) -> Repair | None:
    """The new values, last pivot first; None when one is negative, no whole number, or what it was."""
    change: dict[str, _Number] = {}
    for address, row in reversed(pivots):
        known = sum(c * change[a] for a, c in row.coefficients.items() if a in change)
        change[address] = _quotient(-(row.residual + known), row.coefficients[address])
    repair: Repair = {}
    for address, delta in change.items():
        value = _figure(numbers[address] + delta, numbers)
        if not delta or value is None:
            return None
        repair[address] = value
    return repair


def _quotient(dividend: _Number, divisor: _Number) -> _Number:
    if divisor in (1, -1):
        return dividend * divisor
    quotient = Fraction(dividend) / Fraction(divisor)
    return quotient.numerator if quotient.denominator == 1 else quotient


def _figure(number: _Number, numbers: dict[str, _Number]) -> Decimal | None:
    """The number as a figure; None when it is negative, or a fraction among whole numbers or one without an end."""
    if number < 0:
        return None
    if isinstance(number, int):
        return Decimal(number)
    value = Decimal(number.numerator) / Decimal(number.denominator)
    fractions = any(isinstance(other, Fraction) for other in numbers.values())
    return value if fractions and Fraction(value) == number else None
