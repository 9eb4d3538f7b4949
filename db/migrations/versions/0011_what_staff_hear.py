"""what staff look for and hear of"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.search import fold

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BATCH = 1000

_SEEN = sa.text("status = 'seen'")
_MINE = sa.text("assigned_to IS NOT NULL")
_HERE = ["area_id", "status", "id", "created_at", "goal", "language"]
_EVERYWHERE = ["status", "id", "area_id", "goal", "created_at", "language"]


def _columns() -> list[tuple[str, str, str]]:
    """Table, column, and its type with its rule: a rule that stands with its column goes with it, so that SQLite need not
    copy the tables for that."""
    on_file = op.get_bind().dialect.name == "sqlite"
    small, short, long = ("INTEGER", "TEXT", "TEXT") if on_file else ("SMALLINT", "VARCHAR(64)", "VARCHAR")
    return [
        ("areas", "answer_days", f"{small} DEFAULT 14 NOT NULL {_rule('areas', 'answer_days')}"),
        ("staff", "hears", f"{short} {_rule('staff', 'hears')}"),
        ("ideas", "folded", f"{long} DEFAULT '' NOT NULL {_rule('ideas', 'folded')}"),
    ]


_RULES = {
    "answer_days": "answer_days IN (7, 14, 21, 28)",
    "hears": "hears IN ('at_once', 'daily', 'weekly', 'never')",
    "folded": "text <> '' OR folded = ''",
}


def _rule(table: str, name: str) -> str:
    return f"CONSTRAINT ck_{table}_{name} CHECK ({_RULES[name]})"


def _partial(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "ideas", columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    for table, name, kind in _columns():
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _fold()
    op.drop_index("ix_ideas_seen", "ideas")
    op.drop_index("ix_ideas_everywhere", "ideas")
    op.create_index("ix_ideas_here", "ideas", _HERE)
    op.create_index("ix_ideas_everywhere", "ideas", _EVERYWHERE)
    _partial("ix_ideas_mine", ["assigned_to", "id"], _MINE)


def _fold() -> None:
    """Fills in what is there already, some at a time, so that not all texts are in memory."""
    ideas = sa.table("ideas", sa.column("id"), sa.column("text"), sa.column("folded"))
    bind, last = op.get_bind(), 0
    some = sa.select(ideas.c.id, ideas.c.text).where(ideas.c.text != "").order_by(ideas.c.id).limit(BATCH)
    write = ideas.update().where(ideas.c.id == sa.bindparam("it")).values(folded=sa.bindparam("words"))
    while found := bind.execute(some.where(ideas.c.id > last)).all():
        bind.execute(write, [{"it": number, "words": fold(text)} for number, text in found])
        last = found[-1][0]


def downgrade() -> None:
    op.drop_index("ix_ideas_mine", "ideas")
    op.drop_index("ix_ideas_everywhere", "ideas")
    op.drop_index("ix_ideas_here", "ideas")
    op.create_index("ix_ideas_everywhere", "ideas", ["status", "id", "area_id", "goal"])
    _partial("ix_ideas_seen", ["area_id", "status", "id"], _SEEN)
    for table, name, _kind in _columns():
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
