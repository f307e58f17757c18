"""The unit register, what people made of findings, what prose is like, and rules on trial."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("reports", sa.Column("published_on", sa.Date(), nullable=True))
    op.add_column("reports", sa.Column("waiting", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("reports", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.add_column("reports", sa.Column("alike", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_reports_waiting", "reports", ["waiting"])
    op.add_column("findings", sa.Column("trial", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("results", sa.Column("trial", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_findings_fingerprint", "findings", ["fingerprint"])
    op.create_table(
        "report_bands",
        sa.Column("band", BIG, autoincrement=False, nullable=False),
        sa.Column("report_id", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_bands_report_id"),
        sa.PrimaryKeyConstraint("band", "report_id", name="pk_report_bands"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_bands_report_id", "report_bands", ["report_id"])
    op.create_table(
        "dispositions",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_dispositions"),
    )
    op.create_index("ix_dispositions_unit_year", "dispositions", ["unit", "year"])
    op.create_table(
        "rechecks",
        sa.Column("report_id", BIG, autoincrement=False, nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.String(32), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_rechecks_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_rechecks"),
    )
    op.create_index("ix_rechecks_next_try_at", "rechecks", ["next_try_at"])
    op.create_table(
        "units",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("type", sa.String(16), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("supervisor", sa.Text(), nullable=True),
        sa.Column("submit_by", sa.Text(), nullable=True),
        sa.Column("publish_by", sa.Text(), nullable=True),
        sa.Column("folder", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("name", name="uq_units_name"),
    )


def downgrade() -> None:
    op.drop_table("units")
    op.drop_table("rechecks")
    op.drop_index("ix_dispositions_unit_year", "dispositions")
    op.drop_table("dispositions")
    op.drop_index("ix_report_bands_report_id", "report_bands")
    op.drop_table("report_bands")
    op.drop_index("ix_findings_fingerprint", "findings")
    op.drop_column("results", "trial")
    op.drop_column("findings", "trial")
    op.drop_index("ix_reports_waiting", "reports")
    for column in ("alike", "signature", "waiting", "published_on"):
        op.drop_column("reports", column)
