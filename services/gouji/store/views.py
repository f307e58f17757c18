"""Views: what people look at on the page and on the command line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from gouji.digest import NoticeState
from gouji.model import Checked, Result, Verdict
from gouji.store import dispositions, reports
from gouji.store.codec import unpack_report
from gouji.store.columns import AnyRow
from gouji.store.counting import Counting, counting
from gouji.store.drops import name_of
from gouji.store.records import Balance, CheckedView, SubmissionView, VersionView
from gouji.store.tables import Notice, StoredReport, StoredResult, Submission
from gouji.submission import State


def list_submissions(
    connection: Connection,
    today: date,
    *,
    state: State | None,
    unit: str | None,
    year: int | None,
    verdict: Verdict | None,
    undelivered: bool,
    limit: int,
    before: int | None,
) -> list[SubmissionView]:
    """Newest first."""
    counted = counting(today)
    query = _submissions(counted)
    for condition in (
        None if state is None else Submission.state == state,
        None if unit is None else Submission.unit.contains(unit, autoescape=True),
        None if year is None else Submission.year == year,
        None if verdict is None else counted.verdict == verdict,
        _undelivered() if undelivered else None,
        None if before is None else Submission.id < before,
    ):
        if condition is not None:
            query = query.where(condition)
    rows = connection.execute(query.order_by(Submission.id.desc()).limit(limit))
    return [SubmissionView(**row) for row in rows.mappings()]


def submission(connection: Connection, today: date, number: int) -> SubmissionView | None:
    row = connection.execute(_submissions(counting(today)).where(Submission.id == number)).mappings().one_or_none()
    return None if row is None else SubmissionView(**row)


def members(connection: Connection, today: date, number: int) -> list[SubmissionView]:
    """What came out of a submission, in order."""
    query = _submissions(counting(today)).where(Submission.parent_id == number)
    rows = connection.execute(query.order_by(Submission.id))
    return [SubmissionView(**row) for row in rows.mappings()]


def checked(connection: Connection, today: date, number: int) -> CheckedView | None:
    """The report whole, None unless there is one."""
    seen = submission(connection, today, number)
    row = connection.execute(select(StoredReport).where(StoredReport.submission_id == number)).one_or_none()
    if seen is None or row is None:
        return None
    whole = Checked(
        report=unpack_report(row.content),
        ruleset=row.ruleset,
        results=results_of(connection, row.id),
        findings=reports.findings_of(connection, row.id),
        verdict=row.verdict,
    )
    comparison = reports.compare(_findings_before(connection, row), whole.findings, whole.results)
    return CheckedView(
        submission=seen,
        checked=whole,
        findings=tuple(zip(whole.findings, comparison.statuses, strict=True)),
        fixed=comparison.fixed,
        unverified=comparison.unverified,
        versions=_versions(connection, today, row),
        checked_at=row.checked_at,
        duration=None if row.duration_ms is None else timedelta(milliseconds=row.duration_ms),
        rulings=dispositions.rulings(connection, [finding.fingerprint for finding in whole.findings]),
        today=today,
    )


def balance(connection: Connection) -> Balance:
    oldest = select(func.min(Submission.received_at)).where(Submission.state.in_([State.WAITING, State.PROCESSING]))
    submissions = connection.execute(select(Submission.state, func.count()).group_by(Submission.state))
    notices = connection.execute(select(Notice.state, func.count()).group_by(Notice.state))
    return Balance(
        submissions=dict.fromkeys(State, 0) | dict(submissions.all()),
        notices=dict.fromkeys(NoticeState, 0) | dict(notices.all()),
        oldest_waiting=connection.scalar(oldest),
    )


def _submissions(counted: Counting) -> Select[*tuple[Any, ...]]:
    report = StoredReport
    query = select(
        Submission.id,
        Submission.state,
        Submission.reason,
        name_of(Submission).label("file_name"),
        Submission.unit,
        Submission.year,
        Submission.region,
        report.version,
        counted.verdict.label("verdict"),
        report.edition,
        report.format,
        counted.errors.label("errors"),
        counted.warnings.label("warnings"),
        counted.infos.label("infos"),
        Submission.received_at,
        Submission.finished_at,
        Submission.attempts,
        Submission.next_try_at,
        Submission.duplicate_of,
        Submission.size,
        Submission.sha256,
        _notices_in(NoticeState.PENDING, NoticeState.SENDING).label("notices_waiting"),
        _notices_in(NoticeState.FAILED).label("notices_failed"),
        Submission.parent_id,
        Submission.part,
        _count_of_members().label("members"),
        counted.set_aside.label("silenced"),
    )
    return query.outerjoin(report, report.submission_id == Submission.id).outerjoin(counted.silenced, counted.joined)


def _notices_in(*states: NoticeState) -> ScalarSelect[int]:
    count = select(func.count(Notice.id)).where(Notice.submission_id == Submission.id, Notice.state.in_(states))
    return count.correlate(Submission).scalar_subquery()


def _count_of_members() -> ScalarSelect[int]:
    child = aliased(Submission)
    return select(func.count(child.id)).where(child.parent_id == Submission.id).correlate(Submission).scalar_subquery()


def _undelivered() -> ColumnElement[bool]:
    return Submission.id.in_(select(Notice.submission_id).where(Notice.state == NoticeState.FAILED))


def results_of(connection: Connection, report_id: int) -> tuple[Result, ...]:
    """What became of the rules in force, in the checker's order."""
    table = StoredResult
    query = select(table.rule, table.outcome, table.reason, table.milliseconds)
    query = query.where(table.report_id == report_id, table.trial.is_(False))
    return tuple(Result(*row) for row in connection.execute(query.order_by(table.position)))


def _findings_before(connection: Connection, row: AnyRow) -> tuple[Any, ...]:
    query = select(StoredReport.id).where(
        StoredReport.subject == row.subject,
        StoredReport.year_key == row.year_key,
        StoredReport.version == row.version - 1,
    )
    former = connection.scalar(query)
    return () if former is None else reports.findings_of(connection, former)


def _versions(connection: Connection, today: date, row: AnyRow) -> tuple[VersionView, ...]:
    counted = counting(today)
    query = select(
        StoredReport.version,
        StoredReport.submission_id,
        name_of(Submission),
        counted.verdict,
        counted.errors,
        counted.warnings,
        counted.infos,
        Submission.received_at,
    ).join(Submission, Submission.id == StoredReport.submission_id)
    query = query.outerjoin(counted.silenced, counted.joined)
    query = query.where(StoredReport.subject == row.subject, StoredReport.year_key == row.year_key)
    return tuple(VersionView(*found) for found in connection.execute(query.order_by(StoredReport.version.desc())))
