"""What people made of findings: by fingerprint, so that it outlives re-checks and versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, insert, literal, or_, select, update

from gouji.digest import Disposition, Ruling
from gouji.store import audit
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.records import AuditEntry, StaleRuling
from gouji.store.tables import Audit, StoredDisposition, StoredFinding, StoredReport, Submission
from gouji.store.versions import later_version

T = TypeVar("T")

SILENCING = tuple(state for state in Disposition if state.silences)
_AT_ONCE = 500
RULING = (
    StoredDisposition.state.label("ruled"),
    StoredDisposition.person,
    StoredDisposition.set_at,
    StoredDisposition.reason,
    StoredDisposition.expires_on,
)
"""The columns of which `ruling` makes a Ruling."""


def judge(connection: Connection, fingerprints: Collection[str], said: Ruling, actor: str) -> list[str]:
    """Say the same of all findings with these fingerprints; returns those that there are."""
    findings = {row.fingerprint: row for part in _parts(fingerprints) for row in _findings(connection, part)}
    former = rulings(connection, findings)
    values = {"state": said.state, "reason": said.reason, "person": said.person, "expires_on": said.expires_on}
    values["set_at"] = said.set_at
    known = {"fingerprint", "rule", "unit", "year"}
    table = StoredDisposition
    for fingerprint in former:
        connection.execute(update(table).where(table.fingerprint == fingerprint).values(values))
    rows = [{name: getattr(row, name) for name in known} | values for key, row in findings.items() if key not in former]
    if rows:
        connection.execute(insert(table), rows)
    events = [_event(actor, "finding.judged", row, said, former.get(key)) for key, row in findings.items()]
    audit.write(connection, said.set_at, events)
    return list(findings)


def forget(connection: Connection, fingerprints: Collection[str], now: datetime, actor: str) -> int:
    """Take back what was said; returns of how many."""
    gone = rulings(connection, fingerprints)
    for part in _parts(list(gone)):
        connection.execute(delete(StoredDisposition).where(StoredDisposition.fingerprint.in_(part)))
    audit.write(
        connection,
        now,
        [
            Event(actor, "finding.forgotten", subject=subject(fingerprint), detail={"before": said.state})
            for fingerprint, said in gone.items()
        ],
    )
    return len(gone)


def rulings(connection: Connection, fingerprints: Collection[str]) -> dict[str, Ruling]:
    """What was said of these findings, by fingerprint."""
    table = StoredDisposition
    query = select(table.fingerprint, *RULING)
    found = (
        row for part in _parts(fingerprints) for row in connection.execute(query.where(table.fingerprint.in_(part)))
    )
    return {row.fingerprint: ruling for row in found if (ruling := as_ruling(row)) is not None}


def as_ruling(row: AnyRow) -> Ruling | None:
    """The Ruling of a row that has the columns of RULING, None where nothing was said."""
    return row.ruled and Ruling(row.ruled, row.person, row.set_at, row.reason, row.expires_on)


def stale(connection: Connection) -> list[StaleRuling]:
    """The 误报 and 已豁免 that no finding of a latest version has any more, oldest first."""
    table = StoredDisposition
    there = exists().where(
        StoredFinding.fingerprint == table.fingerprint, StoredReport.id == StoredFinding.report_id, ~later_version()
    )
    query = select(table.fingerprint, table.rule, table.unit, table.year, *RULING)
    query = query.where(table.state.in_(SILENCING), ~there).order_by(table.set_at, table.fingerprint)
    found = connection.execute(query)
    return [
        StaleRuling(row.fingerprint, row.rule, row.unit, row.year, ruling)
        for row in found
        if (ruling := as_ruling(row))
    ]


def history(connection: Connection, fingerprint: str) -> list[AuditEntry]:
    """Everything that was said of a finding, oldest first."""
    query = select(Audit.at, Audit.actor, Audit.action, Audit.subject, Audit.detail)
    rows = connection.execute(query.where(Audit.subject == subject(fingerprint)).order_by(Audit.id))
    return [AuditEntry(r.at, r.actor, r.action, r.subject, msgspec.json.decode(r.detail)) for r in rows]


def subject(fingerprint: str) -> str:
    """What the audit trail calls a finding."""
    return f"finding:{fingerprint}"


# In queries over StoredDisposition, joined to findings, reports and submissions.


def expired(today: date) -> ColumnElement[bool]:
    return and_(StoredDisposition.expires_on.is_not(None), StoredDisposition.expires_on < today)


def standing(today: date) -> ColumnElement[Disposition]:
    """`Ruling.standing` as SQL, 待核实 where nothing was said."""
    said, kind = StoredDisposition.state, StoredDisposition.state.type
    undone = and_(said == Disposition.FIXED, Submission.received_at > StoredDisposition.set_at)
    return case((or_(said.is_(None), expired(today), undone), literal(Disposition.OPEN, kind)), else_=said)


def _findings(connection: Connection, fingerprints: Sequence[str]) -> Sequence[AnyRow]:
    """The newest finding with each fingerprint last."""
    query = select(
        StoredFinding.fingerprint, StoredFinding.rule, StoredReport.unit, StoredReport.year, StoredReport.submission_id
    ).join(StoredReport, StoredReport.id == StoredFinding.report_id)
    return connection.execute(query.where(StoredFinding.fingerprint.in_(fingerprints)).order_by(StoredFinding.id)).all()


def _event(actor: str, action: str, row: AnyRow, said: Ruling, former: Ruling | None) -> Event:
    detail = {
        "state": said.state,
        "before": former.state if former else Disposition.OPEN,
        "reason": said.reason,
        "person": said.person,
        "expires_on": said.expires_on,
        "rule": row.rule,
    }
    return Event(actor, action, row.submission_id, subject(row.fingerprint), detail)


def _parts(values: Collection[T]) -> Iterator[list[T]]:
    """No more values at once than a statement takes."""
    listed = list(values)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
