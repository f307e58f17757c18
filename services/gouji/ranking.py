"""The repairs of one cause in order, the likeliest first: by the slips that they undo and what stands elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from gouji.elimination import Repair
from gouji.rule.balance import Balance
from gouji.shifts import Shift
from gouji.slips import Costs, Figures, Slip, slip
from gouji.witnesses import Witness


class Ranked(msgspec.Struct, frozen=True):
    """A repair with what it costs, the slips in words, and the witnesses that it turns round.

    `won` did not agree with the figures as they stand and do with the repair; `lost` are the reverse.
    """

    repair: Repair
    cost: int
    words: str = ""
    won: tuple[Witness, ...] = ()
    lost: tuple[Witness, ...] = ()


class Scales(msgspec.Struct, frozen=True):
    """What repairs are weighed with: the figures, the inequalities and witnesses about them, and the costs.

    The figures are in the order of the form, and repairs are told in it; of each witness it is known whether it agrees
    with the figures as they stand.
    """

    figures: Figures
    inequalities: tuple[Balance, ...]
    standing: tuple[tuple[Witness, bool], ...]
    costs: Costs

    def ranked(self, repairs: Sequence[Repair], moves: Sequence[Shift]) -> list[Ranked]:
        """All of them in order; equal costs in the order of the form."""
        moved = [move.repair for move in moves]
        alone = [repair for repair in repairs if repair not in moved]
        weighed = [self.weigh(repair, slip(repair, self.figures, self.costs)) for repair in alone]
        weighed += [self.weigh(move.repair, Slip(self.costs.row_moved.cost, move.words)) for move in moves]
        place = {address: number for number, address in enumerate(self.figures.values)}
        return sorted(weighed, key=lambda one: (one.cost, [place[address] for address in one.repair]))

    def weigh(self, repair: Repair, own: Slip) -> Ranked:
        """A repair with its slip, and what else it makes right or wrong."""
        after = {**self.figures.values, **repair}
        turned = [
            (witness, agrees)
            for witness, before in self.standing
            if not witness.addresses.isdisjoint(repair) and (agrees := witness.agrees(after)) is not before
        ]
        won = tuple(witness for witness, agrees in turned if agrees)
        lost = tuple(witness for witness, agrees in turned if not agrees)
        cost = own.cost + self._rules(repair, after)
        cost += sum(self._weight(one) for one in lost) - sum(self._weight(one) for one in won)
        ordered = {address: repair[address] for address in self.figures.values if address in repair}
        return Ranked(ordered, cost, own.words, won, lost)

    def _weight(self, witness: Witness) -> int:
        cost: int = getattr(self.costs, witness.weight.value).cost
        return cost

    def _rules(self, repair: Repair, after: Mapping[str, Decimal]) -> int:
        turned = 0
        for one in self.inequalities:
            if not one.identity.coefficients.keys().isdisjoint(repair):
                turned += one.holds - holds(one, after)
        return turned * self.costs.other_rule.cost


def holds(balance: Balance, values: Mapping[str, Decimal]) -> bool:
    """Whether an identity or inequality holds with these values."""
    identity = balance.identity
    excess = sum((values[a] * c for a, c in identity.coefficients.items()), identity.constant)
    slack = Decimal(identity.tolerance) * identity.scale
    if identity.comparison in ("<", "<="):
        return excess - slack < 0 or (excess == slack and identity.comparison == "<=")
    if identity.comparison in (">", ">="):
        return excess + slack > 0 or (excess == -slack and identity.comparison == ">=")
    return abs(excess) <= slack


def standing(witnesses: Sequence[Witness], values: Mapping[str, Decimal]) -> tuple[tuple[Witness, bool], ...]:
    """The witnesses all of whose figures stand in some identity, and whether they agree with these."""
    return tuple((one, one.agrees(values)) for one in witnesses if values.keys() >= one.addresses)
