"""When the content version last rose, so that answers can say when their data last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody knows when the present version came to be."""
    op.add_column("content_version", sa.Column("changed", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("content_version", "changed")
