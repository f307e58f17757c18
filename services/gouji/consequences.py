"""Findings that a wrong figure brings with it: what is not found any more once that figure is put right.

A figure that is left blank, too large, or against a sentence breaks identities and the rules about blanks, proportions
and sentences as well. The rules whose findings stand on the figure that localisation names are asked again about the
report with the figure put right; those that are content then had the same cause, and their codes become members.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import msgspec

from gouji.cascade import absorbing
from gouji.model import CellKind, Certainty, Change, Finding, Outcome, Report
from gouji.rule.host import Answer

_NAMED = (Certainty.UNIQUE, Certainty.LIKELIEST)

AskAgain = Callable[[str, Report], Answer | None]
"""The answer of the rule of this code to another report; None when it cannot be asked."""


def without_consequences(findings: Sequence[Finding], report: Report, ask: AskAgain) -> list[Finding]:
    """The findings, those that a localised one brings with it as its members."""
    kept = list(findings)
    for chief in findings:
        if chief.certainty not in _NAMED or chief not in kept:
            continue
        changes = chief.proposals[0].changes
        changed = {change.cell for change in changes}
        touching = [one for one in kept if one.certainty is None and changed.intersection(one.cells)]
        if not touching:
            continue
        right = put_right(report, changes)
        gone = [one for one in touching if _is_gone(one, ask(one.rule, right))]
        grown = chief
        for one in gone:
            grown = absorbing(grown, one)
        kept = [grown if one is chief else one for one in kept if one not in gone]
    return kept


def put_right(report: Report, changes: Sequence[Change]) -> Report:
    """The report with these figures changed."""
    cells = dict(report.cells)
    for change in changes:
        value = Decimal(change.after)
        kind = CellKind.COUNT if value == int(value) else cells[change.cell].kind
        cells[change.cell] = msgspec.structs.replace(
            cells[change.cell], text=change.after, kind=kind, value=value, unit=None
        )
    return msgspec.structs.replace(report, cells=cells)


def _is_gone(finding: Finding, answer: Answer | None) -> bool:
    """Whether the rule was able to judge and does not find it any more."""
    if answer is None or answer.unchecked or answer.outcome not in (None, Outcome.NOT_APPLICABLE):
        return False
    return all(_place(one) != _place(finding) for one in answer.findings)


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.locator,) if finding.locator else (finding.cells, finding.quotes)
