"""posters and months"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, db.types.UtcDateTime(timezone=True), nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _area(key: bool = True) -> sa.Column[int]:
    return sa.Column("area_id", sa.Integer(), nullable=False, **({"autoincrement": False} if key else {}))


def _data(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=False)


def _posters() -> None:
    kinds = "kind IN ('area', 'goal', 'idea', 'survey', 'event')"
    op.create_table(
        "posters",
        sa.Column("id", sa.BigInteger(), nullable=False),
        _code("code"),
        _area(key=False),
        _code("kind"),
        sa.Column("target", sa.BigInteger(), nullable=True),
        _data("languages"),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        _moment("created_at"),
        sa.CheckConstraint(kinds, name=op.f("ck_posters_kind")),
        sa.CheckConstraint("(kind = 'area') = (target IS NULL)", name=op.f("ck_posters_target")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_posters_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posters")),
        sa.UniqueConstraint("code", name=op.f("uq_posters_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_posters_area", "posters", ["area_id", "id"])
    op.create_table(
        "poster_openings",
        sa.Column("poster_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _code("month"),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.CheckConstraint("openings > 0", name=op.f("ck_poster_openings_openings")),
        sa.ForeignKeyConstraint(["poster_id"], ["posters.id"], name=op.f("fk_poster_openings_poster_id")),
        sa.PrimaryKeyConstraint("poster_id", "month", name=op.f("pk_poster_openings")),
        sqlite_strict=True,
    )


def _months() -> None:
    op.create_table(
        "months",
        _area(),
        _code("month"),
        _data("figures"),
        _moment("frozen_at"),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_months_area_id")),
        sa.PrimaryKeyConstraint("area_id", "month", name=op.f("pk_months")),
        sqlite_strict=True,
    )
    op.create_table(
        "reference",
        _area(),
        _code("language"),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share BETWEEN 0 AND 100", name=op.f("ck_reference_share")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_reference_area_id")),
        sa.PrimaryKeyConstraint("area_id", "language", name=op.f("pk_reference")),
        sqlite_strict=True,
    )


def _sums_and_wishes() -> None:
    op.create_table(
        "fund_sums",
        _area(),
        _code("first"),
        _code("last"),
        sa.Column("euros", sa.Integer(), nullable=False),
        sa.CheckConstraint("euros >= 0", name=op.f("ck_fund_sums_euros")),
        sa.CheckConstraint("first <= last", name=op.f("ck_fund_sums_order")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_fund_sums_area_id")),
        sa.PrimaryKeyConstraint("area_id", "first", "last", name=op.f("pk_fund_sums")),
        sqlite_strict=True,
    )
    op.create_table(
        "report_wishes",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _area(),
        _moment("since"),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_report_wishes_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_report_wishes_person_id")),
        sa.PrimaryKeyConstraint("person_id", "area_id", name=op.f("pk_report_wishes")),
        sqlite_strict=True,
    )


def upgrade() -> None:
    _posters()
    _months()
    _sums_and_wishes()


def downgrade() -> None:
    for table in ("report_wishes", "fund_sums", "reference", "months", "poster_openings", "posters"):
        op.drop_table(table)
