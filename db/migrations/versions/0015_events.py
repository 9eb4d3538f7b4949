"""events"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True)
_MOMENT = db.types.UtcDateTime(timezone=True)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("marks", _JSON, nullable=False),
        sa.Column("whom", sa.String(length=64), nullable=False),
        sa.Column("languages", _JSON, nullable=False),
        sa.Column("cost", sa.SmallInteger(), nullable=False),
        sa.Column("title", _JSON, nullable=False),
        sa.Column("words", _JSON, nullable=False),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("pending", _JSON, nullable=True),
        sa.Column("message", _JSON, nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("reason_words", _JSON, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("known_at", _MOMENT, nullable=True),
        sa.Column("day_told", sa.String(length=64), nullable=True),
        sa.Column("hours_told", _MOMENT, nullable=True),
        sa.Column("asked_after", sa.Boolean(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=True),
        sa.Column("round_id", sa.BigInteger(), nullable=True),
        sa.Column("numbers", _JSON, nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('draft', 'announced', 'cancelled')", name=op.f("ck_events_state")),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_events_goal")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_events_seats")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_events_cost")),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_events_span")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_events_order")),
        sa.CheckConstraint("state = 'draft' OR starts_at IS NOT NULL", name=op.f("ck_events_when")),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_events_pin")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_events_area_id")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_events_broadcast_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_events_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_area", "events", ["area_id", "id"])
    op.create_index(op.f("ix_events_round_id"), "events", ["round_id"])
    op.create_index("ix_events_state", "events", ["state", "starts_at"])


def _areas() -> None:
    op.create_table(
        "event_areas",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_areas_event_id")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_event_areas_area_id")),
        sa.PrimaryKeyConstraint("event_id", "area_id", name=op.f("pk_event_areas")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_event_areas_area_id"), "event_areas", ["area_id"])


def _rsvps() -> None:
    op.create_table(
        "rsvps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.Column("people", sa.SmallInteger(), nullable=False),
        sa.Column("needs", _JSON, nullable=False),
        sa.Column("brings", _JSON, nullable=False),
        sa.Column("practises", _JSON, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'waiting', 'maybe', 'no')", name=op.f("ck_rsvps_answer")),
        sa.CheckConstraint("people BETWEEN 1 AND 9", name=op.f("ck_rsvps_people")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_rsvps_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rsvps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rsvps")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_rsvps_event_id_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rsvps_person_id"), "rsvps", ["person_id"])
    op.create_index("ix_rsvps_answer", "rsvps", ["event_id", "answer", "turn"])


def upgrade() -> None:
    _events()
    _areas()
    _rsvps()


def downgrade() -> None:
    """What was announced and answered goes: an older version would neither show nor erase it."""
    for table in ("rsvps", "event_areas", "events"):
        op.drop_table(table)
