"""Alembic, driven from code: upgrade to the newest schema, and say what differs from the models."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.session import Database, Tx
from db.tables import Base

FOLDER = Path(__file__).parent / "migrations"


def _config(tx: Tx | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = tx
    return config


@cache
def head() -> str:
    """The revision that this version of the bot expects: it stands in its files, which take a while to read."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(tx: Tx) -> str:
    """The revision that the database has; empty for a new one."""
    return MigrationContext.configure(tx).get_current_revision() or ""


def upgrade(database: Database) -> None:
    """Brings the schema to the newest revision, in one transaction."""
    with database.begin() as tx:
        reach(tx, head())


def reach(tx: Tx, revision: str) -> None:
    """Brings the schema to a revision that is not older than its own."""
    if current(tx) != revision:
        command.upgrade(_config(tx), revision)


def adopt(tx: Tx, revision: str) -> None:
    """Marks tables that came without their revision as being of it, and brings them up to date."""
    if not current(tx):
        command.stamp(_config(tx), revision)
    reach(tx, head())


def downgrade(database: Database, revision: str) -> None:
    """The way back to an older schema, in one transaction. Raises LookupError for a revision that is not known."""
    if revision not in list_revisions():
        raise LookupError(revision)
    with database.begin() as tx:
        command.downgrade(_config(tx), revision)


def differences(tx: Tx) -> list[Any]:
    """What the models have that the database has not, or the other way round."""
    context = MigrationContext.configure(tx, opts={"compare_type": True, "render_as_batch": True})
    return list(compare_metadata(context, Base.metadata))


def revise(database: Database, message: str) -> None:
    """Writes the migration from the database's schema to the models; for developers."""
    with database.begin() as tx:
        command.revision(_config(tx), message, autogenerate=True, rev_id=f"{len(list_revisions()) + 1:04d}")


def list_revisions() -> list[str]:
    """All revisions, newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
