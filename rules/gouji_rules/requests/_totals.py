"""The totals of 表三 that are missing: the last column and the row （七）总计, where details stand and no total."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from gouji.gathered import gathered
from gouji.model import Cell, CellKind, Report
from gouji_rules._figures import Line, is_empty, lines

TOTAL = "总计"
TOTAL_ROW = "R22"

_Total = tuple[Cell, Decimal | None]
"""A cell of totals with what its details add up to, None when one of them is no count."""


class Missing(msgspec.Struct, frozen=True):
    """A column or row of totals with nothing in it where something should be.

    `cells` are those without a total, `due` what each of them should say where details stand. `zeros` says that the
    whole line says 0 instead of being empty.
    """

    words: str
    cells: tuple[str, ...]
    due: dict[str, Decimal]
    zeros: bool = False


@gathered
def missing_totals(report: Report) -> list[Missing]:
    """The column of totals and the row of totals, as far as they are missing; raises Absent without the table."""
    table = lines(report, "三")
    across = [(line.cells[TOTAL], _sum(_details(line))) for line in table if TOTAL in line.cells]
    down = [
        (total, _sum(line.cells[name] for line in table if _is_result(line) and name in line.cells))
        for sums in table
        if sums.row.key == TOTAL_ROW
        for name, total in sums.cells.items()
    ]
    found = [_not_written("总计列", across), _not_written("（七）总计行", down)]
    if _flows(table):
        found.append(_left_at_zero("总计列", across))
    return [one for one in found if one is not None]


def _flows(table: list[Line]) -> bool:
    """Whether some applicants' column tells a whole story: what came in is what was done or carried forward."""
    by_key = {line.row.key: line for line in table}
    if not {"R01", "R02", "R22", "R23"} <= by_key.keys():
        return False
    for name in by_key["R01"].cells.keys() - {TOTAL}:
        new, carried, done, open_still = (by_key[key].number(name) or 0 for key in ("R01", "R02", "R22", "R23"))
        if new + carried == done + open_still > 0:
            return True
    return False


def _not_written(words: str, totals: list[_Total]) -> Missing | None:
    empty = tuple(cell.address for cell, _ in totals if is_empty(cell))
    due = {cell.address: due for cell, due in totals if due and is_empty(cell)}
    return Missing(words, empty, due) if due else None


def _left_at_zero(words: str, totals: list[_Total]) -> Missing | None:
    """Every total says 0 though several have details: one such total is a slip, all are a column not filled."""
    zero = all(cell.kind is CellKind.COUNT and not cell.value for cell, _ in totals)
    due = {cell.address: due for cell, due in totals if due}
    return Missing(words, tuple(cell.address for cell, _ in totals), due, zeros=True) if zero and len(due) > 1 else None


def _details(line: Line) -> Iterable[Cell]:
    return (cell for name, cell in line.cells.items() if name != TOTAL)


def _is_result(line: Line) -> bool:
    """Whether the row is one of those that （七）总计 adds up."""
    return "R03" <= line.row.key < TOTAL_ROW


def _sum(cells: Iterable[Cell]) -> Decimal | None:
    """The sum of the details; None when one of them is no count."""
    total = Decimal(0)
    for cell in cells:
        if is_empty(cell):
            continue
        if cell.kind is not CellKind.COUNT or cell.value is None:
            return None
        total += cell.value
    return total
