"""On which days of a sealed month reports were due: settled with the seal."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; seals are never changed, so those that are there say nothing of it."""
    op.add_column("seal", sa.Column("due", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("seal", "due")
