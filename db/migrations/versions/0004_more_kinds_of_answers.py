"""what is ticked is no answer yet; answers that are not known or kept private"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TICKED = """
UPDATE sessions SET ticked = (
    SELECT answers.value FROM answers
    WHERE answers.session_id = sessions.id AND answers.question = sessions.question AND answers.state = 'chosen'
) WHERE sessions.state = 'running'
"""


def _answers(states: str) -> sa.Table:
    """The table as it stands: SQLite's CHECK rules cannot be read back, so a copy would be made without them."""
    names = (
        "id",
        "session_id",
        "round_id",
        "question",
        "state",
        "value",
        "goal",
        "area_id",
        "language",
        "at",
    )
    big, short = sa.BigInteger(), sa.String(length=64)
    kinds = (
        big,
        big,
        big,
        short,
        short,
        sa.JSON(none_as_null=True),
        sa.SmallInteger(),
        sa.Integer(),
        short,
    )
    moment = db.types.UtcDateTime(timezone=True)
    return sa.Table(
        "answers",
        sa.MetaData(),
        *(
            sa.Column(name, kind, nullable=name == "value")
            for name, kind in zip(names, (*kinds, moment), strict=True)
        ),
        sa.CheckConstraint("language <> ''", name=op.f("ck_answers_language")),
        sa.CheckConstraint(states, name=op.f("ck_answers_state")),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_answers_goal")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_answers_area_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_answers_round_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_answers_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("session_id", "question", name=op.f("uq_answers_session_id_question")),
        sa.Index("ix_answers_results", "round_id", "area_id", "question"),
        sqlite_strict=True,
    )


BEFORE = "state IN ('given', 'chosen', 'skipped')"
AFTER = "state IN ('given', 'skipped', 'unknown', 'private')"


def _states(old: str, new: str) -> None:
    with op.batch_alter_table("answers", copy_from=_answers(old)) as table:
        table.drop_constraint(op.f("ck_answers_state"), type_="check")
        table.create_check_constraint(op.f("ck_answers_state"), new)


def upgrade() -> None:
    op.add_column("sessions", sa.Column("ticked", sa.JSON(none_as_null=True), nullable=True))
    op.execute(_TICKED)
    op.execute("DELETE FROM answers WHERE state = 'chosen'")
    _states(BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE answers SET state = 'skipped' WHERE state IN ('unknown', 'private')")
    _states(AFTER, BEFORE)
    op.drop_column("sessions", "ticked")
