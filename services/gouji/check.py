"""Report × RuleSet → results and findings: one result a rule, one finding a cause.

Every rule gets exactly one result with a reason. Findings with one cause become one finding under the first code of
the catalogue that is broken, with the other codes as members: violated identities are merged by the figure that
explains them (`gouji.localise`), and a rule's `explains` name the codes whose findings in the same place are its
consequences.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Self

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.errors import NotApplicable
from gouji.localise import Cause, Equation, Repair, localise
from gouji.model import (
    Change,
    Checked,
    Finding,
    Outcome,
    Proposal,
    Report,
    Result,
    Severity,
    Unchecked,
    Verdict,
)
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Answer, RuleHost
from gouji.rule.judging import call
from gouji.rule.linear import Balance, balance, concerns, instances
from gouji.rule.ruleset import RuleSet, catalogue_order

_MOST_PROPOSALS = 3
_SHOWN_CELLS = 8

Violation = tuple[Rule, Balance]


class Checker:
    """Checks reports by one rule set; keeps the rule host, if a rule needs it, until it is closed."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        paths = sorted({rule.path for rule in ruleset.rules if rule.remote})
        self._host = RuleHost(paths) if paths else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the rule host."""
        if self._host is not None:
            self._host.close()

    def check(self, report: Report, previous: Report | None = None) -> Checked:
        """Judge a report by every rule in force."""
        results: list[Result] = []
        findings: list[Finding] = []
        balances: list[Violation] = []
        if self._host is not None:
            self._host.set_report(report, previous)
        for rule in self.ruleset.in_force():
            begun = time.perf_counter()
            answer, own = self._judge(rule, Context(report, previous))
            spent = (time.perf_counter() - begun) * 1000
            balances += own
            findings += [_dressed(finding, rule) for finding in answer.findings]
            failed = bool(answer.findings) or any(not one.holds for _, one in own)
            results.append(_result(rule, answer, spent, failed=failed))
        results += _fault_results(self.ruleset)
        findings += _balance_findings(balances, report)
        merged = _merge(findings, {rule.code: rule.explains for rule in self.ruleset.rules})
        named = _with_fingerprints(merged, report)
        ordered = tuple(sorted(named, key=lambda f: ((f.severity or Severity.ERROR).rank, catalogue_order(f.rule))))
        return Checked(report, self.ruleset.hash, tuple(results), ordered, verdict(results, ordered))

    def _judge(self, rule: Rule, context: Context) -> tuple[Answer, list[Violation]]:
        if reason := _not_concerned(rule, context.report):
            return reason, []
        if rule.linear is not None:
            return _reckon(rule, context.report)
        if rule.function is not None:
            return call(rule.function, rule.asks, rule.parameters, context), []
        if self._host is None:
            return Answer(outcome=Outcome.ERROR, reason="没有规则进程"), []
        return _known_cells(self._host.run(rule), context.report), []


def check(report: Report, ruleset: RuleSet, *, previous: Report | None = None) -> Checked:
    """Check one report; for many, keep a `Checker`."""
    with Checker(ruleset) as checker:
        return checker.check(report, previous)


def verdict(results: Sequence[Result], findings: Sequence[Finding]) -> Verdict:
    """The one word: a proven error settles it; else unfinished rules leave it open; else a warning is a problem."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.PROBLEMS
    if any(result.outcome.incomplete for result in results):
        return Verdict.INCOMPLETE
    return Verdict.PROBLEMS if Severity.WARNING in severities else Verdict.COMPLIANT


# -- one rule


def _not_concerned(rule: Rule, report: Report) -> Answer | None:
    """The answer for a report that the rule is not about."""
    if report.edition == "pre2019":
        reason = "2018年度及以前没有全国统一格式"
    elif report.edition is not None and report.edition not in rule.editions:
        reason = f"只适用于{'、'.join(edition(name).title for name in rule.editions if name in NAMES)}"
    elif report.edition is None and set(rule.editions) != set(NAMES):
        return Answer(outcome=Outcome.NOT_CHECKED, reason="报告年度和所用格式都无法确定")
    elif report.year is not None and not rule.years[0] <= report.year <= rule.years[1]:
        reason = f"只适用于 {rule.years[0]} 年起的报告"
    else:
        return None
    return Answer(outcome=Outcome.NOT_APPLICABLE, reason=reason)


def _reckon(rule: Rule, report: Report) -> tuple[Answer, list[Violation]]:
    assert rule.linear is not None
    try:
        concerns(rule.linear, report)
    except NotApplicable as reason:
        return Answer(outcome=Outcome.NOT_APPLICABLE, reason=str(reason)), []
    reckoned = [balance(identity, report) for identity in instances(rule.linear, report)]
    unchecked = tuple(one.reason for one in reckoned if isinstance(one, Unchecked))
    return Answer(unchecked=unchecked), [(rule, one) for one in reckoned if isinstance(one, Balance)]


def _known_cells(answer: Answer, report: Report) -> Answer:
    """A folder rule that names a cell which the report does not have returned nonsense."""
    for finding in answer.findings:
        if unknown := next((a for a in finding.cells if a not in report.cells), None):
            return Answer(outcome=Outcome.ERROR, reason=f"规则指向了报告中没有的单元格 {unknown}")
    return answer


def _result(rule: Rule, answer: Answer, spent: float, *, failed: bool) -> Result:
    reason = answer.reason or "；".join(dict.fromkeys(answer.unchecked)) or None
    outcome = answer.outcome
    if outcome is None:
        outcome = Outcome.FAIL if failed else Outcome.NOT_CHECKED if answer.unchecked else Outcome.PASS
    return Result(rule.code, outcome, reason, round(spent, 3))


def _fault_results(ruleset: RuleSet) -> list[Result]:
    """A rule file that could not be used is a result too, under its code, or its path where another rule has that."""
    taken = {rule.code for rule in ruleset.rules}
    return [
        Result(
            fault.code if fault.code and fault.code not in taken else fault.path,
            Outcome.ERROR,
            f"规则文件 {fault.path} 无法使用：{fault.reason}",
        )
        for fault in ruleset.faults
    ]


def _dressed(finding: Finding, rule: Rule) -> Finding:
    """A rule's finding with what the rule says of itself."""
    return msgspec.structs.replace(
        finding,
        rule=rule.code,
        title=finding.title or rule.title,
        severity=finding.severity or rule.severity,
        basis=finding.basis or rule.basis,
        advice=finding.advice or rule.advice,
    )


# -- linear rules


def _balance_findings(reckoned: Sequence[Violation], report: Report) -> list[Finding]:
    """Broken identities by cause; broken inequalities one by one."""
    values: dict[str, Decimal] = {}
    equations: list[Equation] = []
    findings: list[Finding] = []
    for key, (rule, one) in enumerate(reckoned):
        if one.identity.comparison == "==":
            values |= one.values
            constant = Decimal(one.identity.constants[0] - one.identity.constants[1])
            equations.append(Equation(key, one.identity.coefficients, constant))
        elif not one.holds:
            findings.append(_dressed(_unexplained([(rule, one)], report), rule))
    for cause in localise(equations, values):
        broken = sorted((reckoned[key] for key in cause.keys), key=lambda pair: catalogue_order(pair[0].code))
        codes = list(dict.fromkeys(rule.code for rule, _ in broken))
        finding = _explained(cause, broken, report) if cause.repairs else _unexplained(broken, report)
        finding = msgspec.structs.replace(finding, members=tuple(codes[1:]))
        findings.append(_dressed(finding, broken[0][0]))
    return findings


def _explained(cause: Cause, broken: Sequence[Violation], report: Report) -> Finding:
    repairs = cause.repairs[:_MOST_PROPOSALS]
    certainty = "唯一" if len(cause.repairs) == 1 else "并列" if len(cause.repairs) <= _MOST_PROPOSALS else "无法定位"
    if certainty == "无法定位":
        return _unexplained(broken, report)
    proposals = tuple(
        Proposal(rank, certainty, tuple(_change(a, v, report) for a, v in sorted(repair.items())), _why(broken))
        for rank, repair in enumerate(repairs, 1)
    )
    suspects = "；或".join("、".join(_repair_words(repair, report)) for repair in repairs)
    return msgspec.structs.replace(
        _unexplained(broken, report),
        message=f"{_broken_words(broken)}。{'应改' if certainty == '唯一' else '可能应改'}：{suspects}",
        cells=tuple(dict.fromkeys(address for repair in repairs for address in sorted(repair))),
        proposals=proposals,
        expected=dict(repairs[0]) if certainty == "唯一" else {},
    )


def _unexplained(broken: Sequence[Violation], report: Report) -> Finding:
    _, first = broken[0]
    figures = [a for _, one in broken for a in one.identity.coefficients if one.values[a]]
    blanks = "（空白按0计）" if any(one.blanks for _, one in broken) else ""
    del report
    return Finding(
        message=_broken_words(broken) + blanks,
        cells=tuple(dict.fromkeys(figures or first.identity.coefficients))[:_SHOWN_CELLS],
        equation=first.equation,
        difference=abs(first.left - first.right),
        locator="；".join(dict.fromkeys(f"{rule.code} {one.identity.where}" for rule, one in broken)),
        covers=tuple(dict.fromkeys(a for _, one in broken for a in one.identity.coefficients)),
    )


def _broken_words(broken: Sequence[Violation]) -> str:
    return "；".join(f"{one.identity.where or '算式'} {one.equation}" for _, one in broken[:4]) + (
        f" 等{len(broken)}处不平" if len(broken) > 4 else ""  # noqa: PLR2004 - what fits one message
    )


def _repair_words(repair: Repair, report: Report) -> list[str]:
    return [
        f"{address_words(address, report.edition)} “{report.cells[address].text or '空白'}”应为 {value:f}"
        for address, value in sorted(repair.items())
    ]


def _change(address: str, value: Decimal, report: Report) -> Change:
    return Change(address, report.cells[address].text, f"{value:f}")


def _why(broken: Sequence[Violation]) -> str:
    return f"改后{'、'.join(dict.fromkeys(one.identity.where or rule.title for rule, one in broken))}全部平衡"


# -- one cause, one finding


def _merge(findings: list[Finding], explains: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Findings that another one explains become its members."""
    ordered = sorted(findings, key=lambda finding: catalogue_order(finding.rule))
    absorbed: set[int] = set()
    for position, chief in enumerate(ordered):
        if position in absorbed:
            continue
        members = list(chief.members)
        for other, finding in enumerate(ordered):
            if other == position or other in absorbed:
                continue
            named = finding.rule in explains.get(chief.rule, ()) and _same_place(chief, finding)
            if named or _same_repair(chief, finding):
                absorbed.add(other)
                members += [finding.rule, *finding.members]
        codes = tuple(code for code in dict.fromkeys(members) if code != chief.rule)
        ordered[position] = msgspec.structs.replace(chief, members=codes)
    return [finding for position, finding in enumerate(ordered) if position not in absorbed]


def _same_place(chief: Finding, other: Finding) -> bool:
    """Whether the other finding stands within what the chief one covers, in cells or in a quoted sentence."""
    prefixes = chief.covers or chief.cells
    if any(cell == prefix or cell.startswith(f"{prefix}.") for cell in other.cells for prefix in prefixes):
        return True
    return any(
        mine.place == its.place and (mine.text in its.text or its.text in mine.text)
        for mine in chief.quotes
        for its in other.quotes
    )


def _same_repair(chief: Finding, other: Finding) -> bool:
    """A figure that the prose states otherwise, where the unique repair of the table makes it what the prose says."""
    return bool(chief.proposals and other.expected) and all(
        chief.expected.get(address) == value for address, value in other.expected.items()
    )


def _with_fingerprints(findings: Sequence[Finding], report: Report) -> list[Finding]:
    """Each finding with a fingerprint from unit, year, rule and place, its numbers masked."""
    seen: dict[str, int] = {}
    named: list[Finding] = []
    identity = f"{report.unit or report.file_name or ''}|{report.year or ''}"
    for finding in findings:
        base = f"{identity}|{finding.rule}|{_locator(finding)}"
        seen[base] = seen.get(base, 0) + 1
        ordinal = f"|{seen[base]}" if seen[base] > 1 else ""
        digest = hashlib.sha256((base + ordinal).encode()).hexdigest()[:24]
        named.append(msgspec.structs.replace(finding, fingerprint=digest))
    return named


def _locator(finding: Finding) -> str:
    if finding.locator is not None:
        return finding.locator
    if finding.cells:
        return ",".join(sorted(finding.cells))
    return "|".join(re.sub(r"\d+", "#", quote.text) for quote in finding.quotes)
