"""Runs the migrations on the connection that it is given; `gouji.store.upgrade` holds the lock and the transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from gouji.store.tables import Base


def _as_plain_type(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write the types of today into a new migration: those of the program may change, a migration may not."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter most things in place; a batch makes a new table and copies.
    render_as_batch=True,
    render_item=_as_plain_type,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
