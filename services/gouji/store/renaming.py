"""Renaming: what came in under another name of its unit is kept under the name of the register.

A register comes after the first reports, or a unit is given another name. Its versions, findings and what people made
of them must then be those of one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update

from gouji.fingerprint import with_fingerprints
from gouji.model import Report
from gouji.store import audit, dispositions
from gouji.store.audit import Event
from gouji.store.codec import encode, pack_report, unpack_finding, unpack_report
from gouji.store.columns import AnyRow
from gouji.store.reports import subject_of
from gouji.store.tables import StoredDisposition, StoredFinding, StoredReport, Submission

_ACTOR = "recheck"
# Above every version that there is: two rows may not have the same one while they are numbered anew.
_ASIDE = 1_000_000


def rename(connection: Connection, row: AnyRow, report: Report, now: datetime) -> bool:
    """Keep all versions of this stored report under the unit that `report` has; False where they are already."""
    subject = subject_of(report.unit, "") if report.unit else row.subject
    if subject == row.subject:
        return False
    table = StoredReport
    query = select(table).where(table.subject.in_([subject, row.subject]), table.year_key == row.year_key)
    versions = connection.execute(query.order_by(table.id).with_for_update()).all()
    _number(connection, versions, subject)
    for version in versions:
        if version.subject != subject:
            _rename(connection, version, report.unit, now)
    return True


def _number(connection: Connection, versions: Sequence[AnyRow], subject: str) -> None:
    """Give them the new subject; versions that two have are counted anew in the order in which they came."""
    numbers = [version.version for version in versions]
    wanted = numbers if len(set(numbers)) == len(numbers) else range(1, len(numbers) + 1)
    for step in (_ASIDE, 0):
        for version, number in zip(versions, wanted, strict=True):
            values = {"version": number + step} | ({} if step else {"subject": subject})
            connection.execute(update(StoredReport).where(StoredReport.id == version.id).values(values))


def _rename(connection: Connection, row: AnyRow, unit: str | None, now: datetime) -> None:
    former = unpack_report(row.content)
    report = msgspec.structs.replace(former, unit=unit)
    mine = StoredReport.id == row.id
    connection.execute(update(StoredReport).where(mine).values(unit=unit, content=pack_report(report)))
    connection.execute(update(Submission).where(Submission.id == row.submission_id).values(unit=unit))
    table = StoredFinding
    query = select(table.id, table.content).where(table.report_id == row.id, table.trial.is_(False))
    found = connection.execute(query.order_by(table.position)).all()
    findings = [unpack_finding(one.content) for one in found]
    pairs = zip(found, with_fingerprints(findings, former), with_fingerprints(findings, report), strict=True)
    for (stored, was, becomes), finding in zip(pairs, findings, strict=True):
        if was.fingerprint == finding.fingerprint:  # else its words were masked since: the recheck finds it anew
            values = {"fingerprint": becomes.fingerprint, "content": encode(becomes)}
            connection.execute(update(table).where(table.id == stored.id).values(values))
            _move(connection, was.fingerprint, becomes.fingerprint, unit, now)


def _move(connection: Connection, former: str, fingerprint: str, unit: str | None, now: datetime) -> None:
    """What was said of a finding, unless the same was judged under the new name."""
    said = dispositions.rulings(connection, [former, fingerprint])
    if former not in said or fingerprint in said:
        return
    table = StoredDisposition
    values = {"fingerprint": fingerprint, "unit": unit}
    connection.execute(update(table).where(table.fingerprint == former).values(values))
    ruling = said[former]
    detail = {
        "state": ruling.state,
        "before": ruling.state,
        "reason": ruling.reason,
        "person": ruling.person,
        "expires_on": ruling.expires_on,
        "former": former,
    }
    event = Event(_ACTOR, "finding.renamed", subject=dispositions.subject(fingerprint), detail=detail)
    audit.write(connection, now, [event])
