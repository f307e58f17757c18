"""Finishing: the one transaction that holds a checked report, its submission's new state and its notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, update

from gouji.digest import Compose, Digest
from gouji.model import Checked
from gouji.store import audit, jobs, notices, reports
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.drops import same_as
from gouji.store.reports import Comparison, Packed
from gouji.store.tables import Submission
from gouji.submission import Claim, Finished, State


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a worker brings: the report, its rows, and what `Store.finish_checked` was told besides."""

    checked: Checked
    packed: Packed
    now: datetime
    compose: Compose
    region: str | None
    zone: tzinfo


def finish_checked(connection: Connection, claim: Claim, work: Finishing) -> Finished:
    """Write everything that the check brought, or end as a duplicate; raises LeaseLost."""
    held = jobs.hold(connection, claim)
    # In this order: a twin that is committed between the two is seen by the second, and one after both takes the
    # version that this transaction then cannot have.
    former = reports.latest(connection, work.packed)
    twin = reports.twin(connection, work.packed, held.sha256, held.part)
    if twin is not None:
        return _end_as_duplicate(connection, held, twin, work)
    return _end_as_checked(connection, held, former, work)


def _end_as_checked(connection: Connection, held: AnyRow, former: AnyRow | None, work: Finishing) -> Finished:
    version = 1 if former is None else former.version + 1
    before = () if former is None else reports.findings_of(connection, former.id)
    comparison = reports.compare(before, work.checked.findings, work.checked.results)
    reports.insert_report(connection, work.packed, held.id, version=version, statuses=comparison.statuses, now=work.now)
    digest = _digest(held, work, comparison, version)
    ids = notices.insert_new(connection, held.id, work.compose(digest), work.now)
    detail = {"verdict": work.checked.verdict, "version": version, "notices": len(ids)}
    values = {"state": State.CHECKED, "reason": _outcome(work.checked, version), "region": digest.region}
    _end(connection, held, work, values, detail)
    return Finished(State.CHECKED, version, tuple(ids))


def _outcome(checked: Checked, version: int) -> str:
    counts = "、".join(f"{severity.chinese} {count}" for severity, count in checked.counts().items())
    return f"第 {version} 版，{checked.verdict}：{counts}"


def _end_as_duplicate(connection: Connection, held: AnyRow, twin: AnyRow, work: Finishing) -> Finished:
    reason = same_as(twin.id, twin.name, twin.received_at, work.zone)
    values = {"state": State.REJECTED, "reason": reason, "duplicate_of": twin.id}
    _end(connection, held, work, values, {"reason": reason, "duplicate_of": twin.id})
    return Finished(State.REJECTED, duplicate_of=twin.id)


def _end(connection: Connection, held: AnyRow, work: Finishing, values: dict[str, Any], detail: dict[str, Any]) -> None:
    report = work.checked.report
    ended = {"unit": report.unit, "year": report.year, "finished_at": work.now, **jobs.NO_LEASE, **values}
    connection.execute(update(Submission).where(Submission.id == held.id).values(ended))
    event = Event(held.worker, "submission.finished", held.id, detail={"state": values["state"], **detail})
    audit.write(connection, work.now, [event])


def _digest(held: AnyRow, work: Finishing, comparison: Comparison, version: int) -> Digest:
    checked = work.checked
    return Digest(
        submission_id=held.id,
        unit=checked.report.unit,
        year=checked.report.year,
        region=work.region or held.region_hint,
        file_name=held.full_name or held.display_name,
        version=version,
        received_at=held.received_at,
        checked_at=work.now,
        verdict=checked.verdict,
        report=checked.report,
        findings=tuple(zip(checked.findings, comparison.statuses, strict=True)),
        fixed=comparison.fixed,
        unverified=comparison.unverified,
        incomplete=tuple(result for result in checked.results if result.outcome.incomplete),
    )
