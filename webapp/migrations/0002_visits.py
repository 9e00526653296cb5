"""The counting: submissions and entries (append-only), figures, devices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("submission", "entry")


def upgrade() -> None:
    """Make the tables and what guards them."""
    _submission()
    _entry()
    _figure()
    _device()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in APPEND_ONLY:
        guard(table)


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method_version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("key", name=op.f("uq_submission_key")),
    )
    op.create_index(op.f("ix_submission_sha256"), "submission", ["sha256"])


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("submission_id", ROW_NUMBER, nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(30), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("supersedes", ROW_NUMBER, nullable=True),
        sa.Column("gate", sa.String(), nullable=True),
        sa.Column("observed_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("observed_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'retraction') = (value is null)", name="ck_entry_value_unless_retracted"
        ),
        sa.CheckConstraint("value >= 0", name="ck_entry_value_not_negative"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_entry_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_entry_place_id_place")),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["entry.id"], name=op.f("fk_entry_supersedes_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("source", "source_key", name=op.f("uq_entry_source_source_key")),
    )
    op.create_index("ix_entry_day", "entry", ["place_id", "business_day", "metric", "value"])
    first, later = (
        sa.text("supersedes is null and gate is null"),
        sa.text("supersedes is not null"),
    )
    op.create_index(
        "uq_entry_first_report",
        "entry",
        ["place_id", "business_day", "metric"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )
    op.create_index(
        "uq_entry_supersedes",
        "entry",
        ["supersedes"],
        unique=True,
        sqlite_where=later,
        postgresql_where=later,
    )


def _figure() -> None:
    op.create_table(
        "figure",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("basis", sa.String(30), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_figure_place_id_place")),
        sa.PrimaryKeyConstraint("place_id", "metric", "business_day", name=op.f("pk_figure")),
    )
    op.create_index("ix_figure_metric_day", "figure", ["metric", "business_day"])


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_device_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )


def _guard_sqlite(table: str) -> None:
    """REPLACE deletes too; it fires the trigger because connections set recursive_triggers."""
    for change in ("update", "delete"):
        op.execute(
            f"create trigger {table}_no_{change} before {change} on {table} "
            f"begin select raise(abort, '{table} is append-only'); end"
        )


def _guard_postgresql(table: str) -> None:
    op.execute(
        f"create function {table}_is_append_only() returns trigger language plpgsql as "
        f"$$ begin raise exception '{table} is append-only'; end $$"
    )
    for change, each in (("update", "row"), ("delete", "row"), ("truncate", "statement")):
        op.execute(
            f"create trigger {table}_no_{change} before {change} on {table} "
            f"for each {each} execute function {table}_is_append_only()"
        )


def downgrade() -> None:
    """Drop them."""
    for table in ("device", "figure", "entry", "submission"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"drop function {table}_is_append_only()")
