"""Drops: what was seen in the inbox, and the submission that each became."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Label, func, insert, select, update

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


def original_key(sha256: str, unit_hint: str | None, year_hint: int | None, part: int | None = None) -> str:
    """What makes two the same: the content (or this part of it), and the unit and year that they were dropped for."""
    identity = (sha256, unit_hint or "", year_hint or 0, *([] if part is None else [part]))
    return hashlib.sha256(repr(identity).encode()).hexdigest()


def same_as(original_id: int, display_name: str, received_at: datetime, zone: tzinfo) -> str:
    """The reason of a duplicate, in Chinese."""
    when = received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return f"内容与第 {original_id} 号（{display_name}，{when}）完全相同，不再重复核查"


def name_of(table: type[Submission]) -> Label[str]:
    """The column `name`: what people call it, with what it came out of."""
    return func.coalesce(table.full_name, table.display_name).label("name")


def hash_path(path: bytes) -> bytes:
    return hashlib.sha256(path).digest()


def _record_one(connection: Connection, drop: Drop, now: datetime, zone: tzinfo) -> Recorded:
    sighting = _sighting(connection, drop.path)
    if sighting is not None and sighting.signature == _write_signature(drop.signature):
        return Recorded(sighting.submission_id, sighting.duplicate_of)
    recorded = insert_new(connection, drop, now, zone)
    _remember(connection, drop, recorded.submission_id, now, known=sighting is not None)
    return recorded


def insert_new(
    connection: Connection,
    drop: Drop,
    now: datetime,
    zone: tzinfo,
    *,
    actor: str = _ACTOR,
    lineage: Mapping[str, Any] = MappingProxyType({}),
) -> Recorded:
    """A row for a drop, or for what came out of another (`lineage`: its columns that say of what)."""
    key = original_key(drop.sha256, drop.unit_hint, drop.year_hint, lineage.get("part"))
    original = None if drop.reason else _original(connection, key)
    values = _values(drop, original, key, now) | dict(lineage)
    if original is not None:
        values["reason"] = same_as(original.id, original.name, original.received_at, zone)
    number = connection.execute(insert(Submission).values(values).returning(Submission.id)).scalar_one()
    detail = {"state": values["state"], "sha256": drop.sha256, "duplicate_of": values["duplicate_of"]}
    detail |= {"parent": lineage["parent_id"]} if lineage else {}
    audit.write(connection, now, [Event(actor, "submission.recorded", number, detail=detail)])
    return Recorded(number, values["duplicate_of"])


def _sighting(connection: Connection, path: bytes) -> AnyRow | None:
    query = select(Sighting.signature, Sighting.submission_id, Submission.duplicate_of).join(Submission)
    query = query.where(Sighting.path_hash == hash_path(path))
    # Locked: of two that see a file overwritten, the second must see what the first made of it.
    return connection.execute(query.with_for_update(of=Sighting)).one_or_none()


def _original(connection: Connection, key: str) -> AnyRow | None:
    query = select(
        *(Submission.id, name_of(Submission), Submission.received_at, Submission.duplicate_of),
        *(Submission.unit, Submission.year, Submission.region),
    )
    found = connection.execute(query.where(Submission.original_key == key)).one_or_none()
    if found is not None and found.duplicate_of is not None:
        # It turned out to be a duplicate itself, once its unit and year were read.
        return connection.execute(query.where(Submission.id == found.duplicate_of)).one()
    return found


def _values(drop: Drop, original: AnyRow | None, key: str, now: datetime) -> dict[str, Any]:
    state = State.REJECTED if original else State.NOT_ASSESSABLE if drop.reason else State.WAITING
    return {
        "state": state,
        "reason": drop.reason,
        "original_key": key if state is State.WAITING else None,
        "duplicate_of": None if original is None else original.id,
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
