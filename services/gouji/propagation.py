"""What else would have to be wrong: a smallest chain of changes that mends a system without touching some figures.

One open equation after the other is mended by one of its figures, filled ones first, which opens the other equations
that this figure stands in, until none is open. That finds what elimination finds wherever the figures of a repair can
be determined one by one, which in tables is nearly always, at a tenth of the cost; it stops at the first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from gouji.elimination import Number, Repair, Row, as_figure, exact, has_fractions, quotient

_BUDGET = 600


class Propagation:
    """A system of rows over figures."""

    def __init__(self, rows: Sequence[Row], numbers: Mapping[str, Number]) -> None:
        self._numbers = numbers
        self._fractions = has_fractions(numbers)
        self._coefficients = {row.key: row.coefficients for row in rows}
        self._residuals = {row.key: row.residual for row in rows if row.residual}
        self._rows: dict[str, list[int]] = {}
        for row in rows:
            for address in row.coefficients:
                self._rows.setdefault(address, []).append(row.key)
        self._most_mended = max(map(len, self._rows.values()), default=0)
        self._figures: dict[int, list[str]] = {}
        self._budget = 0

    def repair(
        self, kept: Collection[str], settled: Mapping[str, Decimal], without: Collection[int], most: int
    ) -> Repair | None:
        """A repair of up to `most` figures, none of them kept or settled; None when none was found.

        The settled figures have these values; the rows `without` need not hold.
        """
        residuals = dict(self._residuals)
        for address, value in settled.items():
            self._change(residuals, address, exact(value) - self._numbers[address])
        for key in without:
            residuals.pop(key, None)
        self._budget = _BUDGET
        barred = {*kept, *settled}
        for size in range(1, most + 1):
            if changes := self._chain(residuals, {}, size, barred):
                return {a: v for a, c in changes.items() if (v := self._value(a, c)) is not None}
        return None

    def _chain(
        self, residuals: dict[int, Number], changes: dict[str, Number], size: int, barred: Collection[str]
    ) -> dict[str, Number] | None:
        if not residuals:
            return changes
        if len(residuals) > size * self._most_mended:
            return None
        row = min(residuals, key=lambda key: len(self._coefficients[key]))
        for address in self._filled_first(row):
            if address in barred or address in changes:
                continue
            self._budget -= 1
            if self._budget < 0:
                return None
            if size == 1 and residuals.keys() != set(self._rows[address]):
                continue
            change = quotient(-residuals[row], self._coefficients[row][address])
            if self._value(address, change) is None:
                continue
            after = dict(residuals)
            self._change(after, address, change)
            if found := self._chain(after, {**changes, address: change}, size - 1, barred):
                return found
        return None

    def _change(self, residuals: dict[int, Number], address: str, change: Number) -> None:
        for key in self._rows.get(address, ()):
            residual = residuals.pop(key, 0) + change * self._coefficients[key][address]
            if residual:
                residuals[key] = residual

    def _filled_first(self, row: int) -> list[str]:
        if row not in self._figures:
            self._figures[row] = sorted(self._coefficients[row], key=lambda address: not self._numbers[address])
        return self._figures[row]

    def _value(self, address: str, change: Number) -> Decimal | None:
        return as_figure(self._numbers[address] + change, fractions=self._fractions)
