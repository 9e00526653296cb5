"""The race: who rides, and results."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (
    "masked_rider",
    "column_preset",
    "result_set",
    "rider_sheet",
    "rider_change",
    "start_list",
    "rider_data",
    "rider",
)


def upgrade() -> None:
    """Make the tables."""
    _rider()
    _rider_data()
    _start_list()
    _rider_change()
    _rider_sheet()
    _result_set()
    _column_preset()
    _masked_rider()


def _rider() -> None:
    op.create_table(
        "rider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("bib", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("sex", sa.String(30), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("nation", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("uci_id", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        _referring("rider", "edition_year", "edition", "year"),
        sa.UniqueConstraint("edition_year", "bib", name=op.f("uq_rider_edition_year_bib")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider")),
    )
    op.create_index("ix_rider_edition_year_category", "rider", ["edition_year", "category"])


def _rider_data() -> None:
    op.create_table(
        "rider_data",
        sa.Column("rider_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("id_kind", sa.String(), nullable=True),
        sa.Column("id_number", sa.String(), nullable=True),
        sa.Column("id_digest", sa.String(), nullable=True),
        sa.Column("id_last4", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("emergency_contact", sa.String(), nullable=True),
        sa.Column("medical_note", sa.String(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("waiver_sha256", sa.String(), nullable=True),
        sa.Column("waiver_at", sa.DateTime(timezone=True), nullable=True),
        _referring("rider_data", "rider_id", "rider", "id"),
        sa.PrimaryKeyConstraint("rider_id", name=op.f("pk_rider_data")),
    )
    op.create_index("ix_rider_data_id_digest", "rider_data", ["id_digest"])


def _start_list() -> None:
    op.create_table(
        "start_list",
        sa.Column("edition_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported_by", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_because", sa.String(), nullable=True),
        sa.Column("returned_to_id", sa.Integer(), nullable=True),
        _referring("start_list", "edition_year", "edition", "year"),
        _referring("start_list", "published_by_id", "account", "id"),
        _referring("start_list", "returned_to_id", "account", "id"),
        _referring("start_list", "submitted_by_id", "account", "id"),
        sa.PrimaryKeyConstraint("edition_year", name=op.f("pk_start_list")),
    )


def _rider_change() -> None:
    op.create_table(
        "rider_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("rider_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _referring("rider_change", "edition_year", "edition", "year"),
        _referring("rider_change", "made_by_id", "account", "id"),
        _referring("rider_change", "rider_id", "rider", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider_change")),
    )
    op.create_index("ix_rider_change_rider_id", "rider_change", ["rider_id"])


def _rider_sheet() -> None:
    op.create_table(
        "rider_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("became", sa.JSON(), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        _referring("rider_sheet", "edition_year", "edition", "year"),
        _referring("rider_sheet", "account_id", "account", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider_sheet")),
    )
    op.create_index("ix_rider_sheet_edition_year", "rider_sheet", ["edition_year"])


def _result_set() -> None:
    op.create_table(
        "result_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=True),
        sa.Column("wanted", sa.String(30), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("protest_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("same_time_ms", sa.Integer(), nullable=True),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("layout", sa.String(), nullable=True),
        sa.Column("warnings", sa.JSON(), nullable=True),
        sa.Column("author_ids", sa.JSON(), nullable=False),
        sa.Column("returned_because", sa.String(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        _referring("result_set", "edition_year", "edition", "year"),
        _referring("result_set", "made_by_id", "account", "id"),
        _referring("result_set", "published_by_id", "account", "id"),
        _referring("result_set", "submitted_by_id", "account", "id"),
        sa.UniqueConstraint(
            "edition_year", "revision", name=op.f("uq_result_set_edition_year_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_set")),
    )
    op.create_index("ix_result_set_edition_year", "result_set", ["edition_year"])


def _column_preset() -> None:
    op.create_table(
        "column_preset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _referring("column_preset", "made_by_id", "account", "id"),
        sa.UniqueConstraint("name", name=op.f("uq_column_preset_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_preset")),
    )


def _masked_rider() -> None:
    op.create_table(
        "masked_rider",
        sa.Column("edition_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bib", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_on", sa.DateTime(timezone=True), nullable=False),
        _referring("masked_rider", "edition_year", "edition", "year"),
        sa.PrimaryKeyConstraint("edition_year", "bib", name=op.f("pk_masked_rider")),
    )


def _referring(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name)


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
