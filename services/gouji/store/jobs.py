"""Jobs: which submissions are due, who works on them, and how they end without a report."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, SQLColumnExpression, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from gouji.errors import LeaseLost
from gouji.store import audit
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.drops import original_key
from gouji.store.tables import Submission
from gouji.submission import Claim, State

NO_LEASE: dict[str, Any] = {"lease_until": None, "lease_token": None, "worker": None}


def due(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Waiting and due, or with an expired lease, oldest first; of one path only the oldest unfinished."""
    # Cut off before looking at the paths: with many waiting, the planner would compare all of them.
    table = Submission
    oldest = select(table.id, table.path_hash).where(_is_due(now)).order_by(table.id).limit(limit).subquery()
    query = select(oldest.c.id).where(_is_next_of_its_path(oldest.c.id, oldest.c.path_hash))
    return list(connection.scalars(query.order_by(oldest.c.id)))


def any_due(connection: Connection, ids: Sequence[int], now: datetime) -> bool:
    """Whether one of them may be taken."""
    query = select(Submission.id).where(Submission.id.in_(ids), _is_due(now)).limit(1)
    return connection.scalar(query) is not None


def claim(
    connection: Connection, ids: Sequence[int], now: datetime, lease: timedelta, worker: str, *, max_attempts: int
) -> list[Claim]:
    """Take those of `ids` that are due; those whose attempts are used up end as 出错 instead."""
    is_next = _is_next_of_its_path(Submission.id, Submission.path_hash)
    query = select(Submission).where(Submission.id.in_(ids), _is_due(now), is_next)
    # SKIP LOCKED: whom another process is taking at this moment is not due to us (no such clause in SQLite, where
    # the whole transaction is exclusive).
    rows = connection.execute(query.order_by(Submission.id).with_for_update(skip_locked=True)).all()
    spent = [row for row in rows if row.attempts >= max_attempts]
    for row in spent:
        reason = used_up(row.attempts, row.reason)
        _end(connection, row.id, State.FAILED, reason, now, actor=worker)
    return _take(connection, [row for row in rows if row not in spent], now, lease, worker)


def hold(connection: Connection, claimed: Claim) -> AnyRow:
    """The submission's row, locked until the end of the transaction; raises LeaseLost."""
    query = select(Submission).where(
        Submission.id == claimed.id, Submission.lease_token == claimed.token, Submission.state == State.PROCESSING
    )
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise LeaseLost(f"第 {claimed.id} 号")
    return row


def finish(connection: Connection, claimed: Claim, state: State, reason: str, now: datetime) -> None:
    """End without a report."""
    held = hold(connection, claimed)
    _end(connection, claimed.id, state, reason, now, actor=held.worker)


def retry(
    connection: Connection, claimed: Claim, reason: str, next_try_at: datetime, now: datetime, *, max_attempts: int
) -> State:
    """Wait for another try, or end as 出错 when the attempts are used up."""
    held = hold(connection, claimed)
    if held.attempts >= max_attempts:
        _end(connection, claimed.id, State.FAILED, used_up(held.attempts, reason), now, actor=held.worker)
        return State.FAILED
    values = {"state": State.WAITING, "reason": reason, "next_try_at": next_try_at, **NO_LEASE}
    connection.execute(update(Submission).where(Submission.id == claimed.id).values(values))
    detail = {"state": State.WAITING, "reason": reason, "attempts": held.attempts}
    audit.write(connection, now, [Event(held.worker, "submission.postponed", claimed.id, detail=detail)])
    return State.WAITING


def release(connection: Connection, worker: str, now: datetime) -> int:
    """Give back what `worker` holds, its attempts uncounted."""
    mine = and_(Submission.state == State.PROCESSING, Submission.worker == worker)
    given = update(Submission).where(mine).returning(Submission.id)
    values = {"state": State.WAITING, "attempts": Submission.attempts - 1, **NO_LEASE}
    ids = list(connection.scalars(given.values(values)))
    audit.write(connection, now, [Event(worker, "submission.released", number) for number in ids])
    return len(ids)


def requeue(connection: Connection, ids: Sequence[int], now: datetime, actor: str) -> list[int]:
    """Check again what ended as 出错 or 无法核查 and is in the archive; in place of an archive, what came out of it."""
    ended = Submission.state.in_([State.FAILED, State.NOT_ASSESSABLE])
    asked = {*ids, *descendants(connection, ids)}
    query = select(Submission).where(Submission.id.in_(asked), ended, Submission.archived)
    rows = connection.execute(query.order_by(Submission.id).with_for_update()).all()
    for row in rows:
        _requeue_one(connection, row)
    audit.write(connection, now, [Event(actor, "submission.requeued", row.id) for row in rows])
    return [row.id for row in rows]


def descendants(connection: Connection, ids: Sequence[int]) -> list[int]:
    """What came out of these submissions, and out of that; generation after generation, each oldest first."""
    found: list[int] = []
    parents: Sequence[int] = ids
    while parents:
        query = select(Submission.id).where(Submission.parent_id.in_(parents)).order_by(Submission.id)
        parents = connection.scalars(query).all()
        found += parents
    return found


def ancestors(connection: Connection, number: int) -> list[int]:
    """What this submission came out of, and what that came out of, up to the drop."""
    found: list[int] = []
    parent = number
    while parent := connection.scalar(select(Submission.parent_id).where(Submission.id == parent)):
        found.append(parent)
    return found


def used_up(attempts: int, reason: str | None) -> str:
    """The reason of a submission that was tried too often, in Chinese."""
    last = reason or "处理进程中途终止"
    return f"处理 {attempts} 次均未成功；最近一次：{last}"


def _is_due(now: datetime) -> ColumnElement[bool]:
    reached = or_(Submission.next_try_at.is_(None), Submission.next_try_at <= now)
    left_behind = and_(Submission.state == State.PROCESSING, Submission.lease_until <= now)
    return or_(and_(Submission.state == State.WAITING, reached), left_behind)


def _is_next_of_its_path(
    number: SQLColumnExpression[int], path_hash: SQLColumnExpression[bytes]
) -> ColumnElement[bool]:
    earlier = aliased(Submission)
    unfinished = earlier.state.in_([State.WAITING, State.PROCESSING])
    return ~exists().where(earlier.path_hash == path_hash, earlier.id < number, unfinished)


def _take(connection: Connection, rows: Sequence[AnyRow], now: datetime, lease: timedelta, worker: str) -> list[Claim]:
    if not rows:
        return []
    token = uuid.uuid4().hex
    values = {
        "state": State.PROCESSING,
        "attempts": Submission.attempts + 1,
        "lease_until": now + lease,
        "lease_token": token,
        "worker": worker,
        "next_try_at": None,
    }
    connection.execute(update(Submission).where(Submission.id.in_([row.id for row in rows])).values(values))
    claims = [_claim(row, token) for row in rows]
    detail = [{"state": State.PROCESSING, "attempts": taken.attempts} for taken in claims]
    events = [Event(worker, "submission.claimed", taken.id, detail=d) for taken, d in zip(claims, detail, strict=True)]
    audit.write(connection, now, events)
    return claims


def _claim(row: AnyRow, token: str) -> Claim:
    return Claim(
        id=row.id,
        token=token,
        sha256=row.sha256,
        size=row.size,
        display_name=row.display_name,
        unit_hint=row.unit_hint,
        year_hint=row.year_hint,
        region_hint=row.region_hint,
        attempts=row.attempts + 1,
        received_at=row.received_at,
        depth=row.depth,
        part=row.part,
    )


def _end(connection: Connection, number: int, state: State, reason: str, now: datetime, *, actor: str) -> None:
    values = {"state": state, "reason": reason, "finished_at": now, "next_try_at": None, **NO_LEASE}
    if state is State.FAILED:
        # Our fault: who drops the same content again must not be told that it was dealt with.
        values["original_key"] = None
        _forget_originals(connection, ancestors(connection, number))
    connection.execute(update(Submission).where(Submission.id == number).values(values))
    detail = {"state": state, "reason": reason}
    audit.write(connection, now, [Event(actor, "submission.finished", number, detail=detail)])


def _forget_originals(connection: Connection, ids: Sequence[int]) -> None:
    if ids:
        connection.execute(update(Submission).where(Submission.id.in_(ids)).values(original_key=None))


def _requeue_one(connection: Connection, row: AnyRow) -> None:
    key = original_key(row.sha256, row.unit_hint, row.year_hint, row.part)
    taken = connection.scalar(select(Submission.id).where(Submission.original_key == key, Submission.id != row.id))
    values = {
        "state": State.WAITING,
        "reason": None,
        "attempts": 0,
        "next_try_at": None,
        "finished_at": None,
        "original_key": None if taken else key,
    }
    connection.execute(update(Submission).where(Submission.id == row.id).values(values))
