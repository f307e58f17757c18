"""Notices: the outbox. Written with the report, claimed by a sender, marked with what came of it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from gouji.digest import NewNotice, NoticeClaim, NoticeState
from gouji.errors import LeaseLost
from gouji.store import audit, facts
from gouji.store.audit import Event
from gouji.store.codec import encode
from gouji.store.columns import AnyRow, storable
from gouji.store.records import NoticeView
from gouji.store.tables import Notice

_ACTOR = "notify"
_NO_LEASE: dict[str, Any] = {"lease_until": None, "lease_token": None}


def insert_new(connection: Connection, submission_id: int, made: Sequence[NewNotice], now: datetime) -> list[int]:
    """Write the notices but for those whose key exists; returns the numbers of the new ones."""
    # The last of two with one key, as of two in two transactions the first.
    by_key = {storable(notice.dedup_key): notice for notice in made}
    known = set(connection.scalars(select(Notice.dedup_key).where(Notice.dedup_key.in_(list(by_key)))))
    rows = [_row(submission_id, notice, now) for key, notice in by_key.items() if key not in known]
    if not rows:
        return []
    ids = list(connection.scalars(insert(Notice).returning(Notice.id, sort_by_parameter_order=True), rows))
    audit.write(connection, now, [_event("notice.composed", number, submission_id) for number in ids])
    return ids


def due(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Pending and due, or left behind by a dead sender, oldest first."""
    return list(connection.scalars(select(Notice.id).where(_is_due(now)).order_by(Notice.id).limit(limit)))


def claim(connection: Connection, notice_id: int, now: datetime, lease: timedelta) -> NoticeClaim | None:
    """Take a notice that is due; None when it is not, or another has it, or another tries its troubled way."""
    query = select(Notice).where(Notice.id == notice_id, _is_due(now))
    row = connection.execute(query.with_for_update(skip_locked=True)).one_or_none()
    if row is None or _is_being_tried(connection, row, now):
        return None
    token, left_behind = uuid.uuid4().hex, row.state == NoticeState.SENDING
    values = {
        "state": NoticeState.SENDING,
        "attempts": row.attempts + 1,
        "lease_until": now + lease,
        "lease_token": token,
        # Whoever held it may have died between the sending and the writing down.
        "may_be_repeat": row.may_be_repeat or left_behind,
    }
    connection.execute(update(Notice).where(Notice.id == row.id).values(values))
    audit.write(connection, now, [_event("notice.claimed", row.id, row.submission_id, attempts=row.attempts + 1)])
    return _claim(row, token, may_be_repeat=values["may_be_repeat"])


def sent(connection: Connection, claimed: NoticeClaim, now: datetime) -> None:
    values = {"state": NoticeState.SENT, "sent_at": now, "last_error": None, "next_try_at": None}
    _mark(connection, claimed, now, "notice.sent", values)
    _trouble_is_over(connection, claimed)


def postponed(
    connection: Connection, claimed: NoticeClaim, error: str, next_try_at: datetime, now: datetime, *, uncertain: bool
) -> None:
    values = {"state": NoticeState.PENDING, "last_error": error, "next_try_at": next_try_at}
    if uncertain:
        values["may_be_repeat"] = True
    _mark(connection, claimed, now, "notice.postponed", values, error=error)


def waits(connection: Connection, claimed: NoticeClaim, until: datetime, now: datetime) -> None:
    """It was not tried: back to where it was, the attempt uncounted."""
    values = {"state": NoticeState.PENDING, "next_try_at": until, "attempts": claimed.attempts - 1}
    _mark(connection, claimed, now, "notice.waits", values)


def hold_target(connection: Connection, target: str, until: datetime) -> int:
    """Let all pending notices to a target wait until then; returns how many now wait longer than before."""
    facts.note(connection, _trouble_at(target), "", until)
    return _hold(connection, Notice.target == target, until)


def hold_channel(connection: Connection, channel: str, until: datetime) -> int:
    """The same for all targets of a channel."""
    facts.note(connection, _trouble_on(channel), "", until)
    return _hold(connection, Notice.channel == channel, until)


def _hold(connection: Connection, way: ColumnElement[bool], until: datetime) -> int:
    earlier = or_(Notice.next_try_at.is_(None), Notice.next_try_at < until)
    theirs = select(Notice.id).where(way, Notice.state == NoticeState.PENDING, earlier)
    # In order and without waiting: whom another process is claiming or holding at this moment is its to decide on.
    locked = theirs.order_by(Notice.id).with_for_update(skip_locked=True)
    held = update(Notice).where(Notice.id.in_(locked), Notice.state == NoticeState.PENDING)
    return connection.execute(held.values(next_try_at=until)).rowcount


def sent_lately(connection: Connection, target: str, since: datetime) -> int:
    """How many notices to a target were sent since then or are being sent."""
    recent = and_(Notice.state == NoticeState.SENT, Notice.sent_at > since)
    either = or_(recent, Notice.state == NoticeState.SENDING)
    return connection.scalars(select(func.count()).where(Notice.target == target, either)).one()


def failed(connection: Connection, claimed: NoticeClaim, error: str, now: datetime) -> None:
    values = {"state": NoticeState.FAILED, "last_error": error, "next_try_at": None}
    _mark(connection, claimed, now, "notice.failed", values, error=error)
    _trouble_is_over(connection, claimed)


def resend(
    connection: Connection, notice_id: int, now: datetime, actor: str, *, target: str | None, secret: str | None
) -> bool:
    """Try a failed notice again, as if new; with a target and secret of now, where they are given."""
    given = {name: value for name, value in (("target", target), ("secret", secret)) if value is not None}
    values = {"state": NoticeState.PENDING, "attempts": 0, "created_at": now, **given}
    again = update(Notice).where(Notice.id == notice_id, Notice.state == NoticeState.FAILED).values(values)
    submission_id = connection.scalar(again.returning(Notice.submission_id))
    if submission_id is None:
        return False
    event = Event(actor, "notice.resent", submission_id, f"notice:{notice_id}", {"elsewhere": target is not None})
    audit.write(connection, now, [event])
    return True


def view(connection: Connection, submission_id: int | None, state: NoticeState | None, limit: int) -> list[NoticeView]:
    """Newest first, of one submission or of all, in one state or in any."""
    query = select(*(getattr(Notice, name) for name in NoticeView.__dataclass_fields__))
    if submission_id is not None:
        query = query.where(Notice.submission_id == submission_id)
    if state is not None:
        query = query.where(Notice.state == state)
    rows = connection.execute(query.order_by(Notice.id.desc()).limit(limit))
    return [NoticeView(**row) for row in rows.mappings()]


def _is_due(now: datetime) -> ColumnElement[bool]:
    reached = or_(Notice.next_try_at.is_(None), Notice.next_try_at <= now)
    left_behind = and_(Notice.state == NoticeState.SENDING, Notice.lease_until <= now)
    return or_(and_(Notice.state == NoticeState.PENDING, reached), left_behind)


def _is_being_tried(connection: Connection, row: AnyRow, now: datetime) -> bool:
    """Whether the way of this notice is in trouble and another notice is tried on it, or is to be before this one.

    So a far end that does not answer keeps one process waiting and not all of them, and the pauses grow: the oldest
    is the one that is tried again and again.
    """
    at, on = _trouble_at(row.target), _trouble_on(row.channel)
    troubled = facts.known(connection, [at, on])
    if not troubled:
        return False
    way = Notice.channel == row.channel if on in troubled else Notice.target == row.target
    sending = and_(Notice.state == NoticeState.SENDING, Notice.lease_until > now, Notice.id != row.id)
    before = and_(_is_due(now), Notice.id < row.id)
    return connection.scalar(select(Notice.id).where(way, or_(sending, before)).limit(1)) is not None


def _trouble_is_over(connection: Connection, claimed: NoticeClaim) -> None:
    """The far end has taken or refused something, so it answers."""
    facts.forget(connection, [_trouble_at(claimed.target), _trouble_on(claimed.channel)])


def _trouble_at(target: str) -> str:
    # A target may be a credential.
    return f"trouble:target:{hashlib.sha256(target.encode()).hexdigest()}"


def _trouble_on(channel: str) -> str:
    return f"trouble:channel:{channel}"


def _mark(
    connection: Connection, claimed: NoticeClaim, now: datetime, action: str, values: dict[str, Any], **detail: Any
) -> None:
    mine = and_(Notice.id == claimed.id, Notice.lease_token == claimed.token, Notice.state == NoticeState.SENDING)
    if connection.execute(update(Notice).where(mine).values({**values, **_NO_LEASE})).rowcount != 1:
        raise LeaseLost(f"第 {claimed.id} 号通知")
    audit.write(connection, now, [_event(action, claimed.id, claimed.submission_id, **detail)])


def _event(action: str, notice_id: int, submission_id: int, **detail: Any) -> Event:
    return Event(_ACTOR, action, submission_id, f"notice:{notice_id}", detail)


def _row(submission_id: int, notice: NewNotice, now: datetime) -> dict[str, Any]:
    return {
        "submission_id": submission_id,
        "subscription": notice.subscription,
        "dedup_key": notice.dedup_key,
        "channel": notice.channel,
        "target": notice.target,
        "secret": notice.secret,
        "subject": notice.subject,
        "text": notice.text,
        "html": notice.html,
        "payload": None if notice.payload is None else encode(notice.payload).decode(),
        "state": NoticeState.PENDING,
        "created_at": now,
    }


def _claim(row: AnyRow, token: str, *, may_be_repeat: bool) -> NoticeClaim:
    return NoticeClaim(
        id=row.id,
        token=token,
        submission_id=row.submission_id,
        subscription=row.subscription,
        channel=row.channel,
        dedup_key=row.dedup_key,
        attempts=row.attempts + 1,
        may_be_repeat=may_be_repeat,
        created_at=row.created_at,
        target=row.target,
        subject=row.subject,
        text=row.text,
        html=row.html,
        payload=None if row.payload is None else msgspec.json.decode(row.payload),
        secret=row.secret,
    )
