"""Rules tried on every stored report: what they would have found. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo

import msgspec

from gouji.check import Checker
from gouji.likeness import likeness
from gouji.model import Finding, Outcome
from gouji.register import Register
from gouji.rule import Context, Rule, RuleSet, Status
from gouji.store import Store
from gouji.store.records import ReportView
from gouji.surroundings import context_of, kin_in

_BATCH = 100
#: What a rule may ask for that the store has to be asked for, report by report.
_AROUND = {"previous", "filing", "subordinates", "peers"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A report in which a rule found something, with the first of its findings and how many there were."""

    submission_id: int
    file_name: str
    unit: str | None
    year: int | None
    finding: Finding
    count: int


@dataclass(slots=True)
class Tally:
    """What became of one rule: outcomes of all reports, findings, one hit a unit, and why it could not judge."""

    rule: Rule
    shown: int
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    findings: int = 0
    hits: list[Hit] = field(default_factory=list)
    reasons: dict[Outcome, Counter[str]] = field(default_factory=dict)
    _units: set[str] = field(default_factory=set)

    @property
    def judged(self) -> int:
        return self.outcomes[Outcome.PASS] + self.outcomes[Outcome.FAIL]

    @property
    def rate(self) -> float | None:
        """The share of the reports judged in which it found something; None when it judged none."""
        return self.outcomes[Outcome.FAIL] / self.judged if self.judged else None

    def add(self, view: ReportView, outcome: Outcome, reason: str | None, findings: list[Finding]) -> None:
        """Count what it made of one report."""
        self.outcomes[outcome] += 1
        self.findings += len(findings)
        if outcome.incomplete or outcome is Outcome.WAITING:
            self.reasons.setdefault(outcome, Counter())[reason or ""] += 1
        unit = view.report.unit or view.file_name
        if findings and len(self.hits) < self.shown and unit not in self._units:
            self._units.add(unit)
            first = findings[0]
            report = view.report
            self.hits.append(Hit(view.submission_id, view.file_name, report.unit, report.year, first, len(findings)))


class Backtest:
    """Runs rules over the latest versions of all stored reports; `tallies` stand after each report."""

    def __init__(self, store: Store, ruleset: RuleSet, *, zone: tzinfo, shown: int = 10) -> None:
        # Whatever their status, they are tried as if they were in force.
        rules = tuple(msgspec.structs.replace(rule, status=Status.IN_FORCE) for rule in ruleset.rules)
        self._store, self._zone = store, zone
        self._ruleset = msgspec.structs.replace(ruleset, rules=rules, faults=())
        self.tallies = {rule.code: Tally(rule, shown) for rule in ruleset.rules}
        self.reports = 0

    def run(self, *, unit: str | None = None, year: int | None = None, limit: int | None = None) -> Iterator[None]:
        """Judge report by report, yielding after each; `unit` is a part of the name. May be left off at any time."""
        register = self._store.register()
        with Checker(self._ruleset) as checker:
            for view in self._views(unit, year, limit):
                self._judge(checker, view, register)
                yield

    def _views(self, unit: str | None, year: int | None, limit: int | None) -> Iterator[ReportView]:
        after = left = 0
        while limit is None or left < limit:
            size = _BATCH if limit is None else min(_BATCH, limit - left)
            batch = self._store.latest_reports(unit=unit, year=year, limit=size, after=after)
            if not batch:
                return
            yield from batch
            after, left = batch[-1].id, left + len(batch)

    def _judge(self, checker: Checker, view: ReportView, register: Register) -> None:
        checked = checker.judge(self._context(view, register))
        found: dict[str, list[Finding]] = {}
        for finding in checked.findings:
            for code in (finding.rule, *finding.members):
                found.setdefault(code, []).append(finding)
        for result in checked.results:
            findings = found.get(result.rule, [])
            self.tallies[result.rule].add(view, result.outcome, result.reason, findings)
        self.reports += 1

    def _context(self, view: ReportView, register: Register) -> Context:
        """What stands around the report, as far as one of the rules asks for it."""
        wanted = {name for rule in self._ruleset.rules for name in (*rule.asks, *rule.welcomes)}
        if not wanted & _AROUND:
            return Context(view.report, unit=register.named(view.report.unit))
        kin = kin_in(register, view.report)
        standing = self._store.standing(kin, view.id)
        peers = likeness(view.report, kin, self._store.alike).peers if "peers" in wanted else None
        return context_of(view.report, standing, register, received_at=view.received_at, zone=self._zone, peers=peers)
