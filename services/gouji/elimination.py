"""The search for repairs: all sets of so many figures whose change satisfies every equation of a system.

Take the open equation that leaves the fewest choices, branch on which of its figures is wrong, eliminate that figure
from the other equations, deepen by the number of figures. Exact numbers throughout. A branch is left where the
equations that its figure does not touch are more than the figures still to come can touch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

Repair = dict[str, Decimal]
Number = int | Fraction


class Row(msgspec.Struct, frozen=True, eq=False, gc=False):
    """An equation in elimination: coefficients of its figures, and the residual that changes must bring to 0."""

    key: int
    coefficients: dict[str, Number]
    residual: Number


class Search:
    """Repairs of a system of rows over figures; `budget` eliminations at most, then `exhausted` is set.

    `kept` are figures that must stay as they are.
    """

    def __init__(self, numbers: Mapping[str, Number], budget: int, kept: Collection[str] = ()) -> None:
        self._numbers = numbers
        self._kept = frozenset(kept)
        self.fractions = has_fractions(numbers)
        self._budget = budget

    @property
    def exhausted(self) -> bool:
        return self._budget < 0

    def repairs(self, rows: Sequence[Row], size: int) -> Iterator[Repair]:
        """All repairs of exactly `size` figures of which none would do alone, each once."""
        return self._deepen(rows, (), size, self._kept)

    def _deepen(self, rows: Sequence[Row], pivots: _Pivots, size: int, barred: frozenset[str]) -> Iterator[Repair]:
        still_open = [row for row in rows if row.residual]
        if not still_open or self._budget < 0:
            return
        if size == 1:
            yield from self._last(rows, still_open, pivots, barred)
            return
        row, choices = _branching(still_open, size, barred)
        for address in choices:
            self._budget -= 1
            below = _eliminated(rows, row, address)
            yield from self._deepen(below, (*pivots, (address, row)), size - 1, barred)
            barred |= {address}  # every repair with this figure is found

    def _last(
        self, rows: Sequence[Row], still_open: Sequence[Row], pivots: _Pivots, barred: frozenset[str]
    ) -> Iterator[Repair]:
        """The figures that stand in every open equation, and mend all by the same change without breaking another."""
        narrowest = min(still_open, key=_width)
        for address, coefficient in narrowest.coefficients.items():
            if address in barred or not all(address in row.coefficients for row in still_open):
                continue
            change = quotient(-narrowest.residual, coefficient)
            if all(row.residual == -row.coefficients.get(address, 0) * change for row in rows) and (
                repair := self._solved((*pivots, (address, narrowest)))
            ):
                yield repair

    def _solved(self, pivots: _Pivots) -> Repair | None:
        """The new values, last pivot first; None when one is no possible figure, or what it was."""
        change: dict[str, Number] = {}
        for address, row in reversed(pivots):
            known = sum(c * change[a] for a, c in row.coefficients.items() if a in change)
            change[address] = quotient(-(row.residual + known), row.coefficients[address])
        repair: Repair = {}
        for address, delta in change.items():
            value = as_figure(self._numbers[address] + delta, fractions=self.fractions)
            if not delta or value is None:
                return None
            repair[address] = value
        return repair


_Pivots = tuple[tuple[str, Row], ...]


def exact(value: Decimal) -> Number:
    """The value as an integer, or as a fraction where it is none."""
    whole = int(value)
    return whole if whole == value else Fraction(value)


def as_figure(number: Number, *, fractions: bool) -> Decimal | None:
    """The number as a figure; None when it is negative, or a fraction where there are none, or one without an end."""
    if number < 0:
        return None
    if isinstance(number, int):
        return Decimal(number)
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return value if fractions and Fraction(value) == number else None


def has_fractions(numbers: Mapping[str, Number]) -> bool:
    """Whether any figure is no whole number."""
    return any(isinstance(number, Fraction) for number in numbers.values())


def change_needed(row: Row, address: str) -> Number:
    """By how much the figure would have to change for this row to hold."""
    return quotient(-row.residual, row.coefficients[address])


def _width(row: Row) -> int:
    return len(row.coefficients)


def _branching(still_open: Sequence[Row], size: int, barred: frozenset[str]) -> tuple[Row, list[str]]:
    """The open row with the fewest figures that may belong to a repair of this size, and these figures."""
    often: dict[str, int] = {}
    for row in still_open:
        for address in row.coefficients:
            often[address] = often.get(address, 0) + 1
    most = max((count for address, count in often.items() if address not in barred), default=0)
    least = len(still_open) - (size - 1) * most
    if least > most:
        return still_open[0], []
    best: tuple[Row, list[str]] | None = None
    for row in still_open:
        choices = [a for a in row.coefficients if often[a] >= least and a not in barred]
        if best is None or len(choices) < len(best[1]):
            best = row, choices
    assert best is not None
    return best


def _eliminated(rows: Sequence[Row], pivot: Row, address: str) -> list[Row]:
    """The other rows without the figure, which the pivot row now determines."""
    result: list[Row] = []
    for row in rows:
        if row is pivot:
            continue
        own = row.coefficients.get(address)
        if own is None:
            result.append(row)
            continue
        factor = quotient(own, pivot.coefficients[address])
        merged = dict(row.coefficients)
        for other, coefficient in pivot.coefficients.items():
            value = merged.get(other, 0) - factor * coefficient
            if value:
                merged[other] = value
            else:
                merged.pop(other, None)
        result.append(Row(row.key, merged, row.residual - factor * pivot.residual))
    return result


def quotient(dividend: Number, divisor: Number) -> Number:
    """The exact quotient, whole where it can be."""
    if divisor in (1, -1):
        return dividend * divisor
    quotient = Fraction(dividend) / Fraction(divisor)
    return quotient.numerator if quotient.denominator == 1 else quotient
