"""The register of personal data leaves nothing out, and the export shows what it says."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

from db import gaps, personal
from db.belonging import Belonging
from db.register import REGISTER
from db.session import Database
from db.tables import Base
from tests import planted


def test_every_table_that_leads_to_a_person_is_in_the_register_with_all_its_columns() -> None:
    assert gaps.gaps(Base.metadata) == []


def _with(*columns: Column[int] | Column[str]) -> MetaData:
    """The tables of the bot and one more."""
    metadata = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(metadata)
    Table("diaries", metadata, Column("id", Integer, primary_key=True), *columns)
    return metadata


def test_the_walk_notices_a_forgotten_table_beside_people() -> None:
    metadata = _with(Column("writer", ForeignKey("people.id")))
    assert gaps.gaps(metadata) == ["diaries.writer leads to a person"]


def test_the_walk_notices_a_forgotten_table_far_from_people() -> None:
    metadata = _with(Column("answer_id", ForeignKey("answers.id")))
    assert gaps.gaps(metadata) == ["diaries.answer_id leads to a person"]


def test_the_walk_notices_a_second_way_to_a_person() -> None:
    metadata = _with(Column("writer", ForeignKey("people.id")), Column("reader", ForeignKey("people.id")))
    register = {**REGISTER, "diaries": Belonging(("writer",), unsaid=("id",))}
    assert gaps.gaps(metadata, register) == [
        "diaries.reader is not spoken of",
        "diaries.reader leads to a person",
    ]


def test_the_walk_notices_a_column_that_nobody_would_be_shown() -> None:
    metadata = _with(Column("writer", ForeignKey("people.id")), Column("secret", String))
    register = {**REGISTER, "diaries": Belonging(("writer",), unsaid=("id",))}
    assert gaps.gaps(metadata, register) == ["diaries.secret is not spoken of"]


def test_the_walk_notices_columns_and_tables_that_are_not_there() -> None:
    metadata = _with(Column("writer", ForeignKey("people.id")))
    shown = {"area": "writer.area_id.flag"}
    register = {
        **REGISTER,
        "diaries": Belonging(("writer",), shown=shown, unsaid=("id",)),
        "dreams": Belonging(),
    }
    assert gaps.gaps(metadata, register) == [
        "diaries.writer.area_id.flag is not there",
        "dreams is no table",
    ]


def test_the_walk_notices_a_key_that_cannot_be_emptied() -> None:
    metadata = _with(Column("writer", ForeignKey("people.id"), nullable=False))
    register = {**REGISTER, "diaries": Belonging(cut=("writer",), unsaid=("id",))}
    assert gaps.gaps(metadata, register) == ["diaries.writer cannot be emptied"]


def test_the_export_has_rows_from_every_table_of_the_register(database: Database) -> None:
    with database.begin() as tx:
        shown = personal.export(tx, planted.person(tx))
    assert {table for table, rows in shown.items() if rows} == REGISTER.keys()


def test_the_export_speaks_in_words_and_keeps_the_telegram_id_closed(database: Database) -> None:
    with database.begin() as tx:
        shown = personal.export(tx, planted.person(tx))
    [person], [answer] = shown["people"], shown["answers"]
    assert person["area"] == "Rollbergsiedlung" or person["area"]
    assert person["known_since"] == "2026-11-23T10:00:00+00:00"
    assert (person["encrypted_telegram_id"], person["hash_of_telegram_id"]) == ("yes", "yes")
    assert (answer["survey"], answer["value"]) == ("noise", {"text": planted.MARK})


def test_the_export_shows_nothing_of_anybody_else(database: Database) -> None:
    with database.begin() as tx:
        planted.person(tx)
        other = planted.neighbour(tx)
        shown = personal.export(tx, other)
    assert [table for table, rows in shown.items() if rows] == ["people"]
    assert planted.MARK not in str(shown)
