"""A file that was examined, with what only the service knows of it: what every form of output is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gouji.digest import Disposition, Ruling
from gouji.model import Examined, Finding, Result, Severity, Status, Verdict
from gouji.verdict import verdict


@dataclass(frozen=True, slots=True)
class Filed:
    """An examined file. `number`, `version`, `received_at` (local), `region`, `kind` (of body) and `state` are None for
    a file that did not come through the service.

    `said` are what people said of the findings, by fingerprint, and how each stands by that today; None where there is
    no service that would know.
    """

    examined: Examined
    number: int | None = None
    unit: str | None = None
    version: int | None = None
    received_at: datetime | None = None
    region: str | None = None
    kind: str | None = None
    state: str | None = None
    said: Mapping[str, tuple[Disposition, Ruling]] | None = field(default=None)

    @property
    def name(self) -> str | None:
        """The unit, as the report says or as it was registered."""
        checked = self.examined.checked
        return (checked.report.unit if checked else None) or self.unit

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.examined.checked.findings if self.examined.checked else ()

    def standing(self, finding: Finding) -> Disposition:
        """How a finding stands today; 待核实 where nobody said anything."""
        said = self.said and self.said.get(finding.fingerprint)
        return said[0] if said else Disposition.OPEN

    def ruling(self, finding: Finding) -> Ruling | None:
        """What was said of it, expired or not."""
        said = self.said and self.said.get(finding.fingerprint)
        return said[1] if said else None

    def counted(self) -> Iterator[Finding]:
        """The findings that nobody set aside."""
        return (finding for finding in self.findings if not self.standing(finding).silences)

    def counts(self) -> dict[Severity, int]:
        found = Counter(finding.severity for finding in self.counted())
        return {severity: found[severity] for severity in Severity}

    def standings(self) -> Counter[Disposition]:
        return Counter(map(self.standing, self.findings))

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of what counts; None for a file that was not checked."""
        checked = self.examined.checked
        return verdict(checked.results, self.counted(), checked.report.edition) if checked else None

    @property
    def status(self) -> str:
        """What became of the file, in a word."""
        return self.state or STATUS_WORDS[self.examined.status]

    def unfinished(self) -> list[Result]:
        """The rules that gave no judgement."""
        checked = self.examined.checked
        return [result for result in checked.results if result.outcome.incomplete] if checked else []


STATUS_WORDS = {Status.CHECKED: "已核查", Status.NOT_ASSESSABLE: "无法核查", Status.REJECTED: "已退出"}
