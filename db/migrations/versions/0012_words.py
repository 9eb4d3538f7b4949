"""words"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SOURCES = ("idea", "message", "published", "outcome", "event", "survey", "broadcast", "offer")
_RULES = {
    "source": "source IN ('" + "', '".join(_SOURCES) + "')",
    "state": "state IN ('open', 'claimed', 'delivered', 'checked')",
    "how": "how IN ('person', 'machine')",
    "language": "language <> source_language",
    "place": "idea_id IS NULL OR area_id IS NULL",
    "original": "(source IN ('idea', 'message')) = (original IS NULL)",
    "idea": "source NOT IN ('idea', 'message') OR idea_id IS NOT NULL",
    "delivered": "NOT (state IN ('delivered', 'checked'))"
    " OR (text IS NOT NULL AND how IS NOT NULL AND delivered_at IS NOT NULL)",
    "claimed": "state <> 'claimed' OR (helper_id IS NOT NULL AND claimed_at IS NOT NULL)",
}


def _code(name: str, *, given: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=not given)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _big(name: str, *, given: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=not given)


def _moment(name: str, *, given: bool = False) -> sa.Column[object]:
    return sa.Column(name, db.types.UtcDateTime(timezone=True), nullable=not given)


def _data(name: str, *, given: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=not given)


def _helpers() -> None:
    staff = ["staff_id"], ["staff.id"]
    op.create_table(
        "helpers",
        _big("staff_id", given=True),
        _data("languages", given=True),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        _moment("promised_at", given=True),
        _moment("told_at"),
        sa.ForeignKeyConstraint(*staff, name=op.f("fk_helpers_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_helpers")),
        sqlite_strict=True,
    )


def _pieces() -> None:
    op.create_table(
        "pieces",
        _big("id", given=True),
        _code("source", given=True),
        _big("source_id", given=True),
        _code("part", given=True),
        _big("idea_id"),
        sa.Column("area_id", sa.Integer(), nullable=True),
        _code("source_language", given=True),
        _code("language", given=True),
        _long("original"),
        _code("state", given=True),
        _long("text"),
        _code("how"),
        _long("draft"),
        _data("pending"),
        _data("earlier", given=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        _big("helper_id"),
        _big("checker_id"),
        _long("said_back"),
        sa.Column("understood", sa.Boolean(), nullable=True),
        _big("reply_id"),
        _moment("wanted_at", given=True),
        *(_moment(name) for name in ("claimed_at", "delivered_at", "offer_at")),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        _moment("try_at"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_pieces_{name}")) for name, rule in _RULES.items()),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_pieces_area_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_pieces_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pieces")),
        sa.UniqueConstraint(
            *("source", "source_id", "part", "language"),
            name=op.f("uq_pieces_source_source_id_part_language"),
        ),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pieces_state", "pieces", ["state", "id"])
    for name in ("idea_id", "offer_at", "try_at"):
        op.create_index(f"ix_pieces_{name}", "pieces", [name])


def upgrade() -> None:
    _helpers()
    _pieces()


def downgrade() -> None:
    """What was carried between languages goes: an older version would not erase it."""
    op.drop_table("pieces")
    op.drop_table("helpers")
