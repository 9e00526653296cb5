"""The ledger's chain, and what people decide about figures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("chain_link", "verification", "seal")
TABLES = (
    "capacity",
    "opening_span",
    "reentry_rate",
    "factor",
    "counting_rule",
    "method_version",
    "check_total",
    "seal",
    "verification",
    "correction",
    "chain_link",
)


def upgrade() -> None:
    """Make the tables and what guards them."""
    for name in ("account_id", "approved_by_id"):
        op.add_column("submission", sa.Column(name, sa.Integer(), nullable=True))
    _chain_link()
    _correction()
    _verification()
    _seal()
    _check_total()
    _method_version()
    _method()
    _opening_span()
    _capacity()
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
        sa.Column("method_version", sa.Integer(), nullable=False),
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


def _method_version() -> None:
    op.create_table(
        "method_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.String(30), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        *_referring("method_version", place_id="place", started_by_id="account"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_method_version")),
    )
    connection = op.get_bind()
    counted = connection.scalars(sa.text("select distinct place_id from figure order by place_id"))
    if places := list(counted):
        first = connection.scalar(sa.text("select min(received_at) from submission"))
        columns = (sa.column(name) for name in ("number", "started_at", "change"))
        table = sa.table("method_version", *columns, sa.column("places", sa.JSON()))
        values = {"number": 1, "started_at": first, "change": "places", "places": places}
        op.execute(table.insert().values(**values))


def _method() -> None:
    op.create_table(
        "counting_rule",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("precedence", sa.String(30), nullable=False),
        *_referring("counting_rule", place_id="place"),
        sa.PrimaryKeyConstraint("place_id", "since", name=op.f("pk_counting_rule")),
    )
    for table, own in (
        ("factor", sa.Column("gate", sa.String(), nullable=False)),
        ("reentry_rate", sa.Column("sample", sa.Integer(), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("place_id", sa.Integer(), nullable=False),
            own,
            sa.Column("first", sa.Date(), nullable=False),
            sa.Column("last", sa.Date(), nullable=False),
            sa.Column("thousandths", sa.Integer(), nullable=False),
            sa.Column("reason", sa.String(), nullable=False),
            sa.Column("entered_by_id", sa.Integer(), nullable=False),
            sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
            *_referring(table, place_id="place", entered_by_id="account"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_place_id"), table, ["place_id"])


def _opening_span() -> None:
    op.create_table(
        "opening_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *_referring("opening_span", place_id="place"),
        *_referring("opening_span", entered_by_id="account", withdrawn_by_id="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_span")),
    )
    op.create_index(op.f("ix_opening_span_place_id"), "opening_span", ["place_id"])


def _capacity() -> None:
    op.create_table(
        "capacity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=True),
        sa.Column("a_day", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *_referring("capacity", place_id="place"),
        *_referring("capacity", entered_by_id="account", withdrawn_by_id="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity")),
    )
    op.create_index(op.f("ix_capacity_place_id"), "capacity", ["place_id"])


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
