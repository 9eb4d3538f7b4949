"""What a process that was killed had been sending: its journal tells the next one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.delivery import claims
from bot.delivery.claims import Sending
from bot.delivery.journal import Journal, left
from bot.delivery.recovery import recover
from db import outbox
from db.tables import Outbox
from tests.chat import Bot

HELLO = {"method": "sendMessage", "params": {"text": "hello"}}


def claimed_by(bot: Bot, name: str, chats: int) -> list[Sending]:
    """Messages that a process of this name has just claimed."""
    from dataclasses import replace

    world = replace(bot.world, process=name)
    with bot.database.begin() as tx:
        for chat in range(chats):
            message = outbox.Message(bytes([chat]), world.keys.seal(1), "request", HELLO)
            outbox.put(tx, [message], bot.clock.now)
        return claims.take(tx, world, bot.clock.now, 8)


def killed(journal: Journal) -> None:
    """The process is gone: its lock ends, its file stays."""
    journal._map.close()
    journal._file.close()


def test_what_was_answered_is_not_sent_again_and_what_was_not_begun_is_no_attempt(
    bot: Bot, tmp_path: Path
) -> None:
    journal = Journal(tmp_path, "0000abcd")
    answered, begun, waiting = (one.claimed for one in claimed_by(bot, "0000abcd", 3))
    journal.begun(answered.id, answered.token)
    journal.answered(answered.id, answered.token, 77)
    journal.begun(begun.id, begun.token)
    killed(journal)
    recover(bot.database, tmp_path, bot.clock.now)
    rows = {row.id: (row.state, row.attempts, row.message_id) for row in bot.rows(Outbox)}
    assert rows[answered.id] == ("sent", 1, 77)
    assert rows[begun.id] == ("queued", 1, None)
    assert rows[waiting.id] == ("queued", 0, None)
    assert list(tmp_path.glob("sending-*")) == []


def test_what_was_perhaps_sent_twice_is_not_sent_a_third_time(bot: Bot, tmp_path: Path) -> None:
    for name in ("00000001", "00000002"):
        journal = Journal(tmp_path, name)
        (sending,) = claimed_by(bot, name, chats=1 if name == "00000001" else 0)
        journal.begun(sending.claimed.id, sending.claimed.token)
        killed(journal)
        recover(bot.database, tmp_path, bot.clock.now)
    assert [row.state for row in bot.rows(Outbox)] == ["unknown"]


def test_the_journal_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "00000003")
    assert list(left(tmp_path)) == []
    assert journal.path.exists()
    journal.close()
    assert not journal.path.exists()


def test_a_journal_from_before_a_restart_of_the_machine_is_not_believed(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "00000004")
    journal.begun(1, "token")
    journal._map[0:8] = b"another "
    killed(journal)
    assert list(left(tmp_path)) == []
    assert not journal.path.exists()


def test_a_slot_is_free_again_once_the_fate_is_recorded(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "00000005")
    for row in range(500):
        journal.begun(row, "token")
        journal.answered(row, "token", None)
        if row < 499:
            journal.recorded(row, "token")
    killed(journal)
    ((one,),) = (found.entries for found in left(tmp_path))
    assert (one.row, one.answered, one.message_id) == (499, True, None)


def test_a_late_answer_to_an_earlier_claim_does_not_hide_the_later_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "00000006")
    journal.begun(1, "first")
    journal.begun(1, "second")
    journal.answered(1, "first", 7)
    journal.recorded(1, "first")
    killed(journal)
    ((one,),) = (found.entries for found in left(tmp_path))
    assert (one.token, one.answered) == ("second", False)


def test_many_processes_that_start_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    def start(number: int) -> Journal:
        list(left(tmp_path))
        return Journal(tmp_path, f"{number:08x}")

    with ThreadPoolExecutor(8) as pool:
        journals = list(pool.map(start, range(200)))
    assert all(journal.path.exists() for journal in journals)
    assert list(left(tmp_path)) == []
    for journal in journals:
        journal.close()
