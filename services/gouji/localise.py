"""Which figure is the wrong one: the smallest sets of figures whose change satisfies every identity.

Exact integers and no solver: take the violated identity with the fewest open figures, branch on which of them is
wrong, eliminate that figure from the system, deepen by the number of figures. A figure that is changed can satisfy one
identity; the identities that remain must hold with the others as they are. Repairs that would need a negative count
are none. Identities that share no violated neighbour are separate causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

#: No repair of more figures than this is looked for, and no more than so many sets are tried.
MOST_FIGURES = 3
_BUDGET = 1500

Coefficients = dict[str, int]
Repair = dict[str, Decimal]


class Equation(msgspec.Struct, frozen=True):
    """An identity `sum(coefficient · figure) + constant == 0` under a key of the caller's."""

    key: int
    coefficients: Coefficients
    constant: Decimal


class Cause(msgspec.Struct, frozen=True):
    """Violated identities with one cause, and the repairs of equal size (new values by address) that would mend them.

    `repairs` is empty when none of up to MOST_FIGURES figures was found.
    """

    keys: tuple[int, ...]
    repairs: tuple[Repair, ...]


def localise(equations: Sequence[Equation], values: dict[str, Decimal]) -> list[Cause]:
    """The causes of all violated equations, in the order of their first equation."""
    violated = [equation for equation in equations if _residual(equation, values)]
    causes: list[Cause] = []
    for component in _components(violated):
        figures = {address for equation in component for address in equation.coefficients}
        near = [equation for equation in equations if figures & equation.coefficients.keys()]
        causes += _causes(component, _smallest_repairs(near, values))
    return sorted(causes, key=lambda cause: cause.keys)


def _causes(violated: list[Equation], repairs: list[Repair]) -> Iterator[Cause]:
    """One cause a wrong figure where all repairs agree on it; what they do not agree on is one cause together."""
    rest = list(violated)
    shared = set.intersection(*(set(repair) for repair in repairs)) if repairs else set()
    agreed = [a for a in sorted(shared) if len({repair[a] for repair in repairs}) == 1]
    if repairs and len(agreed) == len(repairs[0]) == 1:
        yield Cause(tuple(equation.key for equation in violated), tuple(repairs))
        return
    for address in agreed:
        own = [equation for equation in rest if address in equation.coefficients]
        if own:
            rest = [equation for equation in rest if equation not in own]
            yield Cause(tuple(equation.key for equation in own), ({address: repairs[0][address]},))
    if rest:
        others = [{a: v for a, v in repair.items() if a not in agreed} for repair in repairs]
        yield Cause(tuple(equation.key for equation in rest), tuple(other for other in others if other))


def _components(violated: list[Equation]) -> list[list[Equation]]:
    """Violated equations that share figures, together."""
    components: list[tuple[set[str], list[Equation]]] = []
    for equation in violated:
        figures, members = set(equation.coefficients), [equation]
        for other in [c for c in components if c[0] & figures]:
            figures |= other[0]
            members = other[1] + members
            components.remove(other)
        components.append((figures, members))
    return [members for _, members in components]


def _residual(equation: Equation, values: dict[str, Decimal]) -> Decimal:
    return sum((values[a] * c for a, c in equation.coefficients.items()), equation.constant)


class _Row(msgspec.Struct, frozen=True):
    """An equation in elimination: coefficients of all figures, and the residual that changes must bring to 0."""

    coefficients: dict[str, Fraction]
    residual: Fraction


def _smallest_repairs(equations: Iterable[Equation], values: dict[str, Decimal]) -> list[Repair]:
    rows = tuple(
        _Row({a: Fraction(c) for a, c in e.coefficients.items()}, Fraction(_residual(e, values))) for e in equations
    )
    for size in range(1, MOST_FIGURES + 1):
        budget = [_BUDGET]
        found = {frozenset(repair.items()): repair for repair in _search(rows, (), size, values, budget)}
        if found or budget[0] <= 0:
            return [found[key] for key in sorted(found, key=sorted)]
    return []


def _search(
    rows: tuple[_Row, ...],
    pivots: tuple[tuple[str, _Row], ...],
    size: int,
    values: dict[str, Decimal],
    budget: list[int],
) -> Iterator[Repair]:
    """All repairs of at most `size` more figures, depth first."""
    open_rows = [row for row in rows if row.residual]
    if not open_rows:
        if repair := _solve(pivots, values):
            yield repair
        return
    budget[0] -= 1
    most_mended = max((sum(a in row.coefficients for row in open_rows) for a in _figures(open_rows)), default=0)
    if size == 0 or budget[0] <= 0 or len(open_rows) > size * max(most_mended, 1):
        return
    narrowest = min(open_rows, key=lambda row: len(row.coefficients))
    for address in sorted(narrowest.coefficients):
        yield from _search(
            _eliminated(rows, narrowest, address), (*pivots, (address, narrowest)), size - 1, values, budget
        )


def _figures(rows: Iterable[_Row]) -> set[str]:
    return {address for row in rows for address in row.coefficients}


def _eliminated(rows: tuple[_Row, ...], pivot: _Row, address: str) -> tuple[_Row, ...]:
    """The other rows without the figure, which the pivot row now determines."""
    result: list[_Row] = []
    for row in rows:
        if row is pivot:
            continue
        factor = row.coefficients.get(address)
        if factor is None:
            result.append(row)
            continue
        factor /= pivot.coefficients[address]
        merged = dict(row.coefficients)
        for other, coefficient in pivot.coefficients.items():
            value = merged.get(other, Fraction(0)) - factor * coefficient
            if value:
                merged[other] = value
            else:
                merged.pop(other, None)
        result.append(_Row(merged, row.residual - factor * pivot.residual))
    return tuple(result)


def _solve(pivots: tuple[tuple[str, _Row], ...], values: dict[str, Decimal]) -> Repair | None:
    """The new values, last pivot first; None when one is negative or no whole number."""
    change: dict[str, Fraction] = {}
    for address, row in reversed(pivots):
        known = sum((c * change[a] for a, c in row.coefficients.items() if a in change), Fraction(0))
        change[address] = -(row.residual + known) / row.coefficients[address]
    repair: Repair = {}
    for address, delta in change.items():
        value = Fraction(values[address]) + delta
        if not delta or value < 0 or value.denominator != 1:
            return None
        repair[address] = Decimal(value.numerator)
    return repair
