"""Schema: bring a database to the newest, however many processes start at once."""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from gouji.errors import StoreUnavailable, words_of
from gouji.store.engine import file_of, run

# Any number that no other program takes in this database.
_LOCK = 0x676F756A69


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction; who comes second waits and finds nothing to do."""
    if path := file_of(engine):
        _make_file(path)
    run(engine, _migrate, writes=True, enforce_keys=False)


def _make_file(path: Path) -> None:
    """An empty file that only its owner may read: unpublished reports will be in it, and the addresses of robots."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as problem:
        raise StoreUnavailable(f"不能建立数据库文件 {path}（{words_of(problem)}）") from problem


def is_there(engine: Engine) -> bool:
    """Whether there is a database to connect to at all; of a server only connecting tells."""
    path = file_of(engine)
    return path is None or path.exists()


def is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == _scripts().get_current_head()


def configuration() -> Config:
    """Alembic's configuration: the migrations inside the package, and no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # A long migration of another process is no reason to give up. The lock goes with the transaction.
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = configuration()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as problem:
        raise StoreUnavailable(f"数据库由更新的版本建立，请升级本程序（{problem}）") from problem
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreUnavailable("升级会破坏数据之间的引用，已撤销")
