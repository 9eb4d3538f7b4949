"""broadcasts and the clock"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('queued', 'sending')")
SENDING = sa.text("state = 'sending'")
BULK = sa.text("broadcast_id IS NOT NULL")
RUNNING = sa.text("state = 'running'")


def _partial(where: sa.TextClause) -> dict[str, sa.TextClause]:
    return {"sqlite_where": where, "postgresql_where": where}


def upgrade() -> None:
    op.create_table(
        "clock_runs",
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("occurrence", sa.String(length=64), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", "occurrence", name=op.f("pk_clock_runs")),
        sqlite_strict=True,
    )
    op.create_table(
        "discarded",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_discarded")),
        sqlite_strict=True,
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("goal", sa.SmallInteger(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("file_id", sa.String(), nullable=True),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("gone", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("finished_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('running', 'paused', 'stopped', 'done')", name=op.f("ck_broadcasts_state")
        ),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_broadcasts_goal")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_broadcasts_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sqlite_strict=True,
    )
    op.create_index("ix_broadcasts_area_id", "broadcasts", ["area_id"])
    op.create_index("ix_broadcasts_running", "broadcasts", ["id"], **_partial(RUNNING))
    # Written out: Alembic would copy the whole table on SQLite, and lose its CHECKs on the way.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE outbox ADD COLUMN broadcast_id {kind}"
        " CONSTRAINT fk_outbox_broadcast_id REFERENCES broadcasts (id)"
    )
    op.drop_index("ix_outbox_chat", "outbox")
    op.create_index("ix_outbox_chat", "outbox", ["chat", "lane", "id"], **_partial(OPEN))
    op.create_index("ix_outbox_sending", "outbox", ["lease_until"], **_partial(SENDING))
    op.create_index("ix_outbox_broadcast", "outbox", ["broadcast_id", "state", "id"], **_partial(BULK))


def downgrade() -> None:
    """The way back: what broadcasts there were is forgotten, messages that belong to one are dropped."""
    for name in ("ix_outbox_broadcast", "ix_outbox_sending", "ix_outbox_chat"):
        op.drop_index(name, "outbox")
    op.execute("DELETE FROM outbox WHERE broadcast_id IS NOT NULL")
    op.execute("ALTER TABLE outbox DROP COLUMN broadcast_id")
    op.create_index("ix_outbox_chat", "outbox", ["chat", "id"], **_partial(OPEN))
    for name in ("broadcasts", "discarded", "clock_runs"):
        op.drop_table(name)
