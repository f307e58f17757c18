"""Findings over all reports: those that are asked for, with what people said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from gouji.digest import Disposition, Ruling
from gouji.model import Finding, Severity
from gouji.store.codec import unpack_finding
from gouji.store.dispositions import RULING, standing
from gouji.store.drops import name_of
from gouji.store.records import FindingView
from gouji.store.tables import StoredDisposition, StoredFinding, StoredReport, Submission
from gouji.store.versions import later_version


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings; None and empty ask for all. `unit` and `region` are parts of the name.

    `since` is when the report was checked or after; `states` are how findings stand.
    """

    rule: str | None = None
    severity: Severity | None = None
    unit: str | None = None
    region: str | None = None
    year: int | None = None
    since: datetime | None = None
    states: Sequence[Disposition] = ()
    every_version: bool = False

    def conditions(self, today: date) -> Iterable[ColumnElement[bool]]:
        """Of findings, joined to their reports, submissions and what was said of them."""
        yield from self.of_reports()
        if self.rule is not None:
            yield StoredFinding.rule == self.rule
        if self.severity is not None:
            yield StoredFinding.severity == self.severity
        if self.states:
            yield standing(today).in_(self.states)

    def of_reports(self) -> Iterable[ColumnElement[bool]]:
        """Of reports, joined to their submissions."""
        if self.unit is not None:
            yield StoredReport.unit.contains(self.unit, autoescape=True)
        if self.region is not None:
            yield Submission.region.contains(self.region, autoescape=True)
        if self.year is not None:
            yield StoredReport.year == self.year
        if self.since is not None:
            yield StoredReport.checked_at >= self.since
        if not self.every_version:
            yield ~later_version()

    def admits(self, finding: Finding, state: Disposition) -> bool:
        """Whether a finding of one of these reports is asked for."""
        return (
            self.rule in (None, finding.rule)
            and self.severity in (None, finding.severity)
            and (not self.states or state in self.states)
        )


def list_findings(
    connection: Connection, today: date, asked: Asked, *, limit: int, before: int | None = None
) -> list[FindingView]:
    """Newest first."""
    query = _ruled(every_finding(), today).where(StoredFinding.trial.is_(False), *asked.conditions(today))
    if before is not None:
        query = query.where(StoredFinding.id < before)
    rows = connection.execute(query.order_by(StoredFinding.id.desc()).limit(limit))
    return [_view(dict(row)) for row in rows.mappings()]


def count_findings(connection: Connection, today: date, asked: Asked) -> dict[Disposition, int]:
    """How many there are, by how they stand; what rules on trial found is not counted."""
    state = standing(today).label("state")
    query = select(state, func.count()).select_from(StoredFinding)
    query = query.join(StoredReport, StoredReport.id == StoredFinding.report_id)
    query = query.join(Submission, Submission.id == StoredReport.submission_id)
    query = query.outerjoin(StoredDisposition, StoredDisposition.fingerprint == StoredFinding.fingerprint)
    query = query.where(StoredFinding.trial.is_(False), *asked.conditions(today)).group_by(state)
    return dict.fromkeys(Disposition, 0) | dict(connection.execute(query).all())


def finding(connection: Connection, today: date, which: int | str) -> FindingView | None:
    """The finding with this number, or the newest with this fingerprint; of rules on trial too."""
    wanted = StoredFinding.id == which if isinstance(which, int) else StoredFinding.fingerprint == which
    query = _ruled(every_finding(), today).where(wanted).order_by(StoredFinding.id.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _view(dict(row))


def every_finding() -> Select[*tuple[Any, ...]]:
    """The columns of a FindingView but for what people said, of rules on trial too."""
    query = select(
        StoredFinding.id,
        StoredReport.submission_id,
        StoredReport.unit,
        StoredReport.year,
        StoredReport.version,
        name_of(Submission).label("file_name"),
        StoredReport.checked_at,
        StoredFinding.content,
        StoredFinding.status,
        Submission.region,
    )
    query = query.join(StoredReport, StoredReport.id == StoredFinding.report_id)
    return query.join(Submission, Submission.id == StoredReport.submission_id)


def finding_view(content: bytes, **values: Any) -> FindingView:
    """A row of `every_finding`."""
    return FindingView(finding=unpack_finding(content), **values)


def _ruled(query: Select[*tuple[Any, ...]], today: date) -> Select[*tuple[Any, ...]]:
    query = query.add_columns(standing(today).label("state"), *RULING)
    return query.outerjoin(StoredDisposition, StoredDisposition.fingerprint == StoredFinding.fingerprint)


def _view(row: dict[str, Any]) -> FindingView:
    said = {column.name: row.pop(column.name) for column in RULING}
    ruling = said["ruled"] and Ruling(
        said["ruled"], *(said[name] for name in ("person", "set_at", "reason", "expires_on"))
    )
    return finding_view(**row, ruling=ruling)
