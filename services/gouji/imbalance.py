"""Broken linear rules as findings: those that one wrong figure explains together, with the figure and its repair."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from math import prod

import msgspec

from gouji.cascade import Reckoned
from gouji.editions import address_words
from gouji.localise import Cause, Equation, Repair, localise
from gouji.model import Change, Confidence, Finding, Proposal, Report
from gouji.rule.definition import Rule
from gouji.rule.ruleset import catalogue_order
from gouji.shifts import Shift, shifts
from gouji.slips import Slip, slip

_MOST_PROPOSALS = 3
_SHOWN_EQUATIONS = 4
_SHOWN_CELLS = 8
_MOST_COMBINED = 12
_MOVE_COST = 1

UNIQUE, LIKELIEST, TIED = "唯一", "最可能", "并列"
_ADVICE = {UNIQUE: "应改", LIKELIEST: "最可能应改", TIED: "可能应改"}

Found = tuple[Rule, Finding]


class _Figures(msgspec.Struct, frozen=True):
    """The figures of all identities by address, and which of them are totals."""

    values: dict[str, Decimal]
    totals: frozenset[str]


def imbalances(reckoned: Sequence[Reckoned], report: Report) -> list[Found]:
    """One finding for each cause of broken identities, and one for each broken inequality; each with its first rule."""
    found = [
        (rule, _unexplained([(rule, one)]))
        for rule, one in reckoned
        if not one.holds and one.identity.comparison != "=="
    ]
    if all(one.holds for _, one in reckoned):
        return found
    figures = _figures(reckoned)
    for cause, moves in _causes(reckoned, figures, report.edition):
        broken = sorted((reckoned[key] for key in cause.keys), key=lambda pair: catalogue_order(pair[0].code))
        codes = list(dict.fromkeys(rule.code for rule, _ in broken))
        gravest = min((rule.severity for rule, _ in broken), key=lambda severity: severity.rank)
        finding = _explained(cause, moves, broken, figures, report)
        finding = msgspec.structs.replace(finding, members=tuple(codes[1:]), severity=gravest)
        found.append((broken[0][0], finding))
    return found


def _figures(reckoned: Sequence[Reckoned]) -> _Figures:
    values: dict[str, Decimal] = {}
    for _, one in reckoned:
        values |= one.values
    return _Figures(values, frozenset().union(*(one.identity.totals for _, one in reckoned)))


def _causes(reckoned: Sequence[Reckoned], figures: _Figures, edition: str | None) -> list[tuple[Cause, list[Shift]]]:
    """The causes, each with the moves of a whole row that would mend it too."""
    equations = [
        Equation(key, one.identity.coefficients, Decimal(one.identity.constants[0] - one.identity.constants[1]))
        for key, (_, one) in enumerate(reckoned)
        if one.identity.comparison == "=="
    ]
    values = {a: figures.values[a] for equation in equations for a in equation.coefficients}
    return _with_moves(localise(equations, values), shifts(equations, values, edition))


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


def _explained(
    cause: Cause, moves: Sequence[Shift], broken: Sequence[Reckoned], figures: _Figures, report: Report
) -> Finding:
    """The finding with its repairs, the likeliest first; with none where they are so many that they locate nothing."""
    finding = _unexplained(broken)
    ranked = _ranked(cause, moves, figures)
    certainty = _certainty(cause, [one.cost for _, one in ranked])
    if certainty is None:
        return finding
    shown = ranked[:_MOST_PROPOSALS]
    suspects = "；或".join("、".join(_repair_words(repair, report)) for repair, _ in shown)
    return msgspec.structs.replace(
        finding,
        message=f"{finding.message}。{_ADVICE[certainty]}：{suspects}",
        cells=tuple(dict.fromkeys(address for repair, _ in shown for address in sorted(repair))),
        confidence=Confidence.CERTAIN if cause.proven else Confidence.LIKELY,
        proposals=tuple(
            Proposal(
                rank,
                certainty,
                tuple(_change(a, v, report) for a, v in sorted(repair.items())),
                "；".join(filter(None, [one.words, _why(broken)])),
            )
            for rank, (repair, one) in enumerate(shown, 1)
        ),
        expected=dict(ranked[0][0]) if certainty == UNIQUE else {},
    )


def _ranked(cause: Cause, moves: Sequence[Shift], figures: _Figures) -> list[tuple[Repair, Slip]]:
    moved = [move.repair for move in moves]
    own = [repair for repair in cause.repairs if repair not in moved]
    repairs = [(repair, slip(repair, figures.values, figures.totals)) for repair in own]
    repairs += [(move.repair, Slip(_MOVE_COST, move.words)) for move in moves]
    return sorted(repairs, key=lambda pair: pair[1].cost)


def _certainty(cause: Cause, costs: list[int]) -> str | None:
    """How sure the repairs are, given their costs in order; None when there is none or nothing tells them apart."""
    if len(costs) == 1:
        return UNIQUE if cause.proven else LIKELIEST
    if costs and costs[0] < costs[1]:
        return LIKELIEST
    return TIED if 1 < len(costs) <= _MOST_PROPOSALS else None


def _unexplained(broken: Sequence[Reckoned]) -> Finding:
    """What is broken, with the figures in it that are not 0."""
    _, first = broken[0]
    figures = [a for _, one in broken for a in one.identity.coefficients if one.values[a]]
    return Finding(
        message=_broken_words(broken),
        cells=tuple(dict.fromkeys(figures or first.identity.coefficients))[:_SHOWN_CELLS],
        equation=first.equation,
        difference=abs(first.left - first.right),
        locator="；".join(dict.fromkeys(f"{rule.code} {one.identity.where}" for rule, one in broken)),
    )


def _broken_words(broken: Sequence[Reckoned]) -> str:
    words = "；".join(f"{one.identity.where or rule.title} {one.equation}" for rule, one in broken[:_SHOWN_EQUATIONS])
    blanks = "（空白按0计）" if any(one.blanks for _, one in broken) else ""
    return words + (f" 等{len(broken)}处不平" if len(broken) > _SHOWN_EQUATIONS else "") + blanks


def _repair_words(repair: Repair, report: Report) -> list[str]:
    return [
        f"{address_words(address, report.edition)} “{report.cells[address].text or '空白'}”应为 {value:f}"
        for address, value in sorted(repair.items())
    ]


def _change(address: str, value: Decimal, report: Report) -> Change:
    return Change(address, report.cells[address].text, f"{value:f}")


def _why(broken: Sequence[Reckoned]) -> str:
    return f"改后{'、'.join(dict.fromkeys(one.identity.where or rule.title for rule, one in broken))}全部平衡"
