"""The way to the database: one transaction a call, whatever process or thread asks."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, text

from gouji.store.engine import make_engine, run

T = TypeVar("T")
P = ParamSpec("P")

# Engines of a parent process: their connections must be neither used nor closed by a child, so they are kept.
_inherited: list[Engine] = []


def utc_now() -> datetime:
    return datetime.now(UTC)


class Access:
    """A database and the local day: `clock` gives the time, `zone` the day that it is."""

    def __init__(self, url: str, *, zone: tzinfo = UTC, clock: Callable[[], datetime] = utc_now) -> None:
        self._url, self._zone, self._clock = url, zone, clock
        self._engine, self._process = make_engine(url), os.getpid()

    def upgrade(self) -> None:
        """Bring the database to the newest schema; safe when several processes start at once."""
        # Alembic is slow to import, and only whoever starts the service needs it.
        from gouji.store.upgrade import upgrade  # noqa: PLC0415

        upgrade(self._own_engine())

    def is_current(self) -> bool:
        """Whether the database has the schema that this program expects."""
        from gouji.store.upgrade import is_current, is_there  # noqa: PLC0415 - as above

        return is_there(self._own_engine()) and self._read(is_current)

    def ping(self) -> None:
        """Ask the database for an answer; raises StoreUnavailable when there is none."""
        self._read(lambda connection: connection.execute(text("SELECT 1")))

    def close(self) -> None:
        """Give back the connections; the store may be used again afterwards."""
        self._own_engine().dispose()

    def _read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return run(self._own_engine(), lambda connection: work(connection, *args, **kwargs), writes=False)

    def _write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return run(self._own_engine(), lambda connection: work(connection, *args, **kwargs), writes=True)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _own_engine(self) -> Engine:
        """The engine of this process: after a fork the child needs its own."""
        if self._process != os.getpid():
            _inherited.append(self._engine)
            self._engine, self._process = make_engine(self._url), os.getpid()
        return self._engine
