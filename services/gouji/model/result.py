"""What became of each rule, of a report, and of a file."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from gouji.model.finding import Finding, Severity
from gouji.model.report import Report


class Outcome(StrEnum):
    """What became of one rule on one report; silence never reads as a pass."""

    PASS = "pass"  # noqa: S105 - an outcome
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    WAITING = "waiting"
    NOT_CHECKED = "not_checked"
    ERROR = "error"
    TIMEOUT = "timeout"

    @property
    def incomplete(self) -> bool:
        return self in (Outcome.NOT_CHECKED, Outcome.ERROR, Outcome.TIMEOUT)


class Verdict(StrEnum):
    """The one word a supervisor reads first; `gouji.verdict` decides it."""

    COMPLIANT = "合规"
    PROBLEMS = "有问题"
    INCOMPLETE = "检查不完整"


class Status(StrEnum):
    """What became of a file that was to be checked."""

    CHECKED = "checked"
    NOT_ASSESSABLE = "not_assessable"
    REJECTED = "rejected"


#: In the reason of every result that a profile switched off.
SWITCHED_OFF = "关闭了这条规则"


class Result(msgspec.Struct, frozen=True):
    """What became of one rule on one report; `reason` is None only for a pass or a fail."""

    rule: str
    outcome: Outcome
    reason: str | None = None
    milliseconds: float = 0.0

    @property
    def switched_off(self) -> bool:
        """Whether a profile does not let the rule run on this report: then it has not judged it."""
        return self.outcome is Outcome.NOT_APPLICABLE and SWITCHED_OFF in (self.reason or "")


class Checked(msgspec.Struct, frozen=True):
    """A report with the results of a rule set, its findings (errors first) and its verdict.

    What rules on trial made of it stands apart: no verdict rests on it, and only the rules' owners see it.
    """

    report: Report
    ruleset: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    trial_results: tuple[Result, ...] = ()
    trial_findings: tuple[Finding, ...] = ()

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity is severity for f in self.findings) for severity in Severity}


class Examined(msgspec.Struct, frozen=True):
    """What became of a file: checked, or the reason why not. `sha256` and `format` are None when it was not read."""

    file: str
    status: Status
    reason: str | None = None
    sha256: str | None = None
    format: str | None = None
    checked: Checked | None = None
