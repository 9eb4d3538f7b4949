"""composed messages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _moment(name: str, *, given: bool = True) -> sa.Column[object]:
    return sa.Column(name, db.types.UtcDateTime(timezone=True), nullable=not given)


def _data(name: str, *, given: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=not given)


def _code(name: str, *, given: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=not given)


def _check(rule: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_compositions_{name}"))


def _key(column: str, there: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{there}.id"], name=op.f(f"fk_compositions_{column}"))


def upgrade() -> None:
    op.create_table(
        "compositions",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        _code("state", given=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        _code("ready"),
        _data("fields"),
        _data("texts"),
        _data("file", given=False),
        _data("link", given=False),
        _data("areas"),
        _data("languages"),
        _code("topic"),
        sa.Column("urgent", sa.String(), nullable=True),
        _moment("send_at", given=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        _moment("created_at"),
        _moment("changed_at"),
        _check("state IN ('draft', 'waiting', 'sent')", "state"),
        _check("(state = 'waiting') = (send_at IS NOT NULL)", "when"),
        _check("(state = 'sent') = (broadcast_id IS NOT NULL)", "sent"),
        _check("corrects IS NULL OR state <> 'waiting'", "correction"),
        _key("area_id", "areas"),
        _key("corrects", "broadcasts"),
        _key("broadcast_id", "broadcasts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compositions")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_compositions_area", "compositions", ["area_id", "state", "id"])
    op.create_index("ix_compositions_due", "compositions", ["state", "send_at"])
    op.create_index("ix_compositions_corrects", "compositions", ["corrects"])


def downgrade() -> None:
    """What was not sent yet goes; what was sent stays among the messages to many."""
    op.drop_table("compositions")
