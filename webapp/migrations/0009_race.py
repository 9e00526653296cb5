"""The race: what an edition consists of, notices, documents, courses, closures of roads."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = (
    "road_closure",
    "course",
    "track",
    "race_file",
    "race_notice",
)
LISTS = ("organisers", "waves", "timetable", "documents")


def upgrade() -> None:
    """Make the tables; an edition's categories get codes."""
    _edition()
    _race_notice()
    _race_file()
    _track()
    _course()
    _road_closure()


def _edition() -> None:
    for name in LISTS:
        op.add_column("edition", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    for name in ("entry_note", "travel_note"):
        op.add_column("edition", sa.Column(name, sa.JSON(), nullable=True))
    op.add_column("edition", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("edition", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    edition = sa.table("edition", sa.column("year"), sa.column("categories", sa.JSON()))
    for year, names in op.get_bind().execute(sa.select(edition)).all():
        coded = [{"code": f"c{at}", "name": name} for at, name in enumerate(names, start=1)]
        change = edition.update().where(edition.c.year == year).values(categories=coded)
        op.execute(change)


def _race_notice() -> None:
    op.create_table(
        "race_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("wave", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("announced_by_id", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _referring("race_notice", "announced_by_id", "account", "id"),
        _referring("race_notice", "edition_year", "edition", "year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_race_notice")),
    )
    op.create_index("ix_race_notice_edition_year", "race_notice", ["edition_year"])


def _race_file() -> None:
    op.create_table(
        "race_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        _referring("race_file", "uploaded_by_id", "account", "id"),
        sa.UniqueConstraint("sha256", name=op.f("uq_race_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_race_file")),
    )


def _track() -> None:
    op.create_table(
        "track",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=True),
        sa.Column("waypoints", sa.JSON(), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("heights", sa.JSON(), nullable=False),
        sa.Column("length_m", sa.Double(), nullable=False),
        sa.Column("ascent_m", sa.Double(), nullable=True),
        sa.Column("descent_m", sa.Double(), nullable=True),
        sa.Column("elevation_rule", sa.String(), nullable=False),
        sa.Column("climbs", sa.JSON(), nullable=False),
        sa.Column("climb_rule", sa.String(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        _referring("track", "uploaded_by_id", "account", "id"),
        sa.UniqueConstraint("sha256", name=op.f("uq_track_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track")),
    )


def _course() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=True),
        sa.Column("surface", sa.JSON(), nullable=True),
        sa.Column("is_loop", sa.Boolean(), nullable=False),
        sa.Column("official_km", sa.Double(), nullable=True),
        sa.Column("official_ascent_m", sa.Integer(), nullable=True),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        _referring("course", "edition_year", "edition", "year"),
        _referring("course", "track_id", "track", "id"),
        sa.UniqueConstraint("edition_year", "code", name=op.f("uq_course_edition_year_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index("ix_course_edition_year", "course", ["edition_year"])


def _road_closure() -> None:
    op.create_table(
        "road_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("road", sa.JSON(), nullable=False),
        sa.Column("stretch", sa.JSON(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("from_km", sa.Double(), nullable=True),
        sa.Column("to_km", sa.Double(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detour", sa.JSON(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("announced_by_id", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _referring("road_closure", "announced_by_id", "account", "id"),
        _referring("road_closure", "course_id", "course", "id"),
        _referring("road_closure", "edition_year", "edition", "year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_closure")),
    )
    op.create_index("ix_road_closure_edition_year", "road_closure", ["edition_year"])


def _referring(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name)


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
    edition = sa.table("edition", sa.column("year"), sa.column("categories", sa.JSON()))
    for year, coded in op.get_bind().execute(sa.select(edition)).all():
        names = [one["name"] for one in coded]
        op.execute(edition.update().where(edition.c.year == year).values(categories=names))
    for name in (*LISTS, "entry_note", "travel_note", "ends_on", "withdrawn_at"):
        op.drop_column("edition", name)
