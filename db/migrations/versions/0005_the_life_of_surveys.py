"""the life of surveys"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


_PRESENT = """
INSERT INTO plans (survey_id, version_id, state, mode, every, at, days_open, audience, reminder, feedback, changed_at)
SELECT id, (SELECT max(id) FROM survey_versions WHERE survey_id = surveys.id),
    'published', 'confidential', 'once', '10:00', 0, {nothing}, 0, {no}, created_at
FROM surveys
"""
"""Surveys that were there before have been published, once."""


_OWNER = "(idea_id IS NULL) <> (answer_id IS NULL)"


def _media(*, answers: bool) -> sa.Table:
    """The table as it stands: SQLite's CHECK rules cannot be read back, so a copy would be made without them."""
    new: list[sa.schema.SchemaItem] = [
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_media_answer_id")),
        sa.CheckConstraint(_OWNER, name=op.f("ck_media_owner")),
    ]
    return sa.Table(
        "media",
        sa.MetaData(),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=answers),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("unique_id", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(state = 'stored') = (stored_as IS NOT NULL)", name=op.f("ck_media_stored")),
        sa.CheckConstraint("kind IN ('photo', 'voice')", name=op.f("ck_media_kind")),
        sa.CheckConstraint("state IN ('wanted', 'stored', 'refused')", name=op.f("ck_media_state")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_media_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.Index(op.f("ix_media_idea_id"), "idea_id"),
        sa.Index("ix_media_state", "state", "id"),
        *(new if answers else ()),
        sqlite_strict=True,
    )


def _anonymous() -> None:
    loose = {"sqlite_strict": True, "sqlite_with_rowid": False}
    op.create_table(
        "participations",
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nullifier", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_participations_round_id")),
        sa.PrimaryKeyConstraint("round_id", "nullifier", name=op.f("pk_participations")),
        **loose,
    )
    op.create_table(
        "ballots",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_ballots_goal")),
        sa.CheckConstraint(
            "state IN ('given', 'skipped', 'unknown', 'private')", name=op.f("ck_ballots_state")
        ),
        sa.CheckConstraint("language <> ''", name=op.f("ck_ballots_language")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_ballots_round_id")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_ballots_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        **loose,
    )
    op.create_index("ix_ballots_results", "ballots", ["round_id", "area_id", "question"])
    op.create_table(
        "ballot_ways",
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_ballot_ways_round_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_ballot_ways_person_id")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_ballot_ways")),
        **loose,
    )
    op.create_index(op.f("ix_ballot_ways_person_id"), "ballot_ways", ["person_id"])


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("survey_id", sa.BigInteger(), nullable=True),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("goal BETWEEN 1 AND 9", name=op.f("ck_uploads_goal")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_uploads_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_uploads_person_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_uploads_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_uploads_person_id"), "uploads", ["person_id"])
    op.create_table(
        "plans",
        sa.Column("survey_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=64), nullable=False),
        sa.Column("every", sa.String(length=64), nullable=False),
        sa.Column("first", sa.String(length=64), nullable=True),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.Column("until", sa.String(length=64), nullable=True),
        sa.Column("count", sa.SmallInteger(), nullable=True),
        sa.Column("done", sa.String(length=64), nullable=True),
        sa.Column("days_open", sa.SmallInteger(), nullable=False),
        sa.Column("audience", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reminder", sa.SmallInteger(), nullable=False),
        sa.Column("urgent", sa.String(), nullable=True),
        sa.Column("feedback", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "every IN ('once', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'yearly')",
            name=op.f("ck_plans_every"),
        ),
        sa.CheckConstraint("mode IN ('confidential', 'anonymous')", name=op.f("ck_plans_mode")),
        sa.CheckConstraint(
            "state <> 'published' OR version_id IS NOT NULL", name=op.f("ck_plans_published")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'checked', 'published', 'closed', 'archived')", name=op.f("ck_plans_state")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_plans_survey_id")),
        sa.ForeignKeyConstraint(["version_id"], ["survey_versions.id"], name=op.f("fk_plans_version_id")),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_plans")),
        sqlite_strict=True,
    )
    op.create_index("ix_plans_state", "plans", ["state", "survey_id"])
    op.create_table(
        "outcomes",
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("texts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_outcomes_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_outcomes")),
        sqlite_strict=True,
    )
    op.create_table(
        "survey_files",
        sa.Column("survey_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('photo', 'voice')", name=op.f("ck_survey_files_kind")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_survey_files_survey_id")),
        sa.PrimaryKeyConstraint("survey_id", "name", name=op.f("pk_survey_files")),
        sqlite_strict=True,
    )
    op.create_table(
        "silences",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("survey_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rounds", sa.SmallInteger(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_silences_person_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_silences_survey_id")),
        sa.PrimaryKeyConstraint("person_id", "survey_id", name=op.f("pk_silences")),
        sqlite_strict=True,
    )
    _anonymous()
    with op.batch_alter_table("media", copy_from=_media(answers=False)) as table:
        table.alter_column("idea_id", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(sa.Column("answer_id", sa.BigInteger(), nullable=True))
        table.create_foreign_key(op.f("fk_media_answer_id"), "answers", ["answer_id"], ["id"])
        table.create_check_constraint(op.f("ck_media_owner"), _OWNER)
    op.create_index(op.f("ix_media_answer_id"), "media", ["answer_id"])
    on_file = op.get_bind().dialect.name == "sqlite"
    nothing, no = ("'{}'", "0") if on_file else ("CAST('{}' AS JSON)", "false")
    op.execute(_PRESENT.format(nothing=nothing, no=no))


def downgrade() -> None:
    op.execute("DELETE FROM media WHERE idea_id IS NULL")
    op.drop_index(op.f("ix_media_answer_id"), "media")
    with op.batch_alter_table("media", copy_from=_media(answers=True)) as table:
        table.drop_constraint(op.f("ck_media_owner"), type_="check")
        table.drop_constraint(op.f("fk_media_answer_id"), type_="foreignkey")
        table.drop_column("answer_id")
        table.alter_column("idea_id", existing_type=sa.BigInteger(), nullable=False)
    for table in ("silences", "survey_files", "ballot_ways", "ballots", "participations", "outcomes"):
        op.drop_table(table)
    op.drop_table("plans")
    op.drop_table("uploads")
