"""Draft a migration from what has changed in `tables.py`: `python -m gouji.store.migrations "what it does"`.

The draft is a proposal to be read and corrected; `tests/store/test_store_migrations.py` tells when nothing is missing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from gouji.store.engine import make_engine, run
from gouji.store.upgrade import configuration, upgrade


def draft(message: str) -> None:
    """Write a migration from the newest schema to that of the tables."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        upgrade(engine)
        run(engine, lambda connection: _compare(connection, message), writes=True)
        engine.dispose()


def _compare(connection: Connection, message: str) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04}")


if __name__ == "__main__":
    draft(sys.argv[1])
