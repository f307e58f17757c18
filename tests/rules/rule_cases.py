"""The cases of rules: YAML files of reports in the notation of examples, and what a rule must say of each.

tests/rules/cases/T3-01.yaml:

    - name: the intake is one more than the outcome
      report: |
        三.R01.自然人 = 1
      outcome: fail
      findings:
        - message: [表三, 应为]          # a text or several that the message contains
          severity: error
          cells: [三.R01.自然人]         # exactly these
    - name: a report that carries one request forward      # a false positive that must not be
      report: 三.R23.自然人 = 1
      outcome: pass

Only what is given is compared, but every finding must be there and no other. `with` names further codes that run
too: then `findings` are those of all of them together, after the merge of consequences into their cause.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gouji.check import Checker
from gouji.model import Confidence, Finding, Outcome, Severity
from gouji.rule import Status, load_rules
from gouji.rule.example import example_context
from gouji.rule.ruleset import RuleSet

CASES = Path(__file__).parent / "cases"


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding must be like; None is not compared. `quotes` are texts, each contained in the one it is for."""

    message: str | list[str]
    severity: Severity
    rule: str | None = None
    title: str | None = None
    cells: list[str] | None = None
    quotes: list[str] | None = None
    equation: str | None = None
    difference: str | None = None
    confidence: Confidence | None = None
    advice: str | None = None
    locator: str | None = None
    covers: list[str] | None = None
    expected: dict[str, str] | None = None
    members: list[str] | None = None
    absent: str | list[str] = []


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One report and what becomes of the rule on it; `reason` is contained in the result's."""

    name: str
    report: str
    outcome: Outcome
    findings: list[Wanted] = []
    reason: str | None = None
    companions: list[str] = msgspec.field(name="with", default_factory=list)


@cache
def rules() -> RuleSet:
    """All built-in rules, those that only a profile turns on as if it had."""
    ruleset = load_rules()
    in_force = (msgspec.structs.replace(rule, status=Status.IN_FORCE) for rule in ruleset.rules)
    return msgspec.structs.replace(ruleset, rules=tuple(in_force))


def case_files() -> dict[str, Path]:
    """The case file of each code."""
    return {path.stem: path for path in sorted(CASES.glob("*.yaml"))}


def read_cases(path: Path) -> list[Case]:
    """The cases in a file; a word that means nothing in them is an error."""
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), list[Case])


def judge(code: str, case: Case) -> None:
    """Run the rule on the case's report and compare everything that the case says."""
    ruleset = rules().select([code, *case.companions])
    with Checker(ruleset) as checker:
        checked = checker.judge(example_context(case.report))
    result = next(result for result in checked.results if result.rule == code)
    said = "\n".join(f"{finding.rule} {finding.message}" for finding in checked.findings)
    assert result.outcome is case.outcome, f"{result.outcome}: {result.reason}\n{said}"
    assert (case.reason or "") in (result.reason or "")
    assert len(checked.findings) == len(case.findings), said
    for finding, wanted in zip(checked.findings, case.findings, strict=True):
        compare(finding, wanted)


def compare(finding: Finding, wanted: Wanted) -> None:
    """Every field that is wanted, at once, so that a failure shows the whole difference."""
    given = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value not in (None, [])}
    for part in _texts(given.pop("message")):
        assert part in finding.message
    for part in _texts(given.pop("absent", [])):
        assert part not in finding.message
    quotes = given.pop("quotes", None)
    if quotes is not None:
        assert len(quotes) == len(finding.quotes), finding.quotes
        assert all(part in quote.text for part, quote in zip(quotes, finding.quotes, strict=True)), finding.quotes
    assert {name: _plain(getattr(finding, name)) for name in given} == given


def _texts(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return list(value)
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value
