"""The ledger's chain, and what people decide about figures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("chain_link", "verification", "seal")
TABLES = ("check_total", "seal", "verification", "correction", "chain_link")


def upgrade() -> None:
    """Make the tables and what guards them."""
    for name in ("account_id", "approved_by_id"):
        op.add_column("submission", sa.Column(name, sa.Integer(), nullable=True))
    _chain_link()
    _correction()
    _verification()
    _seal()
    _check_total()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in APPEND_ONLY:
        guard(table)


def _chain_link() -> None:
    op.create_table(
        "chain_link",
        sa.Column("number", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("submission_id", ROW_NUMBER, nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_chain_link_submission_id_submission"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chain_link")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_chain_link_submission_id")),
        sa.UniqueConstraint("previous", name=op.f("uq_chain_link_previous")),
        sa.UniqueConstraint("hash", name=op.f("uq_chain_link_hash")),
    )


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("old_value", sa.BigInteger(), nullable=True),
        sa.Column("new_value", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("submission_id", ROW_NUMBER, nullable=True),
        sa.Column("after_seal", sa.Boolean(), nullable=False),
        *_referring("correction", place_id="place", submission_id="submission"),
        *_referring("correction", asked_by_id="account", decided_by_id="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_day", "correction", ["place_id", "business_day"])
    op.create_index("ix_correction_state", "correction", ["state", "business_day"])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "uq_correction_waiting",
        "correction",
        ["place_id", "business_day", "metric"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _verification() -> None:
    op.create_table(
        "verification",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verified_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_referring("verification", place_id="place", verified_by_id="account"),
        sa.PrimaryKeyConstraint(
            "place_id", "metric", "business_day", "value", name=op.f("pk_verification")
        ),
    )


def _seal() -> None:
    op.create_table(
        "seal",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("sealed_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chain_number", sa.BigInteger(), nullable=False),
        sa.Column("chain_hash", sa.String(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        *_referring("seal", sealed_by_id="account"),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_seal")),
    )


def _check_total() -> None:
    op.create_table(
        "check_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("tolerance", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *_referring("check_total", place_id="place"),
        *_referring("check_total", entered_by_id="account", withdrawn_by_id="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_total")),
    )
    op.create_index(op.f("ix_check_total_last"), "check_total", ["last"])


def _referring(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in columns.items()
    ]


def _guard_sqlite(table: str) -> None:
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
    for table in TABLES:
        op.drop_table(table)
    for name in ("approved_by_id", "account_id"):
        op.drop_column("submission", name)
    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"drop function {table}_is_append_only()")
