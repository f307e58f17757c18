"""Whole reports for the outputs: with what the rules found, what people said of that, and how they came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from gouji.model import Checked
from gouji.store import dispositions, reports
from gouji.store.codec import unpack_report
from gouji.store.columns import AnyRow
from gouji.store.drops import name_of
from gouji.store.findings import Asked
from gouji.store.records import ExportedReport
from gouji.store.tables import StoredReport, Submission
from gouji.store.views import results_of


def reports_asked(connection: Connection, asked: Asked) -> list[int]:
    """The numbers of the reports, in the order of their units, years and versions; of `asked` what reports have."""
    table = StoredReport
    query = select(table.id).join(Submission, Submission.id == table.submission_id).where(*asked.of_reports())
    return list(connection.scalars(query.order_by(table.subject, table.year_key, table.version)))


def export(connection: Connection, today: date, numbers: Sequence[int]) -> list[ExportedReport]:
    """Those reports whole, in their order; few at a time."""
    table = StoredReport
    query = select(
        table.id,
        table.submission_id,
        table.version,
        table.verdict,
        table.ruleset,
        table.content,
        table.format,
        Submission.sha256,
        Submission.region,
        Submission.received_at,
        name_of(Submission).label("file_name"),
    ).join(Submission, Submission.id == table.submission_id)
    found = {row.id: row for row in connection.execute(query.where(table.id.in_(numbers)))}
    return [_exported(connection, today, found[number]) for number in numbers if number in found]


def _exported(connection: Connection, today: date, row: AnyRow) -> ExportedReport:
    findings = reports.findings_of(connection, row.id)
    said = dispositions.rulings(connection, [finding.fingerprint for finding in findings])
    return ExportedReport(
        submission_id=row.submission_id,
        version=row.version,
        region=row.region,
        received_at=row.received_at,
        file_name=row.file_name,
        format=row.format,
        sha256=row.sha256,
        checked=Checked(unpack_report(row.content), row.ruleset, results_of(connection, row.id), findings, row.verdict),
        said={key: (ruling.standing(today, row.received_at), ruling) for key, ruling in said.items()},
    )
