"""What a rule made of the reports in the store: how many it judged, how many it hit, what people said of its findings.

For rules on trial this is all that anybody sees of them; for the others it says how far they can be trusted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from gouji.digest import Disposition
from gouji.model import Outcome
from gouji.store.codec import unpack_report
from gouji.store.drops import name_of
from gouji.store.findings import every_finding, finding_view
from gouji.store.records import Hits, ReportView
from gouji.store.tables import StoredDisposition, StoredFinding, StoredReport, StoredResult, Submission
from gouji.store.versions import later_version


def hits(connection: Connection, rule: str, *, limit: int) -> Hits:
    """Over the latest version of every report, with the newest `limit` findings."""
    judged = select(StoredResult.outcome, func.count()).join(StoredReport, StoredReport.id == StoredResult.report_id)
    judged = judged.where(StoredResult.rule == rule, ~later_version()).group_by(StoredResult.outcome)
    said = _of_findings(select(StoredDisposition.state, func.count(StoredFinding.id)), rule)
    said = said.join(StoredDisposition, StoredDisposition.fingerprint == StoredFinding.fingerprint)
    newest = every_finding().where(StoredFinding.rule == rule, ~later_version())
    rows = connection.execute(newest.order_by(StoredFinding.id.desc()).limit(limit))
    outcomes = connection.execute(judged)
    dispositions = connection.execute(said.group_by(StoredDisposition.state))
    return Hits(
        rule=rule,
        outcomes=dict.fromkeys(Outcome, 0) | dict(outcomes.all()),
        dispositions=dict.fromkeys(Disposition, 0) | dict(dispositions.all()),
        count=connection.scalar(_of_findings(select(func.count(StoredFinding.id)), rule)) or 0,
        findings=tuple(finding_view(**row) for row in rows.mappings()),
    )


def latest_reports(
    connection: Connection, *, unit: str | None, year: int | None, limit: int, after: int
) -> list[ReportView]:
    """Reports in their latest versions, oldest first, from the one behind number `after`."""
    query = _latest(
        select(
            StoredReport.id,
            StoredReport.submission_id,
            name_of(Submission).label("file_name"),
            Submission.received_at,
            StoredReport.content,
        ).join(Submission, Submission.id == StoredReport.submission_id),
        unit,
        year,
    )
    rows = connection.execute(query.where(StoredReport.id > after).order_by(StoredReport.id).limit(limit))
    return [
        ReportView(row.id, row.submission_id, row.file_name, row.received_at, unpack_report(row.content))
        for row in rows
    ]


def count_latest(connection: Connection, *, unit: str | None, year: int | None) -> int:
    """How many reports there are, versions not counted."""
    return connection.scalar(_latest(select(func.count(StoredReport.id)), unit, year)) or 0


def _of_findings(query: Select[*tuple[Any, ...]], rule: str) -> Select[*tuple[Any, ...]]:
    query = query.select_from(StoredFinding).join(StoredReport, StoredReport.id == StoredFinding.report_id)
    return query.where(StoredFinding.rule == rule, ~later_version())


def _latest(query: Select[*tuple[Any, ...]], unit: str | None, year: int | None) -> Select[*tuple[Any, ...]]:
    query = query.where(~later_version())
    if unit is not None:
        query = query.where(StoredReport.unit.contains(unit, autoescape=True))
    return query if year is None else query.where(StoredReport.year == year)
