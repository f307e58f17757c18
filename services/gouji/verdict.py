"""The verdict: the one word that a supervisor reads first.

A noun module outside the stages: the checker gives it for what the rules found, the store for what of that still counts
once people have set findings aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.editions import PRE2019
from gouji.model import Finding, Outcome, Result, Severity, Verdict


def verdict(results: Sequence[Result], findings: Iterable[Finding], edition: str | None = None) -> Verdict:
    """A proven error settles it; else unfinished rules leave it open; else a warning is a problem.

    A report to which no rule applies was not checked: that is no compliance. Nor do the few general checks of a report
    from before 2019 (`edition`), when there was no form, prove anything about it.
    """
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.PROBLEMS
    judged = any(result.outcome in (Outcome.PASS, Outcome.FAIL) for result in results)
    if not judged or any(result.outcome.incomplete for result in results):
        return Verdict.INCOMPLETE
    if Severity.WARNING in severities:
        return Verdict.PROBLEMS
    return Verdict.INCOMPLETE if edition == PRE2019 else Verdict.COMPLIANT
