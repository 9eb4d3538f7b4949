"""Whoever deletes themselves is gone: from every table, and from every byte of the database's files."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot import jobs
from bot.services import erasure as erasure_service
from db import compaction, erasure, personal
from db.session import Database
from db.tables import Answer, Base, Dialog, Idea, Inbox, Media, Piece
from tests import planted
from tests.chat import Bot
from tests.planted import HASH, MARK

NOON = datetime(2026, 11, 2, 12, 0)  # noqa: DTZ001 - on the wall clock


def _erase(database: Database, *, keep_ideas: bool = False) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
    with database.begin() as tx:
        erasure_service.erase(tx, person, HASH, keep_ideas=keep_ideas)


def _rows(database: Database, model: type[Base]) -> list[Any]:
    with database.begin() as tx:
        return list(tx.execute(model.__table__.select()))


def test_the_search_finds_what_was_planted_in_every_place(database: Database) -> None:
    with database.begin() as tx:
        planted.person(tx)
        assert {where.split(".")[0] for where in planted.found(tx)} >= {
            *("people", "consents", "subscriptions", "dialogs", "ideas", "media", "sessions", "answers"),
            *("outbox", "inbox", "publications", "pieces"),
        }


def test_nothing_of_an_erased_person_is_left_in_any_table(database: Database) -> None:
    _erase(database)
    with database.begin() as tx:
        assert planted.found(tx) == []
        assert not any(personal.export(tx, 1).values())


def test_nothing_of_an_erased_person_is_left_in_any_row_that_points_at_them(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        erasure_service.erase(tx, person, HASH, keep_ideas=False)
        assert [
            where for where, value in planted.everything(tx) if value == person and where != "areas.id"
        ] == []
        assert not any(personal.export(tx, person).values())


def test_nothing_of_an_erased_person_is_left_in_the_files_of_the_database(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
    assert planted.in_files(database)
    with database.begin() as tx:
        erasure_service.erase(tx, person, HASH, keep_ideas=False)
    assert planted.in_files(database) == []


def test_nothing_is_left_in_the_room_that_the_pages_of_a_file_do_not_use(database: Database) -> None:
    with database.begin() as tx:
        person = planted.crowded(tx)
    with database.begin() as tx:
        erasure.erase(tx, person, keep_ideas=False)
    with database.begin() as tx:
        tx.execute(update(Dialog).values(draft=None))
        assert planted.found(tx) == []
    assert not database.is_sqlite or planted.in_files(database)  # SQLite alone does not see to it
    assert compaction.compact(database, NOON) == database.is_sqlite
    assert planted.in_files(database) == []


def test_a_large_file_is_written_anew_in_the_night_only_and_once(database: Database) -> None:
    _erase(database)
    assert not compaction.compact(database, NOON, small=0)
    assert not compaction.compact(database, NOON.replace(hour=4, minute=1), small=0)
    assert compaction.compact(database, NOON.replace(hour=4, minute=30), small=0) == database.is_sqlite
    assert not compaction.compact(database, NOON.replace(hour=4, minute=30), small=0)


def test_a_file_is_written_anew_only_after_the_last_message_to_whoever_left(bot: Bot) -> None:
    resident = bot.resident().says("/me").taps("Delete me")
    bot.telegram.faults.flood(1, 300)
    resident.taps("Delete everything")
    jobs.tick(bot.database, bot.world, bot.clock())
    assert (bot.does(compaction.asked) > 0) == bot.database.is_sqlite
    bot.passes(minutes=6)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.does(compaction.asked) == 0


def _unused_pages(database: Database) -> int:
    with database.begin() as tx:
        return tx.exec_driver_sql("PRAGMA freelist_count").scalar_one() if database.is_sqlite else 0


def test_every_night_the_file_is_written_anew_whatever_was_deleted(bot: Bot) -> None:
    bot.does(planted.crowded)
    bot.does(lambda tx: tx.execute(delete(Dialog)))
    assert (_unused_pages(bot.database) > 0) == bot.database.is_sqlite
    bot.passes(days=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert _unused_pages(bot.database) == 0


def test_the_names_of_all_files_are_given_back_so_that_they_can_go(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        assert erasure.erase(tx, person, keep_ideas=False) == [planted.PHOTO, planted.VOICE]


def test_ideas_may_stay_without_a_name_and_without_the_voice(database: Database) -> None:
    _erase(database, keep_ideas=True)
    [idea] = _rows(database, Idea)
    assert (idea.text, idea.author_id) == (MARK, None)
    assert [media.kind for media in _rows(database, Media)] == ["photo"]
    assert _rows(database, Answer) == []


def test_what_stays_is_the_idea_alone(database: Database) -> None:
    _erase(database, keep_ideas=True)
    with database.begin() as tx:
        assert planted.found(tx) == [
            *("ideas.text", "media.file_id", "media.unique_id", "publications.text")
        ]


def test_an_idea_that_stays_stays_in_every_language_and_is_looked_at_anew_by_the_team(
    database: Database,
) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        [idea] = tx.execute(select(Idea.id)).scalars()
        carried = {"idea_id": idea, **planted.carried("A bench"), "state": "delivered"}
        planted.put(tx, "pieces", source="published", source_id=idea, **carried, original="Ein Wunsch")
        planted.put(tx, "pieces", source="message", source_id=1, **carried)
        erasure.erase(tx, person, keep_ideas=True)
    left = {row.source: row for row in _rows(database, Piece)}
    assert {source: (row.state, row.text) for source, row in left.items()} == {
        "idea": ("open", None),
        "published": ("delivered", "A bench"),
    }
    assert (left["idea"].said_back, left["idea"].pending, left["idea"].earlier) == (None, None, [])


def test_an_idea_that_is_nothing_but_voice_does_not_stay(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        planted.idea(tx, person, "ROLL-2026-2", "", ("voice", "e5f6.ogg"))
        assert erasure.ideas_that_could_stay(tx, person) == 1
        assert "e5f6.ogg" in erasure.erase(tx, person, keep_ideas=True)
    assert [idea.number for idea in _rows(database, Idea)] == ["ROLL-2026-1"]


def test_an_idea_that_is_a_photo_without_words_may_stay(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        planted.idea(tx, person, "ROLL-2026-2", "", ("photo", "e5f6.jpg"))
        erasure.erase(tx, person, keep_ideas=True)
    assert [idea.number for idea in _rows(database, Idea)] == ["ROLL-2026-1", "ROLL-2026-2"]


def test_an_idea_that_was_withdrawn_does_not_stay(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        planted.idea(tx, person, "ROLL-2026-2", "withdrawn", status="withdrawn")
        erasure.erase(tx, person, keep_ideas=True)
    assert [idea.number for idea in _rows(database, Idea)] == ["ROLL-2026-1"]


def test_the_history_of_an_idea_that_stays_stays_with_it(database: Database) -> None:
    _erase(database, keep_ideas=True)
    with database.begin() as tx:
        places = {where.split(".")[0] for where, _ in planted.everything(tx)}
    assert places >= {"idea_statuses", "idea_goals", "idea_places"}


def test_nobody_else_loses_anything(database: Database) -> None:
    with database.begin() as tx:
        other = planted.neighbour(tx)
        planted.idea(tx, other, "ROLL-2026-9", "A bench", ("voice", "other.ogg"))
        before = personal.export(tx, other)
    _erase(database)
    with database.begin() as tx:
        assert personal.export(tx, other) == before


def test_the_update_that_asked_for_it_still_counts_as_done(database: Database) -> None:
    """The caller marks it by its number, which stays."""
    _erase(database)
    with database.begin() as tx:
        numbers = {row.seq: row.state for row in tx.execute(Inbox.__table__.select())}
    assert set(numbers.values()) == {"done"}


def test_erasing_twice_does_nothing_more(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        erasure_service.erase(tx, person, HASH, keep_ideas=False)
        erasure_service.erase(tx, person, HASH, keep_ideas=False)
        assert planted.found(tx) == []


@pytest.mark.parametrize(("hours", "fresh"), [(0, True), (1, True), (3, False)])
def test_a_button_that_deletes_works_for_a_while_only(hours: int, fresh: bool) -> None:
    token = erasure_service.token_of(7, planted.NOW)
    assert erasure_service.is_fresh(token, 7, planted.NOW + timedelta(hours=hours)) is fresh
    assert not erasure_service.is_fresh(token, 8, planted.NOW)
