"""Connections and transactions: what is different about SQLite and PostgreSQL stands here and in `upgrade`."""

from __future__ import annotations

import itertools
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

from gouji.errors import BadSetting, StoreUnavailable, words_of

T = TypeVar("T")
log = structlog.get_logger(__name__)

ATTEMPTS = 6
_FIRST_PAUSE_SECONDS = 0.02
_BUSY_SECONDS = 30
_SETTING = "GOUJI_DATABASE_URL"
# Serialization failure, deadlock, lock not available; the server is going down, is coming up, or hung up.
_PASSING = {"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"}
_PASSING |= {"23505"}  # a unique constraint
_SQLITE_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
_UNDEFINED_TABLE = "42P01"


def make_engine(url: str) -> Engine:
    """An engine for `url`; connects to nothing yet. Raises BadSetting for a URL that cannot be one."""
    try:
        # Statement parameters are report text and addresses: they must not get into messages and logs.
        engine = create_engine(
            url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True, connect_args=_arguments(url)
        )
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise BadSetting(_SETTING, "应为 sqlite:///… 或 postgresql+psycopg://…") from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if path := file_of(engine):
            _hold_to_file(engine, path)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    else:
        raise BadSetting(_SETTING, f"不支持 {engine.dialect.name}；应为 sqlite:///… 或 postgresql+psycopg://…")
    return engine


def _arguments(url: str) -> dict[str, Any]:
    return {"timeout": _BUSY_SECONDS} if url.startswith("sqlite") else {"connect_timeout": 10}


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None of PostgreSQL, and of SQLite's databases that are no plain file."""
    name = engine.url.database or ":memory:"
    plain = engine.dialect.name == "sqlite" and not name.startswith((":memory:", "file:"))
    return Path(name) if plain else None


def _hold_to_file(engine: Engine, path: Path) -> None:
    """Refuse to work on a file that is not there any more: SQLite would write on where nobody finds it.

    Nor is a new one made by connecting; that is for `upgrade`.
    """

    def refuse_to_make(*_: Any) -> None:
        _identity(path)

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(path):
            raise StoreUnavailable(f"数据库文件 {path} 被换成了另一个")

    event.listen(engine, "do_connect", refuse_to_make)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as problem:
        raise StoreUnavailable(
            f"打不开数据库文件 {path}（{words_of(problem)}）；尚未建立的，请先运行 gouji db upgrade"
        ) from problem
    return status.st_dev, status.st_ino


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would open deferred transactions by itself; `_begin_sqlite` opens them instead.
    connection.isolation_level = None
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes is refused at once, whatever the timeout, when another wrote
    # in between.
    options = connection.get_execution_options()
    # Outside a transaction only; a connection keeps it, and the next user may want the other.
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if options.get('enforce_keys', True) else 'OFF'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # A process that is stopped in the middle of a transaction must not stop all others for ever.
    connection.execute("SET lock_timeout = '10s'")
    connection.execute("SET idle_in_transaction_session_timeout = '60s'")
    connection.commit()


def run(engine: Engine, work: Callable[[Connection], T], *, writes: bool, enforce_keys: bool = True) -> T:
    """`work` in one transaction, tried again when the database asks for it; raises StoreUnavailable.

    A broken unique constraint counts as such a request: it means that another process was quicker, and the next try
    sees what it wrote. `enforce_keys` is False for migrations, which in SQLite replace tables that others refer to.
    """
    patience = time.monotonic() + _BUSY_SECONDS
    for attempt in itertools.count(1):
        try:
            return _once(engine, work, writes=writes, enforce_keys=enforce_keys)
        except DBAPIError as problem:
            if attempt == ATTEMPTS or time.monotonic() > patience or not _passing(problem):
                raise _told(problem) from problem
            log.info("store.retried", attempt=attempt, error=type(problem.orig).__name__)
        # Jitter, so that two that met once do not meet again.
        time.sleep(random.uniform(0.5, 1.5) * _FIRST_PAUSE_SECONDS * 2**attempt)  # noqa: S311 - no secret
    raise AssertionError  # the loop has no end of its own


def _once(engine: Engine, work: Callable[[Connection], T], *, writes: bool, enforce_keys: bool) -> T:
    options = {"writes": writes, "enforce_keys": enforce_keys}
    with engine.connect() as connection, connection.execution_options(**options).begin():
        return work(connection)


def _passing(problem: DBAPIError) -> bool:
    code = getattr(problem.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or code in _SQLITE_TAKEN
    state = getattr(problem.orig, "sqlstate", None)
    # psycopg has no state to tell when it could not even connect, or was cut off.
    return state in _PASSING or problem.connection_invalidated or (state is None and _cannot_reach(problem))


def _cannot_reach(problem: DBAPIError) -> bool:
    return isinstance(problem, OperationalError) and not isinstance(problem.orig, sqlite3.Error)


def _told(problem: DBAPIError) -> Exception:
    """What to raise for a failure that stays: ours to fix as it is, the operator's in his words."""
    if getattr(problem.orig, "sqlstate", None) == _UNDEFINED_TABLE or "no such table" in str(problem.orig):
        return StoreUnavailable("数据表尚未建立或不是最新，请先运行 gouji db upgrade")
    return StoreUnavailable(str(problem.orig)) if isinstance(problem, OperationalError | InterfaceError) else problem
