"""Reports: writing a checked one with all that belongs to it, and finding the versions of a unit and year."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from gouji.digest import FindingStatus
from gouji.model import Cell, Checked, Finding, Outcome, Report, Result, Severity
from gouji.resemblance import own_prose, signature
from gouji.store.codec import encode, pack_report, unpack_finding, unpack_report
from gouji.store.columns import AnyRow
from gouji.store.drops import name_of
from gouji.store.tables import ReportCell, StoredFinding, StoredReport, StoredResult, Submission

# Names longer than this are no names; an index entry has a limit in PostgreSQL (2704 bytes).
_LONGEST_NAME = 500
# Names that one query asks for: SQLite takes 32 766 parameters.
_MOST_NAMES = 5000
_JUDGED = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Packed:
    """All rows of a checked report but for its number, made before the transaction: SQLite has one writer at a time."""

    report: dict[str, Any]
    cells: list[dict[str, Any]]
    results: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    trial_findings: list[dict[str, Any]]


class Version(NamedTuple):
    """A stored version of a report; `published_on` is what it states, `received_at` when it came in."""

    id: int
    version: int
    published_on: date | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings of a version against those of the version before, as in `gouji.digest.Digest`."""

    statuses: tuple[FindingStatus, ...]
    fixed: tuple[Finding, ...]
    unverified: tuple[Finding, ...]


def pack(checked: Checked, file_name: str, duration: timedelta | None) -> Packed:
    report, counts = checked.report, checked.counts()
    row = {
        "subject": subject_of(report.unit, file_name),
        "year_key": report.year or 0,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "format": report.document.format,
        "verdict": checked.verdict,
        "ruleset": checked.ruleset,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
        "content": pack_report(report),
        "published_on": report.published_on,
        "signature": signature(own_prose(report)) if report.unit and report.year else None,
        "waiting": any(result.outcome is Outcome.WAITING for result in checked.results),
        "duration_ms": None if duration is None else round(duration / timedelta(milliseconds=1)),
    }
    return Packed(
        report=row,
        cells=[_cell_row(cell) for cell in report.cells.values()],
        results=_result_rows(checked),
        findings=[_finding_row(position, finding) for position, finding in enumerate(checked.findings)],
        trial_findings=[
            {**_finding_row(position, finding), "trial": True, "status": FindingStatus.NEW}
            for position, finding in enumerate(checked.trial_findings, len(checked.findings))
        ],
    )


def subject_of(unit: str | None, file_name: str) -> str:
    """Whose report it is: the unit, however it is spaced and set, or the file's name where no unit is known."""
    name = "".join(unicodedata.normalize("NFKC", unit or file_name).split())
    return f"{'unit' if unit else 'name'}:{name[:_LONGEST_NAME]}"


def insert_report(
    connection: Connection,
    packed: Packed,
    submission_id: int,
    *,
    version: int,
    statuses: Sequence[FindingStatus],
    alike: int,
    now: datetime,
) -> int:
    """Write the report and its cells, results and findings; returns the report's number.

    `alike` is how many reports of other units it is like.
    """
    values = {**packed.report, "submission_id": submission_id, "version": version, "alike": alike, "checked_at": now}
    number = connection.execute(insert(StoredReport).values(values).returning(StoredReport.id)).scalar_one()
    if packed.cells:
        connection.execute(insert(ReportCell), [{**row, "report_id": number} for row in packed.cells])
    _insert_judgement(connection, number, packed, statuses)
    return number


def replace_judgement(
    connection: Connection, number: int, packed: Packed, *, statuses: Sequence[FindingStatus], now: datetime
) -> None:
    """Put new results and findings in the place of those of a stored report; its figures stay."""
    for table in (StoredResult, StoredFinding):
        connection.execute(delete(table).where(table.report_id == number))
    _insert_judgement(connection, number, packed, statuses)
    judged = ("verdict", "ruleset", "errors", "warnings", "infos", "waiting", "duration_ms")
    values = {name: packed.report[name] for name in judged} | {"checked_at": now}
    connection.execute(update(StoredReport).where(StoredReport.id == number).values(values))


def _insert_judgement(connection: Connection, number: int, packed: Packed, statuses: Sequence[FindingStatus]) -> None:
    findings = [
        {**row, "trial": False, "status": status} for row, status in zip(packed.findings, statuses, strict=True)
    ]
    findings += packed.trial_findings
    for table, rows in ((StoredResult, packed.results), (StoredFinding, findings)):
        if rows:
            connection.execute(insert(table), [{**row, "report_id": number} for row in rows])


def latest(connection: Connection, packed: Packed, names: Sequence[str] = ()) -> Version | None:
    """The last version (id, version) of what this is a version of, None for a first.

    `names` are what its unit is called besides; the version is the highest under any of them.
    """
    row = packed.report
    subjects = {row["subject"], *subjects_of(names)}
    versions = versions_of(connection, subjects, row["year_key"])
    if not versions:
        return None
    highest = max(one.version for one in versions)
    return versions[-1] if versions[-1].version == highest else versions[-1]._replace(version=highest)


def subjects_of(names: Sequence[str]) -> list[str]:
    """The subjects under which reports of a unit with these names are kept."""
    return [subject_of(name, "") for name in names if name]


def versions_of(connection: Connection, subjects: Collection[str], year: int) -> list[Version]:
    """All versions (id, version, published_on, received_at) of a unit's report, in the order in which they came."""
    table = StoredReport
    query = select(table.id, table.version, table.published_on, Submission.received_at)
    query = query.join(Submission, Submission.id == table.submission_id)
    query = query.where(table.subject.in_(subjects), table.year_key == year)
    return [Version(*row) for row in connection.execute(query.order_by(table.id))]


def latest_of(connection: Connection, names: Sequence[str], year: int | None = None) -> list[int]:
    """The last versions of all reports of units with these names, of one year or of all."""
    table, found = StoredReport, dict[tuple[str, int], int]()
    subjects = subjects_of(names)
    for start in range(0, len(subjects), _MOST_NAMES):
        query = select(table.id, table.subject, table.year_key).where(
            table.subject.in_(subjects[start : start + _MOST_NAMES]), table.year_key != 0
        )
        if year is not None:
            query = query.where(table.year_key == year)
        found |= {(row.subject, row.year_key): row.id for row in connection.execute(query.order_by(table.version))}
    return sorted(found.values())


def latest_report(connection: Connection, unit: str, year: int) -> Report | None:
    table = StoredReport
    query = select(table.content).where(table.subject == subject_of(unit, ""), table.year_key == year)
    content = connection.scalar(query.order_by(table.version.desc()).limit(1))
    return None if content is None else unpack_report(content)


def twin(connection: Connection, packed: Packed, sha256: str, part: int | None) -> AnyRow | None:
    """The checked submission (id, name, received_at) with the same content, unit and year, if any."""
    query = select(Submission.id, name_of(Submission), Submission.received_at).join(StoredReport)
    query = query.where(
        Submission.sha256 == sha256,
        Submission.part.is_not_distinct_from(part),
        StoredReport.subject == packed.report["subject"],
        StoredReport.year_key == packed.report["year_key"],
    )
    return connection.execute(query.order_by(Submission.id).limit(1)).one_or_none()


def findings_of(connection: Connection, report_id: int) -> tuple[Finding, ...]:
    """What the rules in force found, in the checker's order."""
    table = StoredFinding
    query = select(table.content).where(table.report_id == report_id, table.trial.is_(False))
    return tuple(unpack_finding(content) for content in connection.scalars(query.order_by(StoredFinding.position)))


def compare(before: Sequence[Finding], findings: Sequence[Finding], results: Sequence[Result]) -> Comparison:
    """Compare by fingerprint; what is gone counts as fixed only when its rule judged and found nothing else to say."""
    former = {finding.fingerprint for finding in before}
    present = {finding.fingerprint for finding in findings}
    covered = {member for finding in findings for member in finding.members}
    proven = {result.rule for result in results if result.outcome in _JUDGED and not result.switched_off} - covered
    gone = [finding for finding in before if finding.fingerprint not in present]
    return Comparison(
        statuses=tuple(FindingStatus.STILL if f.fingerprint in former else FindingStatus.NEW for f in findings),
        fixed=tuple(finding for finding in gone if finding.rule in proven),
        unverified=tuple(finding for finding in gone if finding.rule not in proven),
    )


def _cell_row(cell: Cell) -> dict[str, Any]:
    value = None if cell.value is None or cell.doubt is not None else str(cell.value)  # no sum rests on a doubtful one
    return {"address": cell.address, "text": cell.text, "kind": cell.kind, "value": value, "unit": cell.unit}


def _result_rows(checked: Checked) -> list[dict[str, Any]]:
    rows = [_result_row(position, result, trial=False) for position, result in enumerate(checked.results)]
    behind = enumerate(checked.trial_results, len(rows))
    return rows + [_result_row(position, result, trial=True) for position, result in behind]


def _result_row(position: int, result: Result, *, trial: bool) -> dict[str, Any]:
    return {
        "position": position,
        "trial": trial,
        "rule": result.rule,
        "outcome": result.outcome,
        "reason": result.reason,
        "milliseconds": result.milliseconds,
    }


def _finding_row(position: int, finding: Finding) -> dict[str, Any]:
    return {
        "position": position,
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
        "title": finding.title,
        "message": finding.message,
        "content": encode(finding),
    }
