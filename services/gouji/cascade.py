"""One cause, one finding: consequences become members of the finding that explains them.

A rule's `explains` names the codes whose findings in the same place are its consequences. What a finding `covers` is
not to be trusted as figures at all: linear rules that it explains are not reckoned there any further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from gouji.editions import address_words
from gouji.model import Certainty, Finding, Proposal, Severity
from gouji.rule.balance import Balance
from gouji.rule.definition import Rule
from gouji.rule.ruleset import catalogue_order

Explains = Mapping[str, tuple[str, ...]]
Reckoned = tuple[Rule, Balance]
#: Between what a finding says of each of its cells.
LIST = "；"


def void_balances(
    findings: Sequence[Finding], balances: Sequence[Reckoned], explains: Explains
) -> tuple[list[Finding], list[Reckoned]]:
    """The findings with the broken identities that they explain as members, and the identities that stay.

    An identity goes when one of its figures is covered by a finding whose rule explains it.
    """
    chiefs = [position for position, finding in enumerate(findings) if finding.covers and explains.get(finding.rule)]
    members: dict[int, list[str]] = {position: [] for position in chiefs}
    staying: list[Reckoned] = []
    for rule, balance in balances:
        chief = next(
            (p for p in chiefs if rule.code in explains[findings[p].rule] and _covers(findings[p], balance)), None
        )
        if chief is None:
            staying.append((rule, balance))
        elif not balance.holds:
            members[chief].append(rule.code)
    return [_with_members(finding, members.get(position, ())) for position, finding in enumerate(findings)], staying


def merge(findings: Sequence[Finding], explains: Explains) -> list[Finding]:
    """The findings in the order of the catalogue, those that another one explains as its members."""
    ordered = sorted(findings, key=lambda finding: catalogue_order(finding.rule))
    absorbed: set[int] = set()
    for position, chief in enumerate(ordered):
        if position in absorbed:
            continue
        grown = chief
        for other, finding in enumerate(ordered):
            if other == position or other in absorbed:
                continue
            named = finding.rule in explains.get(chief.rule, ()) and _same_place(chief, finding)
            settled = _settled(grown, finding)
            if named and (rest := _rest_of_list(chief, finding)):
                ordered[other] = rest
                grown = _with_members(grown, (finding.rule,))
            elif named or settled:
                absorbed.add(other)
                grown = absorbing(settled or grown, finding)
        ordered[position] = grown
    return [finding for position, finding in enumerate(ordered) if position not in absorbed]


def _covers(chief: Finding, balance: Balance) -> bool:
    return any(_within(address, chief.covers) for address in balance.identity.coefficients)


def _within(address: str, prefixes: Collection[str]) -> bool:
    """Whether the address, its row or its table is among the prefixes."""
    return address in prefixes or address.rpartition(".")[0] in prefixes or address.partition(".")[0] in prefixes


def _with_members(finding: Finding, codes: Iterable[str]) -> Finding:
    """The finding with further members: each code once, in the order of the catalogue, and never its own."""
    members = {*finding.members, *codes} - {finding.rule}
    return msgspec.structs.replace(finding, members=tuple(sorted(members, key=catalogue_order)))


def absorbing(chief: Finding, other: Finding) -> Finding:
    """The chief finding with a consequence: as grave as the graver, and with its repair when that is of its figures."""
    together = _with_members(chief, (other.rule, *other.members))
    gravest = min((s for s in (chief.severity, other.severity) if s), key=lambda s: s.rank, default=Severity.ERROR)
    together = msgspec.structs.replace(together, severity=gravest)
    changed = {change.cell for proposal in other.proposals for change in proposal.changes}
    if chief.proposals or not changed or not changed <= set(chief.cells):
        return together
    best = other.proposals[0]
    return msgspec.structs.replace(
        together,
        message=f"{together.message}；{_should(best)}（{'，'.join(filter(None, [best.certainty, best.why]))}）",
        certainty=other.certainty,
        proposals=other.proposals,
        equation=chief.equation or other.equation,
        difference=other.difference if chief.difference is None else chief.difference,
        expected=chief.expected or other.expected,
    )


def _same_place(chief: Finding, other: Finding) -> bool:
    """Whether the other finding stands within what the chief one covers, in cells or in a quoted sentence."""
    if any(_within(cell, chief.covers or chief.cells) for cell in other.cells):
        return True
    return any(
        mine.place == its.place and (mine.text in its.text or its.text in mine.text)
        for mine in chief.quotes
        for its in other.quotes
    )


def _rest_of_list(chief: Finding, other: Finding) -> Finding | None:
    """A finding that lists its cells, without those that the chief one explains; None when nothing of it is left."""
    covered = [_within(cell, chief.covers or chief.cells) for cell in other.cells]
    if all(covered) or len(other.listed) != len(other.cells):
        return None
    cells = tuple(cell for cell, gone in zip(other.cells, covered, strict=True) if not gone)
    listed = tuple(words for words, gone in zip(other.listed, covered, strict=True) if not gone)
    message = other.message.replace(LIST.join(other.listed), LIST.join(listed))
    return msgspec.structs.replace(other, message=message, cells=cells, listed=listed)


def _settled(chief: Finding, other: Finding) -> Finding | None:
    """The chief finding with the one repair that makes the table say what another statement expects of it.

    None when the other expects nothing, or when no repair, or more than one, does.
    """
    wanted = {(address, f"{value:f}") for address, value in other.expected.items()}
    agreeing = [p for p in chief.proposals if wanted and wanted <= {(c.cell, c.after) for c in p.changes}]
    if len(agreeing) != 1:
        return None
    (proposal,) = agreeing
    if len(chief.proposals) == 1:
        return chief
    return msgspec.structs.replace(
        chief,
        message=f"{chief.message}；正文或其他数据表明{_should(proposal)}",
        cells=tuple(change.cell for change in proposal.changes),
        certainty=Certainty.UNIQUE,
        proposals=(msgspec.structs.replace(proposal, rank=1, certainty=Certainty.UNIQUE.value, otherwise=()),),
        expected={change.cell: Decimal(change.after) for change in proposal.changes},
    )


def _should(proposal: Proposal) -> str:
    return "、".join(f"{address_words(change.cell, None)}应为 {change.after}" for change in proposal.changes)
