"""Small facts that processes leave for each other, such as a heartbeat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from gouji.store.tables import Meta


def note(connection: Connection, key: str, value: str, now: datetime) -> None:
    values = {"value": value, "at": now}
    if connection.execute(update(Meta).where(Meta.key == key).values(values)).rowcount == 0:
        connection.execute(insert(Meta).values(key=key, **values))


def known(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Those of the keys that something is noted under."""
    return set(connection.scalars(select(Meta.key).where(Meta.key.in_(keys))))


def forget(connection: Connection, keys: Sequence[str]) -> None:
    """Take away what is noted under these keys."""
    if known(connection, keys):
        connection.execute(delete(Meta).where(Meta.key.in_(keys)))


def noted(connection: Connection, key: str) -> tuple[str, datetime] | None:
    """The value under `key` and when it was written."""
    row = connection.execute(select(Meta.value, Meta.at).where(Meta.key == key)).one_or_none()
    return None if row is None else (row.value, row.at)
