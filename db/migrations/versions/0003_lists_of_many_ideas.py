"""indexes in the order in which long lists are read"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEEN = sa.text("status = 'seen'")
DEAD = sa.text("state = 'dead'")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.create_index("ix_ideas_everywhere", "ideas", ["status", "id", "area_id", "goal"])
    _partial("ix_ideas_seen", "ideas", ["area_id", "status", "id"], SEEN)
    _partial("ix_inbox_dead", "inbox", ["seq"], DEAD)
    op.create_index("ix_rounds_newest", "rounds", ["opens_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_rounds_newest", "rounds")
    op.drop_index("ix_inbox_dead", "inbox")
    op.drop_index("ix_ideas_seen", "ideas")
    op.drop_index("ix_ideas_everywhere", "ideas")
