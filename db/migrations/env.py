"""What Alembic runs for every command; the connection is handed in by `db.schema`."""

from __future__ import annotations

from alembic import context

from db.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="db.types.",
)
with context.begin_transaction():
    context.run_migrations()
