"""Drops: what was seen in the inbox, and the submission that each became."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy import Connection, insert, select, update

from gouji.store import audit
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.tables import Sighting, Submission
from gouji.submission import Drop, Recorded, Signature, State

_ACTOR = "ingest"


def seen(connection: Connection, path: bytes) -> Signature | None:
    written = connection.scalar(select(Sighting.signature).where(Sighting.path_hash == hash_path(path)))
    return None if written is None else _read_signature(written)


def sightings(connection: Connection) -> dict[bytes, Signature]:
    rows = connection.execute(select(Sighting.path, Sighting.signature))
    return {row.path: _read_signature(row.signature) for row in rows}


def record(connection: Connection, drops: Sequence[Drop], now: datetime, zone: tzinfo) -> list[Recorded]:
    return [_record_one(connection, drop, now, zone) for drop in drops]


def original_key(sha256: str, unit_hint: str | None, year_hint: int | None) -> str:
    """What makes two drops the same: the content, and the unit and year that they were dropped for."""
    return hashlib.sha256(repr((sha256, unit_hint or "", year_hint or 0)).encode()).hexdigest()


def same_as(original_id: int, display_name: str, received_at: datetime, zone: tzinfo) -> str:
    """The reason of a duplicate, in Chinese."""
    when = received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return f"内容与第 {original_id} 号（{display_name}，{when}）完全相同，不再重复核查"


def hash_path(path: bytes) -> bytes:
    return hashlib.sha256(path).digest()


def _record_one(connection: Connection, drop: Drop, now: datetime, zone: tzinfo) -> Recorded:
    sighting = _sighting(connection, drop.path)
    if sighting is not None and sighting.signature == _write_signature(drop.signature):
        return Recorded(sighting.submission_id, sighting.duplicate_of)
    original = None if drop.reason else _original(connection, drop)
    reason = same_as(original.id, original.display_name, original.received_at, zone) if original else drop.reason
    submission_id = _insert(connection, drop, now, reason, original)
    _remember(connection, drop, submission_id, now, known=sighting is not None)
    return Recorded(submission_id, None if original is None else original.id)


def _sighting(connection: Connection, path: bytes) -> AnyRow | None:
    query = select(Sighting.signature, Sighting.submission_id, Submission.duplicate_of).join(Submission)
    query = query.where(Sighting.path_hash == hash_path(path))
    # Locked: of two that see a file overwritten, the second must see what the first made of it.
    return connection.execute(query.with_for_update(of=Sighting)).one_or_none()


def _original(connection: Connection, drop: Drop) -> AnyRow | None:
    query = select(
        *(Submission.id, Submission.display_name, Submission.received_at, Submission.duplicate_of),
        *(Submission.unit, Submission.year, Submission.region),
    )
    key = original_key(drop.sha256, drop.unit_hint, drop.year_hint)
    found = connection.execute(query.where(Submission.original_key == key)).one_or_none()
    if found is not None and found.duplicate_of is not None:
        # It turned out to be a duplicate itself, once its unit and year were read.
        return connection.execute(query.where(Submission.id == found.duplicate_of)).one()
    return found


def _insert(connection: Connection, drop: Drop, now: datetime, reason: str | None, original: AnyRow | None) -> int:
    duplicate_of = None if original is None else original.id
    state = State.REJECTED if duplicate_of else State.NOT_ASSESSABLE if drop.reason else State.WAITING
    key = original_key(drop.sha256, drop.unit_hint, drop.year_hint) if state is State.WAITING else None
    values = {
        "state": state,
        "reason": reason,
        "original_key": key,
        "duplicate_of": duplicate_of,
        "sha256": drop.sha256,
        "size": drop.size,
        "archived": drop.reason is None,
        "raw_name": drop.raw_name,
        "display_name": drop.display_name,
        "path": drop.path,
        "path_hash": hash_path(drop.path),
        "unit_hint": drop.unit_hint,
        "year_hint": drop.year_hint,
        "region_hint": drop.region_hint,
        # Of a duplicate, as far as its original was read by now: it is found under the same unit.
        "unit": drop.unit_hint or (original and original.unit),
        "year": drop.year_hint or (original and original.year),
        "region": drop.region_hint or (original and original.region),
        "received_at": now,
        "finished_at": now if state.final else None,
    }
    submission_id = connection.execute(insert(Submission).values(values).returning(Submission.id)).scalar_one()
    detail = {"state": state, "sha256": drop.sha256, "duplicate_of": duplicate_of}
    audit.write(connection, now, [Event(_ACTOR, "submission.recorded", submission_id, detail=detail)])
    return submission_id


def _remember(connection: Connection, drop: Drop, submission_id: int, now: datetime, *, known: bool) -> None:
    values = {"signature": _write_signature(drop.signature), "submission_id": submission_id, "seen_at": now}
    if known:
        connection.execute(update(Sighting).where(Sighting.path_hash == hash_path(drop.path)).values(values))
    else:
        connection.execute(insert(Sighting).values(path_hash=hash_path(drop.path), path=drop.path, **values))


def _write_signature(signature: Signature) -> str:
    return f"{signature.size}:{signature.mtime_ns}:{signature.inode}"


def _read_signature(written: str) -> Signature:
    size, mtime_ns, inode = map(int, written.split(":"))
    return Signature(size, mtime_ns, inode)
