"""Rechecking: the one transaction that puts new results in the place of those that a stored report has."""

from __future__ import annotations

import dataclasses
from typing import Any

from sqlalchemy import Connection, select, update

from gouji.digest import Digest, FindingStatus
from gouji.standing import Basis, Kin, Recheck, Rechecked
from gouji.store import audit, notices, rechecks, renaming, reports, resembling
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.finishing import Finishing, digest_of, outcome_of
from gouji.store.tables import StoredReport, StoredResult, Submission


def finish_recheck(connection: Connection, claim: Recheck, work: Finishing) -> Rechecked:
    """Write what is new, tell of new findings, and end the recheck; raises LeaseLost.

    A report that another version has come after keeps its results: they are history.
    """
    held = rechecks.hold(connection, claim)
    query = select(StoredReport).where(StoredReport.id == claim.id)
    row = connection.execute(query.with_for_update()).one()
    if renaming.rename(connection, row, work.checked.report, work.now):
        row = connection.execute(query).one()
    done = Rechecked(superseded=True)
    if not _is_superseded(connection, row, work.kin):
        done = _rechecked(connection, row, claim, work)
        resembling.renew(connection, claim.id, work.packed.report["signature"], work.kin, work.basis or Basis())
        detail = {
            "reasons": list(claim.reasons),
            "verdict": work.checked.verdict,
            "new": done.new,
            "gone": done.gone,
            "notices": len(done.notice_ids),
        }
        event = Event(held.worker, "report.rechecked", claim.submission_id, detail=detail)
        audit.write(connection, work.now, [event])
    rechecks.close(connection, held, claim, work.now)
    return done


def _is_superseded(connection: Connection, row: AnyRow, kin: Kin) -> bool:
    subjects = {row.subject, *reports.subjects_of(kin.names)}
    return reports.versions_of(connection, subjects, row.year_key)[-1].id != int(row.id)


def _rechecked(connection: Connection, row: AnyRow, claim: Recheck, work: Finishing) -> Rechecked:
    before = reports.findings_of(connection, claim.id)
    same = before == work.checked.findings and _results(connection, claim.id) == _given(work)
    if same:
        return Rechecked()
    submission = connection.execute(select(Submission).where(Submission.id == claim.submission_id)).one()
    comparison = reports.compare(before, work.checked.findings, work.checked.results)
    digest = digest_of(connection, submission, work, comparison, row.version)
    digest = dataclasses.replace(digest, occasion="、".join(claim.reasons), region=work.region or submission.region)
    _write(connection, row, digest, work)
    new = sum(status is FindingStatus.NEW for _, status in digest.findings)
    ids = notices.insert_new(connection, claim.submission_id, work.compose(digest), work.now) if new else []
    return Rechecked(new, len(digest.fixed) + len(digest.unverified), tuple(ids))


def _write(connection: Connection, row: AnyRow, digest: Digest, work: Finishing) -> None:
    former = work.basis.former if work.basis else None
    earlier = () if former is None else reports.findings_of(connection, former)
    statuses = reports.compare(earlier, work.checked.findings, work.checked.results).statuses
    reports.replace_judgement(connection, row.id, work.packed, statuses=statuses, now=work.now)
    values = {"reason": outcome_of(digest), "region": digest.region}
    connection.execute(update(Submission).where(Submission.id == digest.submission_id).values(values))


def _results(connection: Connection, report_id: int) -> list[tuple[Any, ...]]:
    table = StoredResult
    query = select(table.rule, table.outcome, table.reason, table.trial).where(table.report_id == report_id)
    return [tuple(row) for row in connection.execute(query.order_by(table.position))]


def _given(work: Finishing) -> list[tuple[Any, ...]]:
    return [(row["rule"], row["outcome"], row["reason"], row["trial"]) for row in work.packed.results]
