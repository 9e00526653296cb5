"""Places, events, editions, goals, the district, their sources, and the content version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("default",)
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "climate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("mean_high_c", sa.JSON(), nullable=False),
        sa.Column("mean_low_c", sa.JSON(), nullable=False),
        sa.Column("precip_mm", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_climate")),
    )
    op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
    )
    op.create_table(
        "district_fact",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("statement", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_district_fact")),
    )
    op.create_table(
        "edition",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("number_basis", sa.String(30), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("course", sa.JSON(), nullable=True),
        sa.Column("distance_km", sa.Double(), nullable=True),
        sa.Column("riders", sa.Integer(), nullable=True),
        sa.Column("riders_note", sa.JSON(), nullable=True),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("winners", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_edition")),
    )
    op.create_table(
        "goal",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("metric", sa.String(30), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("year", "metric", name=op.f("pk_goal")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("township", sa.JSON(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("status_note", sa.JSON(), nullable=True),
        sa.Column("story", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.Column("price", sa.JSON(), nullable=True),
        sa.Column("season", sa.JSON(), nullable=True),
        sa.Column("getting_there", sa.JSON(), nullable=True),
        sa.Column("phone", sa.JSON(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(30), nullable=True),
        sa.Column("position_note", sa.JSON(), nullable=True),
        sa.Column("signature", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(lat is null) = (basis is null)", name=op.f("ck_place_position_has_basis")
        ),
        sa.CheckConstraint("(lat is null) = (lon is null)", name=op.f("ck_place_position_whole")),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("slug", name=op.f("uq_place_slug")),
    )
    op.create_index(op.f("ix_place_kind"), "place", ["kind"], unique=False)
    op.create_index(op.f("ix_place_parent_id"), "place", ["parent_id"], unique=False)
    op.create_table(
        "race_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_race_question")),
    )
    op.create_table(
        "season",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_season")),
    )
    op.create_table(
        "source",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_source")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("story", sa.JSON(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("where", sa.JSON(), nullable=True),
        sa.Column("organiser", sa.JSON(), nullable=True),
        sa.Column("price", sa.JSON(), nullable=True),
        sa.Column("contact", sa.JSON(), nullable=True),
        sa.Column("rule", sa.JSON(), nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_revision", sa.String(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_event_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
    )
    op.create_index(op.f("ix_event_kind"), "event", ["kind"], unique=False)
    op.create_index(op.f("ix_event_place_id"), "event", ["place_id"], unique=False)
    op.create_table(
        "event_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("precision", sa.String(30), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hint", sa.JSON(), nullable=True),
        sa.Column("note", sa.JSON(), nullable=True),
        sa.Column("reason", sa.JSON(), nullable=True),
        sa.Column("moved_to", sa.JSON(), nullable=True),
        sa.Column("postponed_to_id", sa.Integer(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "starts_on is not null or status in ('tba', 'cancelled', 'postponed')",
            name=op.f("ck_event_date_undated_only_if_open"),
        ),
        sa.CheckConstraint(
            "ends_on is null or ends_on >= starts_on",
            name=op.f("ck_event_date_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_date_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["postponed_to_id"],
            ["event_date.id"],
            name=op.f("fk_event_date_postponed_to_id_event_date"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_date")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_event_date_event_id_key")),
    )
    op.create_index(op.f("ix_event_date_event_id"), "event_date", ["event_id"], unique=False)
    op.create_index(op.f("ix_event_date_starts_on"), "event_date", ["starts_on"], unique=False)
    op.create_table(
        "old_event_address",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_old_event_address_event_id_event")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_old_event_address")),
    )
    op.create_index(
        op.f("ix_old_event_address_event_id"), "old_event_address", ["event_id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_old_event_address_event_id"), table_name="old_event_address")
    op.drop_table("old_event_address")
    op.drop_index(op.f("ix_event_date_starts_on"), table_name="event_date")
    op.drop_index(op.f("ix_event_date_event_id"), table_name="event_date")
    op.drop_table("event_date")
    op.drop_index(op.f("ix_event_place_id"), table_name="event")
    op.drop_index(op.f("ix_event_kind"), table_name="event")
    op.drop_table("event")
    op.drop_table("source")
    op.drop_table("season")
    op.drop_table("race_question")
    op.drop_index(op.f("ix_place_parent_id"), table_name="place")
    op.drop_index(op.f("ix_place_kind"), table_name="place")
    op.drop_table("place")
    op.drop_table("goal")
    op.drop_table("edition")
    op.drop_table("district_fact")
    op.drop_table("content_version")
    op.drop_table("climate")
