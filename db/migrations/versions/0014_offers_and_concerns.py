"""offers and concerns"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_DRAFT = sa.text("state = 'draft'")


def _moment(name: str, *, given: bool = True) -> sa.Column[object]:
    return sa.Column(name, db.types.UtcDateTime(timezone=True), nullable=not given)


def _data(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=False)


def _code(name: str, *, given: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=not given)


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        _code("kind", given=True),
        _data("days"),
        _code("begins"),
        _code("ends"),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        _data("languages"),
        _data("whom"),
        _code("cost"),
        _code("price"),
        _code("phone"),
        _data("texts"),
        _data("steps"),
        _code("state", given=True),
        _moment("created_at"),
        _moment("checked_at"),
        _moment("reminded_at", given=False),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_offers_goal")),
        sa.CheckConstraint("state IN ('draft', 'shown', 'hidden')", name=op.f("ck_offers_state")),
        sa.CheckConstraint("(begins IS NULL) = (ends IS NULL)", name=op.f("ck_offers_hours")),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_offers_pin")),
        sa.CheckConstraint("(cost = 'own') = (price IS NOT NULL)", name=op.f("ck_offers_price")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_offers_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offers_here", "offers", ["area_id", "goal", "state"])
    op.create_index("ix_offers_checked", "offers", ["state", "checked_at"])


def _concerns() -> None:
    complete = "state = 'draft' OR (area_id IS NOT NULL AND wish IS NOT NULL)"
    op.create_table(
        "concerns",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        _code("state", given=True),
        _code("wish"),
        _code("phone"),
        _moment("created_at"),
        _moment("changed_at"),
        _moment("reminded_at", given=False),
        _moment("closed_at", given=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name=op.f("ck_concerns_state")),
        sa.CheckConstraint("wish IN ('contact', 'know')", name=op.f("ck_concerns_wish")),
        sa.CheckConstraint(complete, name=op.f("ck_concerns_complete")),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_concerns_closed")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_concerns_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_concerns_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_concerns_person_id"), "concerns", ["person_id"])
    op.create_index("ix_concerns_here", "concerns", ["area_id", "state"])
    op.create_index(
        "uq_concerns_draft",
        "concerns",
        ["person_id"],
        unique=True,
        sqlite_where=_DRAFT,
        postgresql_where=_DRAFT,
    )


def _messages() -> None:
    op.create_table(
        "concern_messages",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("concern_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=True),
        _code("language", given=True),
        _moment("at"),
        sa.CheckConstraint("text <> '' OR voice IS NOT NULL", name=op.f("ck_concern_messages_says")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concerns.id"], name=op.f("fk_concern_messages_concern_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_messages")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_concern_messages_concern_id"), "concern_messages", ["concern_id"])


def upgrade() -> None:
    _offers()
    _concerns()
    _messages()


def downgrade() -> None:
    """What was told in private goes: an older version would neither show nor erase it."""
    for table in ("concern_messages", "concerns", "offers"):
        op.drop_table(table)
