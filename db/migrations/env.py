"""What Alembic runs for every command; the connection is handed in by `db.schema`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from db.tables import Base

tx = context.config.attributes["connection"]
if tx.dialect.name == "postgresql":
    # An index over years of ideas takes longer than a statement of the bot may.
    tx.execute(text("SET LOCAL statement_timeout = 0"))
context.configure(
    connection=tx,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="db.types.",
)
with context.begin_transaction():
    context.run_migrations()
