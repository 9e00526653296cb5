"""What surveys estimate tourism revenue at, by year or quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "revenue_estimate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["account.id"],
            name=op.f("fk_revenue_estimate_entered_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["account.id"],
            name=op.f("fk_revenue_estimate_withdrawn_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_estimate")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("revenue_estimate")
