"""Report × RuleSet → results and findings: one result a rule, one finding a cause.

Every rule gets exactly one result with a reason. Findings with one cause become one finding under the first code of
the catalogue that is broken, with the other codes as members: broken identities are merged by the figure that explains
them (`gouji.imbalance`), and a rule's `explains` name the codes whose findings in the same place are its consequences
(`gouji.cascade`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from decimal import Context as Arithmetic
from decimal import localcontext
from typing import Self

import msgspec

from gouji.cascade import Reckoned, merge, void_balances
from gouji.certainty import without_doubtful
from gouji.consequences import AskAgain, without_consequences
from gouji.editions import NAMES, PRE2019, PRE2019_BASIS, basis_for, edition
from gouji.errors import Absent, NotApplicable
from gouji.fingerprint import with_fingerprints
from gouji.imbalance import imbalances
from gouji.model import Checked, Finding, Outcome, Report, Result, Severity
from gouji.privacy import discreet
from gouji.rule.adjustment import adjusted
from gouji.rule.balance import reckon
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Answer, RuleHost, Trace
from gouji.rule.judging import call
from gouji.rule.ruleset import RuleSet, catalogue_order
from gouji.rule.tracing import trace
from gouji.slips import adapted_costs
from gouji.verdict import verdict

#: Figures are added exactly, however many digits somebody wrote.
_EXACT = Arithmetic(prec=10_000)
_SHOWN_REASONS = 3
#: The year of the first national form.
_FIRST_YEAR = 2019
_EVER = 9999


class Checker:
    """Checks reports by one rule set; keeps the rule host, if a rule needs it, until it is closed.

    One that is `sharing` uses the rule host of another, whose rules are all of its own and more.
    """

    def __init__(self, ruleset: RuleSet, *, sharing: Checker | None = None) -> None:
        self.ruleset = ruleset
        self._costs = adapted_costs(ruleset.slips)
        self._owns_host = sharing is None
        self._host: RuleHost | None = _host_of(ruleset) if sharing is None else sharing._host  # noqa: SLF001 - its own kind

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the rule host."""
        if self._host is not None and self._owns_host:
            self._host.close()

    def trace(self, rule: Rule, context: Context) -> Trace:
        """What one rule reads when it judges this report."""
        if not rule.remote or self._host is None:
            return trace(rule, context)
        self._host.set_report(context)
        return self._host.trace(rule)

    def check(self, report: Report, previous: Report | None = None) -> Checked:
        """Judge a report by every rule in force or on trial; `previous` is its unit's report of the year before."""
        return self.judge(Context(report, previous))

    def judge(self, context: Context) -> Checked:
        """Judge a report with all that is known around it."""
        with localcontext(_EXACT):
            return self._check(context)

    def _check(self, context: Context) -> Checked:
        report = context.report
        if self._host is not None:
            self._host.set_report(context)
        results, findings = self._run(self.ruleset.in_force(), context)
        results += _fault_results(self.ruleset)
        trial_results, trial_findings = self._run(self.ruleset.on_trial(), context)
        word = verdict(results, findings, report.edition)
        return Checked(
            report, self.ruleset.hash, tuple(results), findings, word, tuple(trial_results), tuple(trial_findings)
        )

    def _run(self, rules: Sequence[Rule], context: Context) -> tuple[list[Result], tuple[Finding, ...]]:
        """The results of these rules, and their findings: one a cause, the gravest first.

        Rules on trial are run apart from those in force, so that nothing of theirs gets into what counts.
        """
        report = context.report
        results: list[Result] = []
        findings: list[Finding] = []
        balances: list[Reckoned] = []
        for written in rules:
            begun = time.perf_counter()
            rule, off = adjusted(written, context) if written.adjustments else (written, None)
            answer, own = self._judge(rule, context) if off is None else (_off(off), [])
            answer = without_doubtful(answer, report)
            spent = (time.perf_counter() - begun) * 1000
            balances += own
            findings += [_dressed(finding, rule, report) for finding in answer.findings]
            failed = bool(answer.findings) or any(not one.holds for _, one in own)
            results.append(_result(rule, answer, spent, failed=failed))
        explains = {rule.code: rule.explains for rule in rules if rule.explains}
        findings, balances = void_balances(findings, balances, explains)
        unbalanced = imbalances(balances, report, context.previous, self._costs)
        findings += [_dressed(finding, rule, report) for rule, finding in unbalanced]
        merged = without_consequences(merge(findings, explains), report, self._again(rules, context))
        named = map(discreet, with_fingerprints(merged, report))
        ordered = sorted(named, key=lambda f: ((f.severity or Severity.ERROR).rank, catalogue_order(f.rule)))
        return results, tuple(ordered)

    def _again(self, rules: Sequence[Rule], context: Context) -> AskAgain:
        """How a rule is asked about the same report with other figures; those of the rule host are not."""
        by_code = {rule.code: rule for rule in rules if rule.function is not None}

        def ask(code: str, report: Report) -> Answer | None:
            other = msgspec.structs.replace(context, report=report)
            if code not in by_code:
                return None
            rule, _ = adjusted(by_code[code], other)
            answer, _ = self._judge(rule, other)
            return answer

        return ask

    def _judge(self, rule: Rule, context: Context) -> tuple[Answer, list[Reckoned]]:
        if reason := _not_concerned(rule, context.report):
            return reason, []
        if rule.linear is not None:
            return _reckon(rule, context)
        if rule.function is not None:
            return call(rule, rule.settled(context.unit_type), context), []
        if self._host is None:
            return Answer(outcome=Outcome.ERROR, reason="没有规则进程"), []
        return _known_cells(self._host.run(rule, rule.overridden(context.unit_type)), context.report), []


def _host_of(ruleset: RuleSet) -> RuleHost | None:
    sources = {rule.path: rule.source for rule in ruleset.rules if rule.source is not None}
    return RuleHost(sources) if sources else None


def check(report: Report, ruleset: RuleSet, *, previous: Report | None = None) -> Checked:
    """Check one report; for many, keep a `Checker`."""
    with Checker(ruleset) as checker:
        return checker.check(report, previous)


# -- one rule


def _off(reason: str) -> Answer:
    """The answer of a rule that the profile does not run on this report: never silence."""
    return Answer(outcome=Outcome.NOT_APPLICABLE, reason=reason)


def _not_concerned(rule: Rule, report: Report) -> Answer | None:
    """The answer for a report that the rule is not about."""
    if report.edition == PRE2019 and PRE2019 not in rule.editions:
        reason = "2018年度及以前没有全国统一格式"
    elif report.edition == PRE2019:
        return None
    elif report.edition is not None and report.edition not in rule.editions:
        forms = "、".join(edition(name).title for name in rule.editions if name in NAMES)
        reason = f"只适用于{forms or '2018年度及以前的报告'}"
    elif report.edition is None and not set(NAMES) <= set(rule.editions):
        return Answer(outcome=Outcome.NOT_CHECKED, reason="报告年度和所用格式都无法确定")
    elif report.year is not None and not rule.years[0] <= _judged_year(report) <= rule.years[1]:
        reason = f"只适用于{_years(rule)}的报告"
    else:
        return None
    return Answer(outcome=Outcome.NOT_APPLICABLE, reason=reason)


def _years(rule: Rule) -> str:
    first, last = rule.years
    if last == _EVER:
        return f"{first}年度起"
    return f"{first}年度" if first == last else f"{first}至{last}年度"


def _judged_year(report: Report) -> int:
    """The year for which rules are chosen: no national form was in use before 2019, whatever year is stated."""
    year = report.year or 0
    return max(year, _FIRST_YEAR) if report.edition in NAMES else year


def _reckon(rule: Rule, context: Context) -> tuple[Answer, list[Reckoned]]:
    try:
        stated = rule.stated(context.unit_type)
        assert stated is not None
        reckoned = reckon(stated, context.report)
    except ValueError as problem:
        return Answer(outcome=Outcome.ERROR, reason=f"规则的参数不可用：{problem}"), []
    except Absent as absent:
        return Answer(outcome=Outcome.NOT_CHECKED, reason=str(absent)), []
    except NotApplicable as reason:
        return Answer(outcome=Outcome.NOT_APPLICABLE, reason=str(reason)), []
    return Answer(unchecked=reckoned.unchecked), [(rule, one) for one in reckoned.balances]


def _known_cells(answer: Answer, report: Report) -> Answer:
    """A folder rule that names a cell which the report does not have returned nonsense."""
    for finding in answer.findings:
        if unknown := next((a for a in finding.cells if a not in report.cells), None):
            return Answer(outcome=Outcome.ERROR, reason=f"规则指向了报告中没有的单元格 {unknown}")
    return answer


def _result(rule: Rule, answer: Answer, spent: float, *, failed: bool) -> Result:
    reason = answer.reason or _together(answer.unchecked)
    outcome = answer.outcome
    if outcome is None:
        outcome = Outcome.FAIL if failed else Outcome.NOT_CHECKED if answer.unchecked else Outcome.PASS
    return Result(rule.code, outcome, reason, round(spent, 3))


def _together(unchecked: Sequence[str]) -> str | None:
    """The reasons why parts were not checked, each once; of many the first."""
    reasons = list(dict.fromkeys(unchecked))
    shown = "；".join(reasons[:_SHOWN_REASONS])
    return (f"{shown} 等{len(reasons)}处" if len(reasons) > _SHOWN_REASONS else shown) or None


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


def _dressed(finding: Finding, rule: Rule, report: Report) -> Finding:
    """A rule's finding with what the rule says of itself."""
    return msgspec.structs.replace(
        finding,
        rule=rule.code,
        title=finding.title or rule.title,
        severity=rule.imposed or finding.severity or rule.severity,
        basis=_basis(finding, rule, report),
        advice=finding.advice or rule.advice,
    )


def _basis(finding: Finding, rule: Rule, report: Report) -> str:
    """What demands it: for reports before 2019 the regulations then in force."""
    if report.edition == PRE2019:
        return PRE2019_BASIS
    return basis_for(finding.basis or rule.basis, report.year)
