"""Rechecks: stored reports that are to be judged again, a job each; the row is gone when it is done.

Only what arrives from outside marks a report (a version of another report, an import of the register), never a
recheck: so there is no storm. Causes that come while one is waiting are one recheck.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from gouji.errors import LeaseLost
from gouji.standing import Recheck
from gouji.store import audit
from gouji.store.audit import Event
from gouji.store.codec import encode, unpack_report
from gouji.store.columns import AnyRow
from gouji.store.drops import name_of
from gouji.store.tables import StoredRecheck, StoredReport, Submission

#: Many reports below one government come at once: theirs is judged when no more came for a while, or after the longest.
QUIET, LONGEST = timedelta(seconds=5), timedelta(seconds=60)
_NO_LEASE: dict[str, Any] = {"lease_until": None, "lease_token": None, "worker": None}
_MOST_REASONS = 5
_ACTOR = "recheck"
_CHUNK = 5000


def mark(
    connection: Connection,
    report_ids: Sequence[int],
    reason: str,
    now: datetime,
    *,
    quiet: timedelta = timedelta(),
    cause: int | None = None,
) -> int:
    """Have these reports judged again; one that waits already waits for this too. Returns how many there are.

    `quiet` is how long to wait for more of the kind; `cause` the submission that it comes from.
    """
    waiting: dict[int, AnyRow] = {}
    for start in range(0, len(report_ids), _CHUNK):
        query = select(StoredRecheck).where(StoredRecheck.report_id.in_(report_ids[start : start + _CHUNK]))
        waiting |= {row.report_id: row for row in connection.execute(query.order_by("report_id").with_for_update())}
    for row in waiting.values():
        _mark_again(connection, row, reason, now, quiet)
    fresh = [number for number in report_ids if number not in waiting]
    if fresh:
        connection.execute(insert(StoredRecheck), [_row(number, reason, now, quiet) for number in fresh])
        _write_down(connection, fresh, reason, now, cause)
    return len(report_ids)


def _mark_again(connection: Connection, row: AnyRow, reason: str, now: datetime, quiet: timedelta) -> None:
    reasons = [*dict.fromkeys([*msgspec.json.decode(row.reasons), reason])][:_MOST_REASONS]
    due = min(row.marked_at + LONGEST, now + quiet)
    values = {
        "reasons": encode(reasons).decode(),
        "generation": row.generation + 1,
        "attempts": 0 if row.lease_token is None else row.attempts,
        "next_try_at": due if row.attempts == 0 or row.lease_token else row.next_try_at,
    }
    connection.execute(update(StoredRecheck).where(StoredRecheck.report_id == row.report_id).values(values))


def _row(report_id: int, reason: str, now: datetime, quiet: timedelta) -> dict[str, Any]:
    return {
        "report_id": report_id,
        "reasons": encode([reason]).decode(),
        "generation": 1,
        "attempts": 0,
        "marked_at": now,
        "next_try_at": now + quiet,
    }


def _write_down(
    connection: Connection, report_ids: Sequence[int], reason: str, now: datetime, cause: int | None
) -> None:
    detail = {"reason": reason} | ({"cause": cause} if cause else {})
    for start in range(0, len(report_ids), _CHUNK):
        query = select(StoredReport.submission_id).where(StoredReport.id.in_(report_ids[start : start + _CHUNK]))
        audit.write(
            connection,
            now,
            [Event(_ACTOR, "report.to_recheck", one, detail=detail) for one in connection.scalars(query)],
        )


def due(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Reports that a worker should judge again now, the longest waiting first."""
    query = select(StoredRecheck.report_id).where(_is_due(now)).order_by(StoredRecheck.next_try_at).limit(limit)
    return list(connection.scalars(query))


def claim(
    connection: Connection, ids: Sequence[int], now: datetime, lease: timedelta, worker: str, *, max_attempts: int
) -> list[Recheck]:
    """Take those of `ids` that are due; one that was tried too often keeps the results that it has."""
    query = select(StoredRecheck).where(StoredRecheck.report_id.in_(ids), _is_due(now))
    taken: list[Recheck] = []
    for row in connection.execute(query.order_by(StoredRecheck.report_id).with_for_update(skip_locked=True)).all():
        if row.attempts >= max_attempts:
            give_up(connection, row, "处理进程中途终止", now)
        else:
            taken.append(_take(connection, row, now, lease, worker))
    return taken


def _take(connection: Connection, row: AnyRow, now: datetime, lease: timedelta, worker: str) -> Recheck:
    token = uuid.uuid4().hex
    values = {"lease_until": now + lease, "lease_token": token, "worker": worker, "attempts": row.attempts + 1}
    connection.execute(update(StoredRecheck).where(StoredRecheck.report_id == row.report_id).values(values))
    columns = (StoredReport.content, StoredReport.version, Submission.id, name_of(Submission), Submission.received_at)
    query = select(*columns).join(Submission, Submission.id == StoredReport.submission_id)
    report = connection.execute(query.where(StoredReport.id == row.report_id)).one()
    return Recheck(
        id=row.report_id,
        token=token,
        report=unpack_report(report.content),
        submission_id=report.id,
        display_name=report.name,
        version=report.version,
        received_at=report.received_at,
        reasons=tuple(msgspec.json.decode(row.reasons)),
        generation=row.generation,
        attempts=row.attempts + 1,
    )


def hold(connection: Connection, claimed: Recheck) -> AnyRow:
    """The row, locked until the end of the transaction; raises LeaseLost."""
    query = select(StoredRecheck).where(
        StoredRecheck.report_id == claimed.id, StoredRecheck.lease_token == claimed.token
    )
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise LeaseLost(f"第 {claimed.submission_id} 号的重新核查")
    return row


def close(connection: Connection, row: AnyRow, claimed: Recheck, now: datetime) -> None:
    """It is done: the row goes, unless another cause came meanwhile."""
    mine = StoredRecheck.report_id == row.report_id
    if row.generation == claimed.generation:
        connection.execute(delete(StoredRecheck).where(mine))
        return
    values = {"attempts": 0, "marked_at": now, "next_try_at": max(now, row.next_try_at), **_NO_LEASE}
    connection.execute(update(StoredRecheck).where(mine).values(values))


def retry(
    connection: Connection, claimed: Recheck, reason: str, next_try_at: datetime, now: datetime, *, max_attempts: int
) -> bool:
    """Wait for another try; False when there were enough, and the report keeps the results that it has."""
    row = hold(connection, claimed)
    if row.attempts >= max_attempts:
        give_up(connection, row, reason, now)
        return False
    values = {"next_try_at": next_try_at, **_NO_LEASE}
    connection.execute(update(StoredRecheck).where(StoredRecheck.report_id == row.report_id).values(values))
    return True


def give_up(connection: Connection, row: AnyRow, reason: str, now: datetime) -> None:
    connection.execute(delete(StoredRecheck).where(StoredRecheck.report_id == row.report_id))
    submission = connection.scalar(select(StoredReport.submission_id).where(StoredReport.id == row.report_id))
    detail = {"reasons": msgspec.json.decode(row.reasons), "error": reason, "attempts": row.attempts}
    audit.write(connection, now, [Event(row.worker or _ACTOR, "report.recheck_failed", submission, detail=detail)])


def release(connection: Connection, worker: str) -> int:
    """Give back what `worker` holds, its attempts uncounted."""
    mine = StoredRecheck.worker == worker
    values = {"attempts": StoredRecheck.attempts - 1, **_NO_LEASE}
    return connection.execute(update(StoredRecheck).where(mine).values(values)).rowcount


def _is_due(now: datetime) -> ColumnElement[bool]:
    free = and_(StoredRecheck.lease_until.is_(None), StoredRecheck.next_try_at <= now)
    return or_(free, StoredRecheck.lease_until <= now)
