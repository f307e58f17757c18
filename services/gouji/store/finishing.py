"""Finishing: the one transaction that holds a checked report, its submission's new state and its notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, update

from gouji.digest import Compose, Digest, Disposition
from gouji.model import Checked
from gouji.standing import Basis, Kin
from gouji.store import audit, dispositions, jobs, kinship, notices, reports, resembling, standings
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.drops import same_as
from gouji.store.reports import Comparison, Packed, Version
from gouji.store.tables import Submission
from gouji.submission import Claim, Finished, State
from gouji.verdict import verdict


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a worker brings: the report, its rows, and what `Store.finish_checked` was told besides."""

    checked: Checked
    packed: Packed
    now: datetime
    compose: Compose
    region: str | None
    zone: tzinfo
    kin: Kin
    basis: Basis | None


def finish_checked(connection: Connection, claim: Claim, work: Finishing) -> Finished:
    """Write everything that the check brought, or end as a duplicate; raises LeaseLost."""
    held = jobs.hold(connection, claim)
    # In this order: a twin that is committed between the two is seen by the second, and one after both takes the
    # version that this transaction then cannot have.
    former = reports.latest(connection, work.packed, work.kin.names)
    twin = reports.twin(connection, work.packed, held.sha256, held.part)
    if twin is not None:
        return _end_as_duplicate(connection, held, twin, work)
    return _end_as_checked(connection, held, former, work)


def _end_as_checked(connection: Connection, held: AnyRow, former: Version | None, work: Finishing) -> Finished:
    version = 1 if former is None else former.version + 1
    before = () if former is None else reports.findings_of(connection, former.id)
    comparison = reports.compare(before, work.checked.findings, work.checked.results)
    found = work.basis or Basis()
    number = reports.insert_report(
        connection,
        work.packed,
        held.id,
        version=version,
        statuses=comparison.statuses,
        alike=len(found.alike),
        now=work.now,
    )
    signed = work.packed.report["signature"]
    formerly = resembling.formerly_alike(connection, former.id if former else None, work.kin)
    resembling.write(connection, number, signed, work.kin)
    digest = digest_of(connection, held, work, comparison, version)
    ids = notices.insert_new(connection, held.id, work.compose(digest), work.now)
    detail = {"verdict": digest.verdict, "version": version, "notices": len(ids)}
    values = {"state": State.CHECKED, "reason": outcome_of(digest), "region": digest.region}
    _end(connection, held, work, values, detail)
    rested_on = work.basis or standings.basis(connection, work.kin, number)
    again = kinship.mark_concerned(
        connection, work.kin, number, rested_on, version=version, cause=held.id, now=work.now
    )
    resembling.tell(connection, number, work.kin, found, signed=signed, formerly=formerly, cause=held.id, now=work.now)
    return Finished(State.CHECKED, version, tuple(ids), rechecks=again)


def digest_of(connection: Connection, held: AnyRow, work: Finishing, comparison: Comparison, version: int) -> Digest:
    """What people are told; `held` is the submission's row."""
    return _digest(held, work, comparison, version, _silenced(connection, held, comparison, work))


def _silenced(connection: Connection, held: AnyRow, comparison: Comparison, work: Finishing) -> dict[str, Disposition]:
    """What people called 误报 or 已豁免 of the findings of this version and of the one before, by fingerprint."""
    findings = (*work.checked.findings, *comparison.fixed, *comparison.unverified)
    today = work.now.astimezone(work.zone).date()
    said = dispositions.rulings(connection, {finding.fingerprint for finding in findings})
    standings = {key: ruling.standing(today, held.received_at) for key, ruling in said.items()}
    return {key: standing for key, standing in standings.items() if standing.silences}


def outcome_of(digest: Digest) -> str:
    """The reason of a checked submission: its version, verdict and counts."""
    counts = "、".join(f"{severity.chinese} {count}" for severity, count in digest.counts().items())
    aside = f"；{digest.set_aside}" if digest.set_aside else ""
    return f"第 {digest.version} 版，{digest.verdict}：{counts}{aside}"


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


def _digest(
    held: AnyRow, work: Finishing, comparison: Comparison, version: int, silenced: Mapping[str, Disposition]
) -> Digest:
    checked = work.checked
    paired = zip(checked.findings, comparison.statuses, strict=True)
    counted = tuple((finding, status) for finding, status in paired if finding.fingerprint not in silenced)
    return Digest(
        submission_id=held.id,
        unit=checked.report.unit,
        year=checked.report.year,
        region=work.region or held.region_hint,
        file_name=held.full_name or held.display_name,
        version=version,
        received_at=held.received_at,
        checked_at=work.now,
        verdict=verdict(checked.results, (finding for finding, _ in counted), checked.report.edition),
        report=checked.report,
        findings=counted,
        fixed=tuple(finding for finding in comparison.fixed if finding.fingerprint not in silenced),
        unverified=tuple(finding for finding in comparison.unverified if finding.fingerprint not in silenced),
        incomplete=tuple(result for result in checked.results if result.outcome.incomplete),
        silenced=tuple((f, silenced[f.fingerprint]) for f in checked.findings if f.fingerprint in silenced),
    )
