"""answers to ideas"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _messages() -> None:
    op.create_table(
        "idea_messages",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=64), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("canned", sa.String(length=64), nullable=True),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("read_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('answer', 'question', 'reply')", name=op.f("ck_idea_messages_kind")),
        sa.CheckConstraint("rating BETWEEN -1 AND 1", name=op.f("ck_idea_messages_rating")),
        sa.CheckConstraint("kind <> 'reply' OR staff_id IS NULL", name=op.f("ck_idea_messages_author")),
        sa.CheckConstraint("language <> ''", name=op.f("ck_idea_messages_language")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_idea_messages_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_messages")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idea_messages_idea_id", "idea_messages", ["idea_id", "id"])


def _notes() -> None:
    op.create_table(
        "idea_notes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_idea_notes_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_notes")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_idea_notes_idea_id"), "idea_notes", ["idea_id"])


def _drafts() -> None:
    op.create_table(
        "answer_drafts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=True),
        sa.Column("canned", sa.String(length=64), nullable=True),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("photo", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_answer_drafts_idea_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_answer_drafts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_drafts")),
        sa.UniqueConstraint("person_id", name=op.f("uq_answer_drafts_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_answer_drafts_idea_id"), "answer_drafts", ["idea_id"])


_KEYS = {("ideas", "duplicate_of"): "ideas", ("media", "message_id"): "idea_messages"}


def upgrade() -> None:
    """Columns of tables that others point at in SQL that both databases know, as in 0007."""
    _messages()
    _notes()
    _drafts()
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE ideas ADD COLUMN assigned_to {whole}")
    for (table, name), target in _KEYS.items():
        rule = f"CONSTRAINT fk_{table}_{name} REFERENCES {target} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {whole} {rule}")
        op.create_index(f"ix_{table}_{name}", table, [name])


def downgrade() -> None:
    """What the team and authors wrote to each other goes, and the files with it: an older version would not erase them."""
    op.execute(
        "INSERT INTO discarded (name) SELECT stored_as FROM media"
        " WHERE message_id IS NOT NULL AND stored_as IS NOT NULL"
    )
    op.execute("DELETE FROM media WHERE message_id IS NOT NULL")
    for table, name in _KEYS:
        op.drop_index(f"ix_{table}_{name}", table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.execute("ALTER TABLE ideas DROP COLUMN assigned_to")
    for table in ("answer_drafts", "idea_notes", "idea_messages"):
        op.drop_table(table)
