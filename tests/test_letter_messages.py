"""What the team says to many, for those who read it in their weekly letter: told there, opened from there, taken back."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.core.text import Block, note, para
from bot.delivery.requests import requests
from bot.views import letters as views
from db.session import Tx
from db.tables import Broadcast
from tests.chat import CATALOGUES, Bot
from tests.test_broadcasts import queue
from tests.test_composing import checks, lead
from tests.test_composing import number as written
from tests.test_corrections import recalls
from tests.test_letters import reader, until_friday


def tells(bot: Bot, text: str, **more: Any) -> int:
    """A message of the team to those who hear of events."""
    number = queue(bot, {"texts": {"en": text}, **more})
    bot.settle()
    return number


def test_whoever_wants_one_letter_a_week_reads_there_what_the_team_says(bot: Bot) -> None:
    resident, other = reader(bot), reader(bot, "at_once")
    tells(bot, "Our office is closed.")
    assert "office is closed" in other.screen
    assert "office is closed" not in resident.screen
    until_friday(bot)
    assert "Our office is closed." in resident.screen
    assert "letter" not in other.screen


def test_the_letter_opens_the_whole_message_as_it_would_have_come(bot: Bot) -> None:
    resident = reader(bot, "weekly")
    tells(bot, f"Come all. {'word ' * 300}END", marks={"en": "machine"}, link={"to": "goal", "number": 3})
    until_friday(bot)
    assert "END" not in resident.screen
    resident.taps("Come all.")
    assert "END" in resident.screen
    assert "Translated by a machine" in resident.screen
    assert [one[0] for one in resident.buttons[1:]] == ["🔕", "🔔"]
    assert "Streets and green places" in resident.taps(resident.buttons[0]).screen


def test_a_file_comes_with_the_message_that_the_letter_opens(bot: Bot) -> None:
    [paper] = [one.document for one in bot.resident().sends_file().chat if one.document]
    resident = reader(bot)
    tells(bot, "The plan", file={"kind": "document", "id": paper.file_id})
    until_friday(bot)
    resident.taps("The plan")
    assert (resident.chat[-2].document is None, resident.screen) == (False, "The plan")


def test_a_message_is_opened_by_those_whom_it_was_for_and_until_it_is_taken_back(bot: Bot) -> None:
    resident, stranger = reader(bot), bot.resident()
    number = tells(bot, "Our office is closed.")
    assert "out of date" in stranger.presses(f"letter:{number}").screen
    until_friday(bot)
    recalls(bot, number)
    resident.presses(f"letter:{number}")
    assert "taken back" in resident.screen
    assert "office is closed" not in resident.screen


def test_the_letter_opens_corrected_words_and_the_team_is_told_who_read_the_old_ones(bot: Bot) -> None:
    resident = reader(bot)
    number = tells(bot, "Party on Friday")
    until_friday(bot)
    chief = lead(bot)
    chief.presses(f"broadcast:{number}").taps("Correct it").presses(f"compose.text:{written(bot)}:en")
    checks(chief.says("Party on Sunday"))
    assert "1 person has read of it in the weekly letter." in chief.screen
    chief.taps("Send")
    assert "Party on Sunday" in resident.taps("Party on Friday").screen


def test_a_message_that_waits_for_the_letter_can_be_taken_back(bot: Bot) -> None:
    resident, chief = reader(bot), lead(bot)
    number = tells(bot, "Party on Friday")
    assert "do not get it: 1" in chief.presses(f"broadcast:{number}").taps("Take it back").screen
    assert "The team has taken it back." in chief.taps("Take it back").screen
    until_friday(bot)
    assert "Party on Friday" not in resident.screen


def test_what_was_stopped_stands_in_no_letter(bot: Bot) -> None:
    resident = reader(bot)
    number = tells(bot, "Party on Friday")

    def stop(tx: Tx) -> None:
        tx.execute(update(Broadcast).where(Broadcast.id == number).values(state="stopped"))

    bot.does(stop)
    until_friday(bot)
    assert "Party on Friday" not in resident.screen


def test_a_topic_that_somebody_has_left_is_not_in_their_letter(bot: Bot) -> None:
    resident = reader(bot)
    tells(bot, "Party on Friday")
    resident.presses("me.topic:events:0")
    until_friday(bot)
    assert "Party on Friday" not in resident.screen


def test_a_letter_after_weeks_without_one_tells_of_all_that_time_and_nothing_twice(bot: Bot) -> None:
    resident = reader(bot)
    tells(bot, "The first")
    until_friday(bot)
    bot.clock.now += timedelta(days=1)
    tells(bot, "The second")
    bot.clock.now += timedelta(days=12)
    until_friday(bot)
    assert "The second" in resident.screen
    assert "The first" not in resident.screen


@given(
    st.lists(st.tuples(st.integers(0, 3600), st.integers(0, 9)), max_size=30),
    st.lists(st.text(min_size=1, max_size=200), max_size=12),
)
@example([(3600, 9)] * 30, ["x" * 200] * 12)
@example([(3600, 1)] * 2, ["x" * 200] * 12)
def test_a_letter_is_one_message_whatever_is_in_it(
    messages: list[tuple[int, int]], surveys: list[str]
) -> None:
    t = CATALOGUES.translator("ar")
    told: list[tuple[int, tuple[Block, ...]]] = [
        (n, (para("ab \n" * (n // 4) + "x"), *[note("n" * 150)] * notes)) for n, notes in messages
    ]
    entries: Any = [
        SimpleNamespace(definition=SimpleNamespace(title={"ar": one}), round=SimpleNamespace(id=1))
        for one in surveys
    ]
    shown = views.letter(t, entries, told)
    assert (shown is None) == (not messages and not surveys)
    assert shown is None or len(requests(shown, rtl=True)) == 1
