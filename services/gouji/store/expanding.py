"""Expanding: the one transaction in which an archive ends and what it holds begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, func, select, update

from gouji.nesting import inside, refuse_too_many
from gouji.store import audit, jobs
from gouji.store.audit import Event
from gouji.store.columns import AnyRow
from gouji.store.drops import insert_new
from gouji.store.tables import Submission
from gouji.submission import Child, Claim, Drop, Expanded, Signature, State


def expand(
    connection: Connection, claim: Claim, children: Sequence[Child], reason: str, now: datetime, *, zone: tzinfo
) -> Expanded:
    """Record the children and end their parent; raises LeaseLost, and Unreadable for more than one drop may hold."""
    held = jobs.hold(connection, claim)
    _require_bounded(connection, held, children)
    recorded = tuple(_record(connection, held, child, now, zone) for child in children)
    values = {"state": State.REJECTED, "reason": reason, "finished_at": now, "next_try_at": None, **jobs.NO_LEASE}
    connection.execute(update(Submission).where(Submission.id == held.id).values(values))
    detail = {"state": State.REJECTED, "reason": reason, "children": len(recorded)}
    audit.write(connection, now, [Event(held.worker, "submission.finished", held.id, detail=detail)])
    pairs = zip(children, recorded, strict=True)
    waiting = (row.submission_id for child, row in pairs if child.reason is None and row.duplicate_of is None)
    return Expanded(recorded, tuple(waiting))


def _require_bounded(connection: Connection, held: AnyRow, children: Sequence[Child]) -> None:
    """All that came out of one drop counts: archives in archives multiply."""
    query = select(func.count(), func.coalesce(func.sum(Submission.size), 0)).where(Submission.root_id == _root(held))
    files, size = connection.execute(query).one()
    refuse_too_many(files + len(children), int(size) + sum(child.size for child in children if child.part is None))


def _root(held: AnyRow) -> int:
    root: int = held.root_id or held.id
    return root


def _record(connection: Connection, held: AnyRow, child: Child, now: datetime, zone: tzinfo) -> Any:
    path = b"\0".join((held.path, child.member.encode("utf-8", "backslashreplace")))
    drop = Drop(
        sha256=child.sha256,
        size=child.size,
        raw_name=child.display_name.encode("utf-8", "backslashreplace"),
        display_name=child.display_name,
        path=path,
        signature=Signature(child.size, 0, 0),
        unit_hint=child.unit_hint,
        year_hint=child.year_hint,
        region_hint=child.region_hint,
        reason=child.reason,
    )
    lineage = {
        "parent_id": held.id,
        "root_id": _root(held),
        "depth": held.depth + 1,
        "part": child.part,
        "full_name": inside(held.full_name or held.display_name, child.member),
    }
    return insert_new(connection, drop, now, zone, actor=held.worker, lineage=lineage)
