"""Submissions that came out of others: archives, mails, files of several reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # SQLite makes a new table and copies; it would forget that numbers are never given twice.
    with op.batch_alter_table("submissions", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("parent_id", BIG, nullable=True))
        batch.add_column(sa.Column("root_id", BIG, nullable=True))
        batch.add_column(sa.Column("depth", sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("part", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("full_name", sa.Text(), nullable=True))
        batch.create_foreign_key("fk_submissions_parent_id", "submissions", ["parent_id"], ["id"])
        batch.create_foreign_key("fk_submissions_root_id", "submissions", ["root_id"], ["id"])
    op.create_index("ix_submissions_parent_id", "submissions", ["parent_id"])
    op.create_index("ix_submissions_root_id", "submissions", ["root_id"])


def downgrade() -> None:
    op.drop_index("ix_submissions_root_id", "submissions")
    op.drop_index("ix_submissions_parent_id", "submissions")
    with op.batch_alter_table("submissions", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint("fk_submissions_root_id", type_="foreignkey")
        batch.drop_constraint("fk_submissions_parent_id", type_="foreignkey")
        for column in ("full_name", "part", "depth", "root_id", "parent_id"):
            batch.drop_column(column)
