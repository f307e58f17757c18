"""Subscriptions added at run time; those of gouji.toml are not stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from gouji.digest import Subscription
from gouji.model import Verdict
from gouji.store import audit
from gouji.store.audit import Event
from gouji.store.codec import encode
from gouji.store.columns import AnyRow
from gouji.store.tables import StoredSubscription


def all_of_them(connection: Connection) -> list[Subscription]:
    """Oldest first."""
    rows = connection.execute(select(StoredSubscription).order_by(StoredSubscription.id))
    return [_subscription(row) for row in rows]


def add(connection: Connection, values: dict[str, Any], now: datetime, actor: str) -> Subscription:
    row = {**values, "verdicts": encode(values["verdicts"]).decode(), "created_at": now}
    added = connection.execute(insert(StoredSubscription).values(row).returning(StoredSubscription)).one()
    # The target stays out of the trail: it is a credential (a robot's address) or a person's.
    audit.write(connection, now, [Event(actor, "subscription.added", subject=f"subscription:{added.id}")])
    return _subscription(added)


def remove(connection: Connection, number: int, now: datetime, actor: str) -> bool:
    """False when there is none with this number."""
    if connection.execute(delete(StoredSubscription).where(StoredSubscription.id == number)).rowcount == 0:
        return False
    audit.write(connection, now, [Event(actor, "subscription.removed", subject=f"subscription:{number}")])
    return True


def _subscription(row: AnyRow) -> Subscription:
    return Subscription(
        key=f"store:{row.id}",
        target=row.target,
        unit=row.unit,
        region=row.region,
        severity=row.severity,
        verdicts=msgspec.json.decode(row.verdicts, type=tuple[Verdict, ...]),
        secret=row.secret,
        id=row.id,
    )
