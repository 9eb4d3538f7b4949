"""ideas from surveys"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_RULES = {"answer_id": "CONSTRAINT fk_ideas_answer_id REFERENCES answers (id)", "ballot_id": ""}


def upgrade() -> None:
    """In SQL that both databases know: a copy of the table would break what points at it on SQLite, and last."""
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for name, rule in _RULES.items():
        op.execute(f"ALTER TABLE ideas ADD COLUMN {name} {whole} {rule}")
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"uq_ideas_{name}", "ideas", [name], unique=True, sqlite_where=there, postgresql_where=there
        )


def downgrade() -> None:
    """Ideas that were filed from somebody's answer are emptied: an older version would not find them when that person leaves."""
    filed = "(SELECT id FROM ideas WHERE answer_id IS NOT NULL)"
    for table in ("media", "idea_places"):
        op.execute(f"DELETE FROM {table} WHERE idea_id IN {filed}")  # noqa: S608
    op.execute("UPDATE ideas SET status = 'withdrawn', text = '' WHERE answer_id IS NOT NULL")
    for name in _RULES:
        op.drop_index(f"uq_ideas_{name}", "ideas")
        op.execute(f"ALTER TABLE ideas DROP COLUMN {name}")
