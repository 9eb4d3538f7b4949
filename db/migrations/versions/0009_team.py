"""the team and its roles"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_RULE = "length(label) BETWEEN 1 AND 40"
_EVERYWHERE = sa.text("area_id IS NULL")


def _staff(*, counted_on: bool) -> sa.Table:
    """The table as it stands: SQLite's CHECK rules cannot be read back, so a copy would be made without them."""
    return sa.Table(
        "staff",
        sa.MetaData(),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("since", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('viewer', 'helper', 'team', 'lead', 'admin')", name=op.f("ck_staff_role")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_staff_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("person_id", "area_id", name=op.f("uq_staff_person_id_area_id")),
        sa.Index(
            "uq_staff_everywhere",
            "person_id",
            unique=True,
            sqlite_where=_EVERYWHERE,
            postgresql_where=_EVERYWHERE,
        ),
        sqlite_strict=True,
        sqlite_autoincrement=counted_on,
    )


def _numbered(*, anew: bool) -> None:
    """On SQLite a number that is free is given again unless the table says otherwise; nothing points at this one."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("staff", copy_from=_staff(counted_on=not anew), recreate="always"):
            pass


def upgrade() -> None:
    """A rule that stands with its column goes with it, so that SQLite need not copy the tables for that."""
    _numbered(anew=False)
    short = "TEXT" if op.get_bind().dialect.name == "sqlite" else "VARCHAR(64)"
    for table in ("staff", "invites"):
        rule = f"CONSTRAINT ck_{table}_label CHECK ({_RULE})"
        op.execute(f"ALTER TABLE {table} ADD COLUMN label {short} {rule}")


def downgrade() -> None:
    for table in ("staff", "invites"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN label")
    _numbered(anew=True)
