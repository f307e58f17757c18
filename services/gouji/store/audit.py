"""The audit trail: one row for every change of state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from gouji.store.codec import encode
from gouji.store.records import AuditEntry
from gouji.store.tables import Audit


@dataclass(frozen=True, slots=True)
class Event:
    """A change of state of a submission, or of something that belongs to one (`subject`)."""

    actor: str
    action: str
    submission_id: int | None = None
    subject: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def row(self, at: datetime) -> dict[str, Any]:
        return {
            "at": at,
            "actor": self.actor,
            "action": self.action,
            "subject": self.subject or f"submission:{self.submission_id}",
            "submission_id": self.submission_id,
            "detail": encode(self.detail).decode(),
        }


def write(connection: Connection, now: datetime, events: Iterable[Event]) -> None:
    if rows := [event.row(now) for event in events]:
        connection.execute(insert(Audit), rows)


def history(connection: Connection, submission_id: int) -> list[AuditEntry]:
    """Everything that happened to a submission and its notices, oldest first."""
    query = select(Audit.at, Audit.actor, Audit.action, Audit.subject, Audit.detail)
    rows = connection.execute(query.where(Audit.submission_id == submission_id).order_by(Audit.id))
    return [AuditEntry(r.at, r.actor, r.action, r.subject, msgspec.json.decode(r.detail)) for r in rows]
