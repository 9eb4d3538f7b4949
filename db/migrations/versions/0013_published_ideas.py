"""published ideas"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _moment(name: str, *, given: bool = True) -> sa.Column[object]:
    return sa.Column(name, db.types.UtcDateTime(timezone=True), nullable=not given)


def _data(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=False)


def _code(name: str, *, given: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=not given)


def _idea(*, given: bool) -> sa.Column[int]:
    return sa.Column("idea_id", sa.BigInteger(), nullable=not given)


def _key(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{table}_{name}"))


def _publications() -> None:
    table = "publications"
    states = "state IN ('draft', 'shown', 'hidden', 'down', 'refused')"
    op.create_table(
        table,
        _idea(given=True),
        sa.Column("text", sa.String(), nullable=False),
        _code("language"),
        _code("how", given=False),
        _data("spans"),
        _data("photos"),
        _code("state"),
        sa.Column("letter", sa.String(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        _moment("published_at", given=False),
        _moment("done_at", given=False),
        sa.CheckConstraint(states, name=op.f("ck_publications_state")),
        sa.CheckConstraint("language <> ''", name=op.f("ck_publications_language")),
        sa.CheckConstraint("how IN ('person', 'checked', 'machine')", name=op.f("ck_publications_how")),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name=op.f("ck_publications_published")
        ),
        _key(table, "idea_id", "ideas.id"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_publications")),
        sqlite_strict=True,
    )
    op.create_index("ix_publications_state", table, ["state", "idea_id"])


def _supports() -> None:
    table = "supports"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), nullable=False),
        _idea(given=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _code("kind"),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        _moment("at"),
        _moment("told_at", given=False),
        sa.CheckConstraint("kind IN ('support', 'hand')", name=op.f("ck_supports_kind")),
        sa.CheckConstraint("kind = 'hand' OR may_write = false", name=op.f("ck_supports_may_write")),
        _key(table, "idea_id", "ideas.id"),
        _key(table, "person_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supports")),
        sa.UniqueConstraint(
            "idea_id", "person_id", "kind", name=op.f("uq_supports_idea_id_person_id_kind")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_supports_person_id", table, ["person_id", "at"])


def _reports() -> None:
    table = "publication_reports"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), nullable=False),
        _idea(given=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _code("reason"),
        _moment("at"),
        _moment("seen_at", given=False),
        sa.CheckConstraint(
            "reason IN ('names', 'offends', 'untrue', 'other')", name=op.f("ck_publication_reports_reason")
        ),
        _key(table, "idea_id", "ideas.id"),
        _key(table, "person_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_reports")),
        sa.UniqueConstraint("idea_id", "person_id", name=op.f("uq_publication_reports_idea_id_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_publication_reports_person_id"), table, ["person_id"])


def _signatures() -> None:
    op.create_table(
        "signatures",
        _idea(given=True),
        _code("language"),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        _key("signatures", "idea_id", "ideas.id"),
        sa.PrimaryKeyConstraint("idea_id", "language", name=op.f("pk_signatures")),
        sqlite_strict=True,
    )


def upgrade() -> None:
    """Signatures of the ideas that are there are made by the clock, some every hour."""
    _publications()
    _supports()
    _reports()
    _signatures()


def downgrade() -> None:
    """What was published goes: an older version would neither show nor erase it. The ideas stay."""
    for table in ("signatures", "publication_reports", "supports", "publications"):
        op.drop_table(table)
