"""Broken linear rules as findings: those that one wrong figure explains together, with the figure and its repair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from math import prod

import msgspec

from gouji.cascade import Reckoned
from gouji.elimination import Repair
from gouji.localise import MOST_FIGURES, Cause, Equation, System
from gouji.model import Certainty, Confidence, Finding, Report
from gouji.ranking import Ranked, Scales, holds, standing
from gouji.repair_words import broken_words, located, unlocated
from gouji.rule.definition import Rule
from gouji.rule.ruleset import catalogue_order
from gouji.shifts import Shift, shifts
from gouji.slips import Costs, Figures, slip, usual_costs
from gouji.witnesses import witnesses

_MOST_PROPOSALS = 3
_MOST_COMBINED = 12
#: Where moving a row back mends everything, only repairs of so few figures are set beside it.
_BESIDE_A_MOVE = 2
_SHOWN_CELLS = 8
_MOST_CELLS = 40

Found = tuple[Rule, Finding]


class _Explained(msgspec.Struct, frozen=True):
    """A cause with the identities that it breaks, its repairs in order and how sure they are."""

    cause: Cause
    broken: tuple[Reckoned, ...]
    ranked: tuple[Ranked, ...]
    certainty: Certainty

    @property
    def best(self) -> Repair:
        """The first repair, nothing where none is named."""
        return self.ranked[0].repair if self.certainty is not Certainty.UNLOCATED else {}


def imbalances(
    reckoned: Sequence[Reckoned], report: Report, previous: Report | None = None, costs: Costs | None = None
) -> list[Found]:
    """One finding for each cause of broken identities, and one for each broken inequality; each with its first rule.

    An inequality that holds again with a cause's repair is a member of that cause.
    """
    uneven = [(rule, one) for rule, one in reckoned if one.identity.comparison != "=="]
    equal = [(rule, one) for rule, one in reckoned if one.identity.comparison == "=="]
    apart = [(rule, one) for rule, one in uneven if not one.holds]
    if all(one.holds for _, one in equal):
        return [(rule, _unexplained([(rule, one)])) for rule, one in apart]
    scales = _scales(reckoned, report, previous, costs or usual_costs())
    found: list[Found] = []
    for one, finding in _causes(equal, scales, report):
        after = {**scales.figures.values, **one.best}
        mended = [pair for pair in apart if _mends(pair, one.best, after)]
        apart = [pair for pair in apart if pair not in mended]
        found.append(_dressed([*one.broken, *mended], finding))
    return [*((rule, _unexplained([(rule, one)])) for rule, one in apart), *found]


def _mends(pair: Reckoned, repair: Repair, after: dict[str, Decimal]) -> bool:
    return not pair[1].identity.coefficients.keys().isdisjoint(repair) and holds(pair[1], after)


def _dressed(broken: Sequence[Reckoned], finding: Finding) -> Found:
    """The finding under the first code, as grave as the gravest of its rules."""
    rules = sorted({rule.code: rule for rule, _ in broken}.values(), key=lambda rule: catalogue_order(rule.code))
    gravest = min((rule.imposed or rule.severity for rule in rules), key=lambda severity: severity.rank)
    members = tuple(rule.code for rule in rules[1:])
    return rules[0], msgspec.structs.replace(finding, members=members, severity=gravest)


def _scales(reckoned: Sequence[Reckoned], report: Report, previous: Report | None, costs: Costs) -> Scales:
    values: dict[str, Decimal] = {}
    totals: set[str] = set()
    blanks: set[str] = set()
    for _, one in reckoned:
        values |= one.values
        totals |= one.identity.totals
        blanks.update(one.blanks)
    uneven = tuple(one for _, one in reckoned if one.identity.comparison != "==")
    values = {address: values[address] for address in report.cells if address in values}
    return Scales(Figures(values, totals, blanks), uneven, standing(witnesses(report, previous), values), costs)


# -- causes


def _causes(reckoned: Sequence[Reckoned], scales: Scales, report: Report) -> Iterator[tuple[_Explained, Finding]]:
    """The causes with their findings."""
    equations = [
        Equation(key, one.identity.coefficients, one.identity.constant) for key, (_, one) in enumerate(reckoned)
    ]
    broken = {key for key, (_, one) in enumerate(reckoned) if not one.holds}
    system = System(equations, scales.figures.values, scales.figures.totals)
    moves = shifts(equations, scales.figures.values, broken, report.edition)
    most = _BESIDE_A_MOVE if any(move.keys == broken for move in moves) else MOST_FIGURES
    found = [
        _explained(cause, own, [reckoned[key] for key in cause.keys], scales)
        for cause, own in _with_moves(system.causes(most), moves)
    ]
    for one in found:
        yield one, _finding(one, found, system, scales, report)


def _with_moves(causes: Sequence[Cause], moves: Sequence[Shift]) -> list[tuple[Cause, list[Shift]]]:
    """Causes that one move explains become one, with that move beside their own repairs."""
    found = [(cause, list[Shift]()) for cause in causes]
    for move in moves:
        own = [(cause, others) for cause, others in found if move.keys.issuperset(cause.keys)]
        if frozenset(key for cause, _ in own for key in cause.keys) != move.keys:
            continue
        together = own[0][0] if len(own) == 1 else _together([cause for cause, _ in own])
        merged = (together, [*(other for _, others in own for other in others), move])
        found = sorted([merged, *(pair for pair in found if pair not in own)], key=lambda pair: pair[0].keys)
    return found


def _together(causes: Sequence[Cause]) -> Cause:
    """Independent causes as one, with every combination of their repairs while these are few."""
    keys = tuple(sorted(key for cause in causes for key in cause.keys))
    few = prod(len(cause.repairs) for cause in causes) <= _MOST_COMBINED
    choices = product(*(cause.repairs for cause in causes)) if few else ()
    repairs = tuple({a: v for part in choice for a, v in part.items()} for choice in choices)
    return Cause(keys, repairs, all(cause.proven for cause in causes))


def _explained(cause: Cause, moves: Sequence[Shift], broken: Sequence[Reckoned], scales: Scales) -> _Explained:
    ordered = sorted(broken, key=lambda pair: catalogue_order(pair[0].code))
    ranked = scales.ranked(cause.repairs, moves)
    return _Explained(cause, tuple(ordered), tuple(ranked), _certainty(cause, ranked))


def _certainty(cause: Cause, ranked: Sequence[Ranked]) -> Certainty:
    """How sure the repairs are: a tie is one of those that cost the same."""
    if len(ranked) == 1:
        return Certainty.UNIQUE if cause.proven and cause.repairs else Certainty.LIKELIEST
    if ranked and ranked[0].cost < ranked[1].cost:
        return Certainty.LIKELIEST
    tied = sum(1 for one in ranked if one.cost == ranked[0].cost)
    return Certainty.TIED if 1 < tied <= _MOST_PROPOSALS else Certainty.UNLOCATED


# -- findings


def _finding(one: _Explained, others: Sequence[_Explained], system: System, scales: Scales, report: Report) -> Finding:
    finding = _unexplained(one.broken)
    if one.certainty is Certainty.UNLOCATED:
        return unlocated(finding, one.ranked, report)
    shown = one.ranked[:_MOST_PROPOSALS]
    more = 0
    if one.certainty is Certainty.TIED:
        shown = tuple(ranked for ranked in shown if ranked.cost == shown[0].cost)
        more = len(one.ranked) - len(shown)
    instead = one.ranked[1] if one.certainty is Certainty.LIKELIEST and len(one.ranked) > 1 else None
    if instead is None and one.certainty is not Certainty.TIED:
        instead = _instead(one, others, system, scales)
    finding = located(finding, one.certainty, shown, instead=instead, more=more, broken=one.broken, report=report)
    rest = tuple(address for ranked in one.ranked for address in ranked.repair)
    return msgspec.structs.replace(
        finding,
        cells=tuple(dict.fromkeys((*finding.cells, *rest)))[:_MOST_CELLS],
        confidence=Confidence.CERTAIN if one.cause.proven else Confidence.LIKELY,
    )


def _instead(one: _Explained, others: Sequence[_Explained], system: System, scales: Scales) -> Ranked | None:
    """What else would have to be wrong if the figures named were right; None where nothing as small was found."""
    settled: Repair = {}
    without: set[int] = set()
    for other in others:
        if other is not one and other.best:
            settled |= other.best
        elif other is not one:
            without.update(other.cause.keys)
    repair = system.otherwise(one.best, settled, without)
    return scales.weigh(repair, slip(repair, scales.figures, scales.costs)) if repair else None


def _unexplained(broken: Sequence[Reckoned]) -> Finding:
    """What is broken, with the figures in it that are not 0; of an inequality all, a 0 may be what is wrong."""
    _, first = broken[0]
    figures = [a for _, one in broken for a, value in one.values.items() if value or one.identity.comparison != "=="]
    return Finding(
        message=broken_words(broken),
        cells=tuple(dict.fromkeys(figures or first.identity.coefficients))[:_SHOWN_CELLS],
        equation=first.equation,
        difference=Decimal(f"{abs(first.left - first.right).normalize():f}"),
        locator="；".join(dict.fromkeys(f"{rule.code} {one.identity.where}" for rule, one in broken)),
    )
