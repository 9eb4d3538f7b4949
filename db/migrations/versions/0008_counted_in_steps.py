"""answers counted in steps"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was there before has been shown already."""
    op.add_column("sessions", sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index(
        "ix_sessions_uncounted",
        "sessions",
        ["round_id"],
        sqlite_where=sa.text("counted = 0"),
        postgresql_where=sa.text("NOT counted"),
    )


def downgrade() -> None:
    op.drop_index("ix_sessions_uncounted", "sessions")
    op.drop_column("sessions", "counted")
