"""What the clock wakes: everything is kept as long as people were told, and no longer."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import event

from bot import jobs
from bot.core import retention as kept
from bot.delivery.sweep import sweep
from bot.services import ledger
from bot.views import privacy
from db import audit, clock, dead_letters, inbox, media
from db.tables import (
    Audit,
    Broadcast,
    ClockRun,
    Dialog,
    Discarded,
    Fact,
    Idea,
    IdeaPlace,
    Inbox,
    Media,
    Outbox,
    Person,
)
from tests.chat import Bot, Resident
from tests.planted import put


def ticks(bot: Bot, **later: float) -> None:
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def files(bot: Bot) -> list[str]:
    return sorted(path.name for path in (bot.folder / "media").glob("*"))


def idea(resident: Resident) -> int:
    """Somebody's idea with a photo and a place, as it was sent; its id."""
    resident.says("/idea").says("A bench").sends_photo().sends_place(52.47, 13.43)
    resident.taps("Culture").taps("Send")
    return int(resident.bot.rows(Idea)[-1].id)


def test_numbers_of_updates_are_forgotten_after_three_days(bot: Bot) -> None:
    bot.resident()
    ticks(bot, hours=71)
    assert bot.count(Inbox) > 0
    ticks(bot, hours=2)
    assert bot.count(Inbox) == 0


def test_records_of_messages_are_forgotten_after_thirty_days(bot: Bot) -> None:
    bot.resident()
    ticks(bot, days=29)
    assert bot.count(Outbox) > 0
    ticks(bot, days=2)
    assert bot.count(Outbox) == 0


def test_a_dead_letter_is_emptied_after_a_week_and_cannot_be_tried_again(bot: Bot) -> None:
    bot.does(lambda tx: inbox.store(tx, [inbox.Received(9, b"chat", "A bench")], bot.clock()))
    bot.does(lambda tx: tx.exec_driver_sql("UPDATE inbox SET state = 'dead'"))
    ticks(bot, days=6)
    assert [row.payload for row in bot.rows(Inbox)] == ["A bench"]
    ticks(bot, days=2)
    [letter] = bot.rows(Inbox)
    assert (letter.update_id, letter.payload, letter.chat) == (9, None, None)
    assert not bot.does(lambda tx: dead_letters.retry(tx, letter.seq, bot.clock()))


def test_an_idea_that_nobody_finished_is_forgotten_after_thirty_days_and_a_warning(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("A bench under the plane tree")
    ticks(bot, days=25)
    assert "You began an idea" not in resident.screen
    ticks(bot, days=1, minutes=1)
    assert "You began an idea" in resident.screen
    assert "Wednesday, 23 December 2026" in resident.screen
    ticks(bot, days=3, hours=23)
    assert bot.count(Dialog) == 1
    ticks(bot, hours=2)
    assert bot.count(Dialog) == 0


def warnings(resident: Resident) -> list[str]:
    return [one.text for one in resident.chat if "You began an idea" in one.text]


def test_a_warning_comes_once_and_again_only_for_what_was_changed_since(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("A bench")
    for days in (26, 1, 1, 1):
        ticks(bot, days=days)
    assert len(warnings(resident)) == 1
    resident.taps("Finish my idea").says("under the plane tree")
    assert warnings(resident) == []  # the button's screen took its place
    for days in (26, 1, 1, 1):
        ticks(bot, days=days)
    assert len(warnings(resident)) == 1
    assert "plane tree" in resident.taps("Finish my idea").screen


def test_a_draft_outlives_a_clock_that_was_stopped_when_the_warning_was_due(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("A bench")
    ticks(bot, days=40)
    assert "You began an idea" in resident.screen
    ticks(bot, days=2)
    assert resident.known is not None
    assert resident.known.draft
    ticks(bot, days=1, hours=1)
    assert bot.count(Dialog) == 0


def test_a_warning_does_not_come_in_the_evening(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("A bench")
    ticks(bot, days=29, hours=11)
    assert "You began an idea" not in resident.screen
    ticks(bot, hours=12)
    assert "You began an idea" in resident.screen


@pytest.mark.parametrize("status", ["withdrawn", "not_possible"])
def test_of_an_idea_that_led_nowhere_only_number_and_status_stay(bot: Bot, status: str) -> None:
    number = idea(bot.resident())
    bot.does(lambda tx: tx.exec_driver_sql(f"UPDATE ideas SET status = '{status}' WHERE id = {number}"))
    ticks(bot, days=89)
    assert (bot.rows(Idea)[0].text, bot.count(Media), len(files(bot))) == ("A bench", 1, 1)
    ticks(bot, days=2)
    [left] = bot.rows(Idea)
    assert (left.number, left.status, left.goal) == ("ROLL-2026-1", status, 5)
    assert (left.text, left.author_id, left.draft_key) == ("", None, None)
    bot.tidies()
    assert (bot.count(Media), bot.count(IdeaPlace), bot.count(Discarded), files(bot)) == (0, 0, 0, [])


def test_an_idea_that_is_on_its_way_stays(bot: Bot) -> None:
    idea(bot.resident())
    ticks(bot, days=400)
    assert bot.rows(Idea)[0].text == "A bench"


def test_what_staff_did_is_forgotten_after_a_year(bot: Bot) -> None:
    bot.does(lambda tx: audit.record(tx, 1, "seen", "1", bot.clock()))
    ticks(bot, days=364)
    assert bot.count(Audit) == 1
    ticks(bot, days=2)
    assert bot.count(Audit) == 0


def test_somebody_who_blocked_the_bot_for_half_a_year_is_erased_and_recorded(bot: Bot) -> None:
    gone, there = bot.resident(), bot.resident()
    idea(gone)
    bot.telegram.block(gone.user)
    bot.settle()
    ticks(bot, days=179)
    assert bot.count(Person) == 2
    ticks(bot, days=2)
    ticks(bot, minutes=1)
    assert [row.id for row in bot.rows(Person)] == [there.known.id if there.known else 0]
    assert bot.count(Idea) == 0
    [entry] = ledger.read(bot.folder / "secrets")
    assert not entry.keep_ideas


def test_somebody_who_came_back_is_not_erased(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.block(resident.user)
    ticks(bot, days=100)
    bot.telegram.unblock(resident.user)
    bot.settle()
    ticks(bot, days=100)
    assert bot.count(Person) == 1


def test_runs_of_the_clock_are_forgotten(bot: Bot) -> None:
    ticks(bot)
    bot.does(lambda tx: clock.take(tx, "minute", "2026-11-23T10:00", bot.clock()))
    bot.does(lambda tx: clock.take(tx, "day", "2026-11-23", bot.clock()))
    ticks(bot, days=3)
    assert {row.job for row in bot.rows(ClockRun)} >= {"day"}
    assert "minute" not in {row.job for row in bot.rows(ClockRun)}
    ticks(bot, days=400)
    assert "day" not in {row.job for row in bot.rows(ClockRun)}


def broadcast(bot: Bot, *fates: tuple[str, str | None]) -> int:
    """A broadcast with one copy per fate, each for the same resident; its id."""
    resident, now = bot.resident().known, bot.clock()
    assert resident is not None
    plain = {"kind": "message", "content": {}, "urgent": False, "state": "done", "planned": len(fates)}

    def write(tx: Any) -> int:
        key: int = put(tx, "broadcasts", **plain, gone={"sent": 1}, created_at=now)
        for state, error in fates:
            when = {"created_at": now, "not_before": now, "done_at": None if state == "queued" else now}
            fixed = {"lane": 2, "kind": "copy", "policy": "never", "attempts": 1}
            whose = {"broadcast_id": key, "person_id": resident.id}
            put(tx, "outbox", **fixed, **whose, **when, state=state, error=error)
        return key

    return int(bot.does(write))


def test_a_broadcast_goes_on_counting_copies_whose_records_are_gone(bot: Bot) -> None:
    broadcast(bot, ("sent", None), ("sent", None), ("cancelled", "opted_out"), ("failed", "Forbidden"))
    ticks(bot, days=31)
    [row] = bot.rows(Broadcast)
    assert row.gone == {"sent": 3, "cancelled:opted_out": 1, "failed": 1}


def test_a_broadcast_goes_on_counting_copies_for_people_who_deleted_themselves(bot: Bot) -> None:
    broadcast(bot, ("sent", None), ("queued", None))
    bot.does(lambda tx: tx.exec_driver_sql("UPDATE outbox SET not_before = '2030-01-01 00:00:00.000000'"))
    resident = Resident(bot, bot.telegram.people[-1])
    resident.says("/me").taps("Delete me").taps("Delete everything")
    assert bot.count(Person) == 0
    [row] = bot.rows(Broadcast)
    assert row.gone == {"sent": 2, "cancelled:erased": 1}


def test_an_erasure_is_written_down_outside_the_database_and_kept_longer_than_backups(bot: Bot) -> None:
    bot.resident().says("/me").taps("Delete me").taps("Delete everything")
    ticks(bot)
    folder = bot.folder / "secrets"
    [entry] = ledger.read(folder)
    assert entry.day == bot.clock().date()
    assert not [row for row in bot.rows(Fact) if row.key.startswith("erased")]
    assert (folder / ledger.FILE).stat().st_mode & 0o777 == 0o600
    ticks(bot, days=kept.BACKUPS.days + 1)
    assert ledger.read(folder) == [entry]
    ticks(bot, days=kept.ERASURES.days)
    assert ledger.read(folder) == []


def test_an_erasure_that_is_undone_leaves_no_record(bot: Bot) -> None:
    def undone(tx: Any) -> None:
        ledger.note(tx, bot.world.keys, 7, bot.clock(), keep_ideas=False)
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - which one says nothing here
        bot.does(undone)
    ticks(bot)
    assert ledger.read(bot.folder / "secrets") == []


def test_a_crash_after_the_file_was_written_doubles_a_line_and_loses_none(bot: Bot, tmp_path: Path) -> None:
    keys = bot.world.keys
    bot.does(lambda tx: ledger.note(tx, keys, 7, bot.clock(), keep_ideas=True))
    with pytest.raises(OSError):  # noqa: PT011
        bot.does(lambda tx: _crash(ledger.write_down(tx, keys)))
    with (tmp_path / "secrets" / ledger.FILE).open("a") as file:
        file.write("2026-11-2")  # and a power cut in the middle of a line
    bot.does(lambda tx: ledger.note(tx, keys, 8, bot.clock(), keep_ideas=False))
    ticks(bot)
    marks = [entry.mark for entry in ledger.read(tmp_path / "secrets")]
    assert sorted(marks) == sorted([ledger.mark(keys, 7), ledger.mark(keys, 7), ledger.mark(keys, 8)])


def _crash(_done: object) -> None:
    raise OSError


def test_a_file_is_deleted_as_soon_as_nothing_names_it(bot: Bot) -> None:
    resident = bot.resident()
    number = idea(resident)
    assert len(files(bot)) == 1
    resident.presses(f"idea.withdrawn:{number}")
    assert bot.count(Media) == 0
    bot.tidies()
    assert files(bot) == []


def test_a_quiet_moment_does_not_look_through_the_whole_folder_but_a_start_does(bot: Bot) -> None:
    idea(bot.resident())
    stray = bot.folder / "media" / "stray.jpg"
    stray.write_bytes(b"left behind by a crash")
    bot.tidies()
    assert stray.exists()
    assert sweep(bot.database, bot.folder / "media", starting=True) == 1
    assert len(files(bot)) == 1


def test_a_process_that_begins_while_another_keeps_a_photo_does_not_lose_it(bot: Bot) -> None:
    from bot.delivery.media import _keep

    idea(bot.resident())
    one, folder = bot.rows(Media)[0], bot.folder / "media"
    content = (folder / one.stored_as).read_bytes()
    sweeps = functools.partial(sweep, bot.database, folder, starting=True)
    event.listen(bot.database.writer, "commit", lambda _connection: sweeps(), once=True)
    _keep(bot.database, folder, media.Wanted(one.id, "photo", "f", 9, 0), content)
    assert (folder / bot.rows(Media)[0].stored_as).read_bytes() == content


def test_a_copy_that_comes_after_its_idea_was_taken_back_does_not_stay(bot: Bot) -> None:
    from bot.delivery.media import _keep

    idea(bot.resident())
    wanted = media.Wanted(bot.rows(Media)[0].id, "photo", "f", 9, 0)
    bot.does(lambda tx: media.delete_where(tx, Media.id == wanted.id))
    _keep(bot.database, bot.folder / "media", wanted, b"\xff\xd8\xff\xe0 late")
    bot.tidies()
    assert files(bot) == []


def test_nothing_is_deleted_by_a_second_tick(bot: Bot) -> None:
    idea(bot.resident())
    ticks(bot, hours=1)
    before = [bot.count(table) for table in (Inbox, Outbox, Dialog, Idea, Media)]
    ticks(bot)
    assert [bot.count(table) for table in (Inbox, Outbox, Dialog, Idea, Media)] == before


def test_the_full_notice_names_the_periods_that_the_clock_keeps() -> None:
    said = " ".join(text for head, text in privacy._FULL_NOTICE if head == "How long")
    told = {int(days) for days in re.findall(r"(\d+) days", said)}
    periods = (kept.DRAFTS, kept.DELIVERIES, kept.BACKUPS, kept.CLOSED_IDEAS, kept.UNREACHABLE)
    assert told == {period.days for period in (*periods, kept.CONCERNS, kept.CONCERN_DRAFTS)}
    assert "six months after the event" in said
    assert kept.RSVPS.days == 183


@pytest.mark.parametrize("rows", [3500])
def test_a_large_deletion_is_made_in_short_transactions(bot: Bot, rows: int) -> None:
    """However many rows there are, no transaction takes more than a batch."""
    longest: list[float] = []
    many = [inbox.Received(1000 + number, b"", "") for number in range(rows)]
    bot.does(lambda tx: inbox.store(tx, many, bot.clock()))
    bot.does(lambda tx: tx.exec_driver_sql("UPDATE inbox SET state = 'done', payload = NULL, chat = NULL"))
    bot.clock.now += timedelta(days=4)
    begin = bot.database.begin

    @contextmanager
    def timed() -> Iterator[Any]:
        began = monotonic()
        with begin() as tx:
            yield tx
        longest.append(monotonic() - began)

    bot.database.begin = timed  # type: ignore[method-assign, assignment]
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.database.begin = begin  # type: ignore[method-assign]
    assert bot.count(Inbox) == 0
    assert len(longest) >= rows / jobs.BATCH
    assert max(longest) < 1
