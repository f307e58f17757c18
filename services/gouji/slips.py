"""How people err when they fill in figures: which of several repairs is the likeliest.

The cost of a repair is small where one slip of the hand explains it: a total that nobody filled in, two digits
transposed, a digit too many, too few or wrong, a value one cell off. It ranks repairs that satisfy every identity
equally well; it never makes one of them certain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, edition

_UNLIKELY = 4
_PAIR = 2


class Slip(msgspec.Struct, frozen=True):
    """What went wrong in words, empty when nothing typical did, and how unlikely it is."""

    cost: int
    words: str = ""


def slip(repair: Mapping[str, Decimal], values: Mapping[str, Decimal], totals: Collection[str]) -> Slip:
    """The slip that a repair would undo; `values` are the figures as they stand, `totals` those the form adds up."""
    changes = [(address, values[address], after) for address, after in repair.items()]
    if len(changes) == _PAIR and (moved := _moved(changes)):
        return moved
    slips = [_of_one(before, after, total=address in totals) for address, before, after in changes]
    return Slip(sum(one.cost for one in slips), "，".join(dict.fromkeys(one.words for one in slips if one.words)))


_Change = tuple[str, Decimal, Decimal]


def _moved(changes: Sequence[_Change]) -> Slip | None:
    """A value that stands in the cell of another one: in the next column or row, or two that are exchanged."""
    (one, before, after), (other, before_other, after_other) = changes
    if (before, after) != (after_other, before_other):
        return None
    if before and before_other:
        return Slip(2, "两格填反")
    if _next(one, other):
        return Slip(1, "错填到相邻的一格")
    return Slip(3, "错填到另一格")


def _next(one: str, other: str) -> bool:
    """Whether two cells touch: neighbours in a row, or in a column."""
    (table, row, column), (table_other, row_other, column_other) = one.split(".", 2), other.split(".", 2)
    if table != table_other:
        return False
    forms = [edition(name).tables[table] for name in NAMES if table in edition(name).tables]
    if row == row_other:
        return any(_adjacent(tuple(form.column_by_name), column, column_other) for form in forms)
    return column == column_other and any(_adjacent(tuple(form.row_by_key), row, row_other) for form in forms)


def _adjacent(names: Sequence[str], one: str, other: str) -> bool:
    return one in names and other in names and abs(names.index(one) - names.index(other)) == 1


def _of_one(before: Decimal, after: Decimal, *, total: bool) -> Slip:
    """A single figure that was written wrongly."""
    if not before and total:
        return Slip(1, "总计没有汇总")
    old, new = f"{before:f}", f"{after:f}"
    return next((slip for slip, explains in _SLIPS if explains(old, new)), Slip(_UNLIKELY))


def _transposed(old: str, new: str) -> bool:
    return len(old) > 1 and sorted(old) == sorted(new)


def _one_more_or_less(old: str, new: str) -> bool:
    return abs(Decimal(old) - Decimal(new)) == 1


def _one_digit_wrong(old: str, new: str) -> bool:
    return len(old) == len(new) > 1 and sum(a != b for a, b in zip(old, new, strict=True)) == 1


def _lacks_one(long: str, short: str) -> bool:
    """Whether the shorter is the longer one without one of its digits."""
    return len(long) == len(short) + 1 > 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


_SLIPS: tuple[tuple[Slip, Callable[[str, str], bool]], ...] = (
    (Slip(1, "数字颠倒"), _transposed),
    (Slip(2, "多写了一位数字"), _lacks_one),
    (Slip(2, "少写了一位数字"), lambda old, new: _lacks_one(new, old)),
    (Slip(2, "相差1件"), _one_more_or_less),
    (Slip(2, "一位数字写错"), _one_digit_wrong),
)
