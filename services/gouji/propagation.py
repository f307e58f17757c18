"""What else would have to be wrong: a smallest chain of changes that mends a system without touching some figures.

One open equation after the other is mended by one of its figures, filled ones first, which opens the other equations
that this figure stands in, until none is open. That finds what elimination finds wherever the figures of a repair can
be determined one by one, which in tables is nearly always, at a tenth of the cost; it stops at the first. Where no
short chain is found, a longer one is followed through the totals: a detail that is right makes its sums wrong, and
theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from gouji.elimination import Number, Repair, Row, as_figure, exact, has_fractions, quotient

_BUDGET = 150
_BUDGET_THROUGH_TOTALS = 120
_MOST_THROUGH_TOTALS = 6


class Propagation:
    """A system of rows over figures, of which some are totals of the form."""

    def __init__(self, rows: Sequence[Row], numbers: Mapping[str, Number], totals: Collection[str] = ()) -> None:
        self._numbers = numbers
        self._fractions = has_fractions(numbers)
        self._coefficients = {row.key: row.coefficients for row in rows}
        self._residuals = {row.key: row.residual for row in rows if row.residual}
        self._rows: dict[str, set[int]] = {}
        for row in rows:
            for address in row.coefficients:
                self._rows.setdefault(address, set()).add(row.key)
        self._most_mended = max(map(len, self._rows.values()), default=0)
        self._totals = totals
        self._filled_first: dict[int, list[str]] = {}
        self._totals_first: dict[int, list[str]] = {}
        self._budget = 0

    def repair(
        self, kept: Collection[str], settled: Mapping[str, Decimal], without: Collection[int], most: int
    ) -> Repair | None:
        """A repair of up to `most` figures, or a longer one through totals, none of them kept or settled; or None.

        The settled figures have these values; the rows `without` need not hold.
        """
        residuals = dict(self._residuals)
        for address, value in settled.items():
            self._change(residuals, address, exact(value) - self._numbers[address])
        for key in without:
            residuals.pop(key, None)
        barred = {*kept, *settled}
        self._budget = _BUDGET
        found = None
        for size in range(1, most + 1):
            found = found or self._chain(residuals, {}, size, barred, self._by_filling)
        if found is None:
            self._budget = _BUDGET_THROUGH_TOTALS
            found = self._chain(residuals, {}, _MOST_THROUGH_TOTALS, barred, self._by_total)
        return {a: v for a, c in found.items() if (v := self._value(a, c)) is not None} if found else None

    def _chain(
        self,
        residuals: dict[int, Number],
        changes: dict[str, Number],
        size: int,
        barred: Collection[str],
        figures_of: Callable[[int], list[str]],
    ) -> dict[str, Number] | None:
        if not residuals:
            return changes
        if len(residuals) > size * self._most_mended:
            return None
        row = min(residuals, key=lambda key: len(self._coefficients[key]))
        for address in figures_of(row):
            if address in barred or address in changes:
                continue
            self._budget -= 1
            if self._budget < 0:
                return None
            if size == 1 and residuals.keys() != self._rows[address]:
                continue
            change = quotient(-residuals[row], self._coefficients[row][address])
            if not self._is_possible(address, change):
                if size == 1 or figures_of == self._by_total or not self._numbers[address]:
                    continue
                change = -self._numbers[address]  # nothing of it is right: another figure of the row bears the rest
            after = dict(residuals)
            self._change(after, address, change)
            if found := self._chain(after, {**changes, address: change}, size - 1, barred, figures_of):
                return found
        return None

    def _change(self, residuals: dict[int, Number], address: str, change: Number) -> None:
        for key in self._rows.get(address, ()):
            residual = residuals.pop(key, 0) + change * self._coefficients[key][address]
            if residual:
                residuals[key] = residual

    def _by_filling(self, row: int) -> list[str]:
        """The figures of a row, those first that are not 0."""
        if row not in self._filled_first:
            self._filled_first[row] = sorted(self._coefficients[row], key=lambda address: not self._numbers[address])
        return self._filled_first[row]

    def _by_total(self, row: int) -> list[str]:
        """The figures of a row, the totals first."""
        if row not in self._totals_first:
            self._totals_first[row] = sorted(self._by_filling(row), key=lambda address: address not in self._totals)
        return self._totals_first[row]

    def _is_possible(self, address: str, change: Number) -> bool:
        number = self._numbers[address] + change
        return number >= 0 and (isinstance(number, int) or self._value(address, change) is not None)

    def _value(self, address: str, change: Number) -> Decimal | None:
        return as_figure(self._numbers[address] + change, fractions=self._fractions)
