"""How people err when they fill in figures: which of several repairs is the likeliest.

The cost of a repair is small where one slip of the hand explains it: a total that nobody filled in, two digits
transposed, a digit too many, too few or wrong, a value one cell off, a total added up from a wrong detail. It ranks
repairs that satisfy every identity equally well; it never makes one of them certain. The costs are parameters:
`slips.toml`, where each is explained; a profile may change them.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import combinations

import msgspec

from gouji.editions import NAMES, edition

#: In repairs of more figures pairs are not looked for.
_MOST_PAIRED = 6


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one kind of slip costs, and how it is told."""

    cost: int
    words: str = ""


class Costs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of `slips.toml`."""

    blank: Cost
    total_left_out: Cost
    transposed: Cost
    sign: Cost
    digit_too_many: Cost
    digit_too_few: Cost
    one_off: Cost
    digit_wrong: Cost
    left_out: Cost
    superfluous: Cost
    any: Cost
    next_cell: Cost
    other_cell: Cost
    far_cell: Cost
    exchanged: Cost
    exchanged_far: Cost
    recomputed: Cost
    row_moved: Cost
    stated: Cost
    perhaps_stated: Cost
    last_year: Cost
    other_rule: Cost


@cache
def usual_costs() -> Costs:
    """The costs that gouji ships."""
    return msgspec.convert(tomllib.loads(files("gouji").joinpath("slips.toml").read_text("utf-8")), Costs)


def adapted_costs(changes: Mapping[str, int]) -> Costs:
    """The usual costs with some changed; raises ValueError for a name that none has, naming the near ones."""
    usual = usual_costs()
    changed: dict[str, Cost] = {}
    for name, cost in changes.items():
        if name not in Costs.__struct_fields__:
            near = difflib.get_close_matches(name, Costs.__struct_fields__, n=3, cutoff=0.5)
            hint = f"；是否指 {'、'.join(near)}？" if near else f"；有 {'、'.join(Costs.__struct_fields__)}"
            raise ValueError(f"没有名为 {name} 的差错{hint}")
        changed[name] = msgspec.structs.replace(getattr(usual, name), cost=cost)
    return msgspec.structs.replace(usual, **changed)


class Slip(msgspec.Struct, frozen=True):
    """What went wrong in words, empty when nothing typical did, and how unlikely it is."""

    cost: int
    words: str = ""


class Figures(msgspec.Struct, frozen=True):
    """The figures as they stand, those that the form adds up, and those that nobody filled in."""

    values: Mapping[str, Decimal]
    totals: Collection[str] = ()
    blanks: Collection[str] = ()


_Change = tuple[str, Decimal, Decimal]


def slip(repair: Mapping[str, Decimal], figures: Figures, costs: Costs) -> Slip:
    """The slips that a repair would undo, those of two figures together where that is likelier."""
    changes = [(address, figures.values[address], after) for address, after in sorted(repair.items())]
    alone = {change[0]: _of_one(change, figures, costs) for change in changes}
    told: list[Cost] = []
    for one, other, pair in _pairs(changes, alone, figures, costs):
        if one in alone and other in alone and pair.cost < alone[one].cost + alone[other].cost:
            told.append(pair)
            del alone[one], alone[other]
    told += alone.values()
    return Slip(sum(one.cost for one in told), "，".join(dict.fromkeys(one.words for one in told if one.words)))


# -- two figures


def _pairs(
    changes: Sequence[_Change], alone: Mapping[str, Cost], figures: Figures, costs: Costs
) -> list[tuple[str, str, Cost]]:
    """Figures that may be wrong together, the likeliest first."""
    if len(changes) > _MOST_PAIRED:
        return []
    found = [
        (one[0], other[0], cost)
        for one, other in combinations(changes, 2)
        if (cost := _moved(one, other, costs) or _recomputed(one, other, alone, figures, costs))
    ]
    return sorted(found, key=lambda pair: pair[2].cost)


def _moved(one: _Change, other: _Change, costs: Costs) -> Cost | None:
    """A value that stands in the cell of another one, or two that are exchanged."""
    (here, before, after), (there, before_other, after_other) = one, other
    if (before, after) != (after_other, before_other):
        return None
    aligned = _in_line(here, there)
    if before and before_other:
        return costs.exchanged if aligned else costs.exchanged_far
    if not aligned:
        return costs.far_cell
    return costs.next_cell if _next(here, there) else costs.other_cell


def _recomputed(one: _Change, other: _Change, alone: Mapping[str, Cost], figures: Figures, costs: Costs) -> Cost | None:
    """A detail with its total, both off by the same."""
    if one[2] - one[1] != other[2] - other[1] or not _in_line(one[0], other[0]):
        return None
    totals = [change[0] for change in (one, other) if change[0] in figures.totals]
    if not totals:
        return None
    detail = other[0] if one[0] == totals[0] else one[0]
    own = alone[detail]
    return Cost(own.cost + costs.recomputed.cost, "，".join(filter(None, (own.words, costs.recomputed.words))))


def _in_line(one: str, other: str) -> bool:
    (table, row, column), (table_other, row_other, column_other) = one.split(".", 2), other.split(".", 2)
    return table == table_other and (row == row_other or column == column_other)


@cache
def _next(one: str, other: str) -> bool:
    """Whether two cells in line touch."""
    (table, row, column), (_, row_other, column_other) = one.split(".", 2), other.split(".", 2)
    forms = [edition(name).tables[table] for name in NAMES if table in edition(name).tables]
    if row == row_other:
        return any(_adjacent(tuple(form.column_by_name), column, column_other) for form in forms)
    return any(_adjacent(tuple(form.row_by_key), row, row_other) for form in forms)


def _adjacent(names: Sequence[str], one: str, other: str) -> bool:
    return one in names and other in names and abs(names.index(one) - names.index(other)) == 1


# -- one figure


def _of_one(change: _Change, figures: Figures, costs: Costs) -> Cost:
    """A single figure that was written wrongly: the likeliest way."""
    address, before, after = change
    if address in figures.blanks:
        return costs.blank
    if not before:
        return costs.total_left_out if address in figures.totals else costs.left_out
    return min(_of_number(f"{before:f}", f"{after:f}", costs), key=lambda cost: cost.cost)


def _of_number(old: str, new: str, costs: Costs) -> Iterator[Cost]:
    yield costs.superfluous if new == "0" else costs.any
    for cost, explains in (
        (costs.transposed, _transposed),
        (costs.sign, _sign),
        (costs.digit_too_many, _lacks_one),
        (costs.digit_too_few, _has_one_more),
        (costs.one_off, _one_off),
        (costs.digit_wrong, _one_digit_wrong),
    ):
        if explains(old, new):
            yield cost


def _transposed(old: str, new: str) -> bool:
    return len(old) > 1 and sorted(old) == sorted(new)


def _sign(old: str, new: str) -> bool:
    return old == f"-{new}"


def _one_off(old: str, new: str) -> bool:
    return abs(Decimal(old) - Decimal(new)) == 1


def _one_digit_wrong(old: str, new: str) -> bool:
    return len(old) == len(new) > 1 and sum(a != b for a, b in zip(old, new, strict=True)) == 1


def _lacks_one(long: str, short: str) -> bool:
    """Whether the shorter is the longer one without one of its digits."""
    return len(long) == len(short) + 1 > 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _has_one_more(old: str, new: str) -> bool:
    return _lacks_one(new, old)
