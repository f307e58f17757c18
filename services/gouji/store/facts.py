"""Small facts that processes leave for each other, such as a heartbeat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from gouji.store.tables import Meta


def note(connection: Connection, key: str, value: str, now: datetime) -> None:
    values = {"value": value, "at": now}
    if connection.execute(update(Meta).where(Meta.key == key).values(values)).rowcount == 0:
        connection.execute(insert(Meta).values(key=key, **values))


def noted(connection: Connection, key: str) -> tuple[str, datetime] | None:
    """The value under `key` and when it was written."""
    row = connection.execute(select(Meta.value, Meta.at).where(Meta.key == key)).one_or_none()
    return None if row is None else (row.value, row.at)
