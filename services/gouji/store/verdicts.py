"""What people ask of findings, and what they make of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from gouji.digest import Disposition, Ruling
from gouji.store import dispositions, exporting, findings
from gouji.store.access import Access
from gouji.store.findings import Asked
from gouji.store.records import AuditEntry, ExportedReport, FindingView, StaleRuling

ALL = Asked()


class Verdicts(Access):
    """The part of the store that is about findings."""

    def list_findings(self, asked: Asked = ALL, *, limit: int = 200, before: int | None = None) -> list[FindingView]:
        """Findings of the latest versions (or of every one), newest first, with what people said of them."""
        return self._read(findings.list_findings, self._today(), asked, limit=limit, before=before)

    def count_findings(self, asked: Asked = ALL) -> dict[Disposition, int]:
        """How many of them there are, by how they stand."""
        return self._read(findings.count_findings, self._today(), asked)

    def reports_asked(self, asked: Asked = ALL) -> list[int]:
        """The numbers of the reports to export, in the order of their units, years and versions."""
        return self._read(exporting.reports_asked, asked)

    def export(self, numbers: Sequence[int]) -> list[ExportedReport]:
        """Those reports whole; a few at a time, for they are large."""
        return self._read(exporting.export, self._today(), numbers)

    def finding(self, which: int | str) -> FindingView | None:
        """The finding with this number, or the newest with this fingerprint."""
        return self._read(findings.finding, self._today(), which)

    def judge(self, fingerprints: Collection[str], said: Ruling, actor: str) -> list[str]:
        """Say what is made of the findings with these fingerprints; returns those that there are."""
        return self._write(dispositions.judge, fingerprints, said, actor)

    def forget_rulings(self, fingerprints: Collection[str], now: datetime, actor: str) -> int:
        """Take back what was said of these findings, which need not be there any more; returns of how many."""
        return self._write(dispositions.forget, fingerprints, now, actor)

    def stale_rulings(self) -> list[StaleRuling]:
        """The 误报 and 已豁免 that no finding of a latest version has any more."""
        return self._read(dispositions.stale)

    def finding_history(self, fingerprint: str) -> list[AuditEntry]:
        """Everything that people said of a finding, oldest first."""
        return self._read(dispositions.history, fingerprint)
