"""Answers to invitations: seats that are never given twice, a waiting list in order, and what the team gets to know."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import jobs
from bot.core import event_times, seats
from bot.core.event_times import When
from bot.core.recurrence import moment
from bot.core.retention import RSVPS
from bot.core.seats import Group
from bot.delivery import events as delivery
from bot.services import events
from bot.services import rsvps as service
from bot.settings.values import QuietHours
from db import people, rsvps
from db.audience import Audience
from db.session import Tx
from db.tables import Rsvp
from tests.chat import BEGIN, Bot, Resident
from tests.test_broadcasts import follower, sends, stands, word
from tests.test_events import HOME, PLACE, announces, found, heard, ticks

BERLIN = ZoneInfo("Europe/Berlin")
QUIET = QuietHours(time(20), time(9))
ROOT = Path(__file__).parent.parent


def asks(bot: Bot, number: int, answer: str = "yes", people: int = 1, language: str = "en") -> Resident:
    """Somebody who opens the event and answers."""
    someone = follower(bot, language, HOME).says("/help").presses(f"rsvp.say:{number}:{answer}")
    return someone.presses(f"rsvp.people:{number}:{people}") if people > 1 else someone


def given_by(bot: Bot, someone: Resident) -> str:
    known = someone.known
    assert known is not None
    return next((row.answer for row in bot.rows(Rsvp) if row.person_id == known.id), "")


# --- answering --------------------------------------------------------------------------------------


def test_people_who_do_not_hear_of_events_find_them_in_the_list(bot: Bot) -> None:
    announces(bot.staff("lead"))
    someone = bot.resident().says("/events")
    assert any("Language café" in label for label in someone.buttons)
    assert PLACE in someone.taps("Language café").screen
    assert "No event is announced" in bot.resident(area="badstrasse").says("/events").screen


def test_a_link_leads_to_it_also_from_elsewhere_and_an_old_one_says_so(bot: Bot) -> None:
    number = announces(bot.staff("lead"))
    assert PLACE in bot.resident(area="badstrasse").starts(f"e{number}").screen
    newcomer = bot.resident(area=None).starts(f"aROLL-e{number}")
    assert PLACE in newcomer.screen
    assert newcomer.known
    assert newcomer.known.area_id == bot.area(HOME)
    assert "There is no such event here." in newcomer.starts("e999").screen


def test_nobody_sees_a_draft(bot: Bot) -> None:
    bot.staff("lead").says("/event").taps("New event").taps("Film")
    someone = bot.resident()
    assert "There is no such event here." in someone.presses("rsvp:1").screen
    assert "There is no such event here." in someone.presses("rsvp.say:1:yes").screen


def test_somebody_says_yes_for_three_with_what_they_need_and_takes_it_back(bot: Bot) -> None:
    number = announces(bot.staff("lead"))
    someone = asks(bot, number).taps("How many").taps("3")
    assert "You come, with 3 people in all." in someone.screen
    someone.taps("What I need").taps("Childcare").taps("An interpreter").taps("An interpreter").taps("Back")
    assert bot.rows(Rsvp)[0].needs == ["childcare"]
    assert "Are you coming?" in someone.taps("Take my answer back").screen
    assert bot.count(Rsvp) == 0


def test_the_same_answer_twice_is_one_answer(bot: Bot) -> None:
    number = announces(bot.staff("lead"))
    someone = asks(bot, number)
    for answer in ("yes", "maybe", "yes", "yes"):
        someone.presses(f"rsvp.say:{number}:{answer}")
    assert [(row.answer, row.people) for row in bot.rows(Rsvp)] == [("yes", 1)]


def test_the_place_comes_as_a_pin(bot: Bot) -> None:
    lead = bot.staff("lead").says("/event").taps("New event").taps("Film").says("24.12. 15:00")
    lead.taps("Place").says(PLACE).taps("Place").sends_place(52.47, 13.43)
    lead.taps("Check and announce").taps("Announce it")
    someone = bot.resident().presses("rsvp:1").taps("On the map")
    assert [one.location for one in someone.chat if one.location] != []


def test_an_event_that_has_begun_takes_no_answers(bot: Bot) -> None:
    number = announces(bot.staff("lead"), when="24.11. 15:00")
    bot.passes(days=1, hours=5)
    assert "This event has begun already." in asks(bot, number).screen
    assert bot.count(Rsvp) == 0


@pytest.mark.parametrize(
    "data", ["rsvp.say:1:perhaps", "rsvp.people:1:10", "rsvp.people:1:0", "rsvp.need:1:yacht:1"]
)
def test_what_no_button_of_ours_says_changes_nothing(bot: Bot, data: str) -> None:
    someone = asks(bot, announces(bot.staff("lead")))
    before = bot.rows(Rsvp)
    assert len(before) == 1
    someone.presses(data)
    assert bot.rows(Rsvp) == before


def test_what_the_team_writes_to_those_who_come_leaves_room_for_three_other_messages(bot: Bot) -> None:
    number = announces(bot.staff("lead"))
    someone = asks(bot, number)
    here: Any = bot.does(lambda tx: events.opened(tx, number, None))
    for text in ("cups", "chairs", "aunts"):
        words = {"en": f"Please bring {text}."}
        bot.does(lambda tx, words=words: delivery.write(tx, bot.world, here, words, None, bot.clock()))
        bot.settle()
    assert heard(someone, "Please bring") == 3
    whom = Audience("events", (bot.area(HOME),))
    assert bot.does(lambda tx: delivery.prospect(tx, whom, bot.clock()))[1] == 0
    sent = [stands(bot, sends(bot, word(f"push {n}"), whom)).sent for n in range(4)]
    assert sent == [1, 1, 1, 0]
    assert bot.does(lambda tx: delivery.prospect(tx, whom, bot.clock()))[1] == 1


# --- seats ------------------------------------------------------------------------------------------


def test_when_it_is_full_people_wait_in_order_and_move_up_by_themselves(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=3)
    first, second, third = asks(bot, number, people=3), asks(bot, number), asks(bot, number)
    assert "You are number 1 on the waiting list." in second.screen
    assert "You are number 2 on the waiting list." in third.screen
    first.presses(f"rsvp.people:{number}:2")
    assert heard(second, "There is room now: you have a seat for 1 person.") == 1
    assert (given_by(bot, second), given_by(bot, third)) == ("yes", "waiting")
    second.taps("I can’t any more")
    assert heard(third, "There is room now") == 1


def test_more_chairs_let_people_move_up_and_there_cannot_be_fewer_than_are_taken(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead, seats=1)
    asks(bot, number)
    waits = asks(bot, number)
    lead.presses(f"event.set:{number}:seats:8")
    assert heard(waits, "There is room now") == 1
    lead.presses(f"event.set:{number}:seats:1")
    assert "2 people have a seat already." in lead.screen or found(bot, number).seats == 8
    lead.presses(f"event:{number}").taps("Seats").says("1")
    assert "2 people have a seat already." in lead.screen
    assert found(bot, number).seats == 8


def test_a_family_at_the_head_of_the_list_is_not_overtaken(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=4)
    one = asks(bot, number, people=2)
    family = asks(bot, number).presses(f"rsvp.say:{number}:no").presses(f"rsvp.people:{number}:3")
    asks(bot, number)
    family.presses(f"rsvp.say:{number}:maybe").presses(f"rsvp.people:{number}:4").presses(
        f"rsvp.say:{number}:yes"
    )
    alone = asks(bot, number)
    assert (given_by(bot, family), given_by(bot, alone)) == ("waiting", "waiting")
    one.presses(f"rsvp.say:{number}:no")
    assert given_by(bot, alone) == "waiting"


def test_whoever_has_seats_keeps_them_when_more_are_not_there(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=3)
    asks(bot, number)
    someone = asks(bot, number).presses(f"rsvp.people:{number}:3")
    assert "You keep the ones you have." in someone.screen
    assert "You come, with 1 person in all." in someone.screen
    assert "not so many seats in all" in someone.presses(f"rsvp.people:{number}:9").screen


def test_somebody_who_deletes_themselves_makes_room(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=1)
    first, waits = asks(bot, number), asks(bot, number)
    first.says("/me").taps("Delete me").taps("Delete everything")
    ticks(bot, minutes=1)
    assert heard(waits, "There is room now") == 1


def test_nobody_moves_up_in_the_night_unless_the_event_is_near(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=1)
    first, waits = asks(bot, number), asks(bot, number)
    ticks(bot, hours=12)
    first.presses(f"rsvp.say:{number}:no")
    late = asks(bot, number)
    assert (given_by(bot, waits), given_by(bot, late)) == ("waiting", "waiting")
    ticks(bot, hours=10)
    assert (given_by(bot, waits), given_by(bot, late)) == ("yes", "waiting")


GROUPS = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["yes", "maybe", "no"]), st.integers(1, 4)), max_size=40
)


@given(st.integers(1, 9), GROUPS)
def test_the_rules_never_give_more_seats_than_there_are_and_keep_the_order(
    total: int, said: list[tuple[int, str, int]]
) -> None:
    seated: dict[int, int] = {}
    queue: list[Group] = []
    for who, answer, many in said:
        mine = next((one for one in queue if one.id == who), None)
        others = [one for one in queue if one.id != who]
        before, taken = seated.get(who, 0), sum(n for one, n in seated.items() if one != who)
        outcome = seats.settle(total, taken, bool(others), many, before) if answer == "yes" else "no"
        if outcome == "no":
            seated.pop(who, None)
            queue = others
        elif outcome == "yes":
            seated[who], queue = many, others
        elif outcome == "waiting":
            at = queue.index(mine) if mine else len(queue)
            queue = [*queue[:at], Group(who, many), *queue[at + bool(mine) :]]
        up = seats.moving_up(total, sum(seated.values()), queue)
        assert [one for one in queue if one in up] == list(up)
        seated |= {one.id: one.people for one in up}
        queue = [one for one in queue if one not in up]
        assert sum(seated.values()) <= total
        assert all(one.people > total - sum(seated.values()) for one in queue[:1])


def crowd(tx: Tx, bot: Bot, many: int) -> list[int]:
    """People in the database alone."""
    keys, now = bot.world.keys, bot.clock()
    return [
        people.add(tx, telegram_hash=keys.hash(n), sealed=keys.seal(n), language="en", now=now)
        for n in range(10_000, 10_000 + many)
    ]


def test_sixty_at_once_for_twenty_seats(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=20)
    everybody = bot.does(lambda tx: crowd(tx, bot, 60))

    def say(person: int) -> str:
        with bot.database.begin() as tx:
            return service.say(tx, bot.world, number, person, "yes", bot.clock())

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(say, everybody))
    assert (outcomes.count("yes"), outcomes.count("waiting")) == (20, 40)
    waiting = bot.does(lambda tx: rsvps.waiting(tx, number))
    assert len({one.turn for one in waiting}) == 40
    last = max(row.turn for row in bot.rows(Rsvp) if row.answer == "yes")
    assert all(one.turn > last for one in waiting)


_PROCESS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from bot.app import make_world
from bot.services import rsvps
from bot.settings import load
from db.session import Database
url, secrets, number, now, *everybody = sys.argv[1:]
settings = load({"BOT_TOKEN": "1:a", "DATABASE_URL": url, "OPERATOR": "Probe", "IMPRINT_URL": "https://example.org",
    "PRIVACY_CONTACT": "a@example.org", "SECRETS_DIR": secrets})
database = Database(url)
world = make_world(settings, database, "probe_bot")
def say(person):
    with database.begin() as tx:
        rsvps.say(tx, world, int(number), int(person), "yes", datetime.fromisoformat(now))
with ThreadPoolExecutor(3) as threads:
    list(threads.map(say, everybody))
"""


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_two_processes_never_give_a_seat_twice(bot: Bot) -> None:
    number = announces(bot.staff("lead"), seats=20)
    everybody = [str(one) for one in bot.does(lambda tx: crowd(tx, bot, 60))]
    url = bot.database.url.render_as_string(hide_password=False)
    common = [
        sys.executable,
        "-c",
        _PROCESS,
        url,
        str(bot.folder / "secrets"),
        str(number),
        BEGIN.isoformat(),
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([*common, *half], env=env) for half in (everybody[::2], everybody[1::2])]
    assert [one.wait(120) for one in both] == [0, 0]
    rows = bot.rows(Rsvp)
    assert sum(row.people for row in rows if row.answer == "yes") == 20
    assert sorted(row.turn for row in rows) == list(range(1, 61))
    assert {row.turn for row in rows if row.answer == "waiting"} == set(range(21, 61))


# --- what the team gets to know ---------------------------------------------------------------------


def test_the_team_sees_numbers_and_needs_but_no_name(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead, seats=5)
    for language, many in (("ar", 2), ("tr", 3), ("de", 1)):
        one = asks(bot, number, people=many, language=language)
        one.presses(f"rsvp.need:{number}:interpreter:1").presses(f"rsvp.need:{number}:childcare:1")
    asks(bot, number, "maybe")
    asks(bot, number, "no")
    lead.presses(f"event:{number}")
    for part in ("People who come: 5", "perhaps: 1", "wait for a seat: 1", "are no: 1", "Childcare: 2"):
        assert part in lead.screen
    assert "Arabic (some) and Turkish (some)" in lead.screen
    lead.taps("Answers")
    assert "Comes · 2 people · 🧸 Childcare · 🗣️ An interpreter" in lead.screen


def test_language_pairs_of_fewer_than_five_are_some(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead)
    for n in range(6):
        one = asks(bot, number).taps("Languages").taps("Arabic")
        one.taps("What I want to practise").taps("German" if n < 5 else "Turkish")
    lead.presses(f"event.pairs:{number}")
    assert "bring Arabic, practise German: 5" in lead.screen
    assert "bring Arabic, practise Turkish: some" in lead.screen


def takes(lead: Resident, number: int, form: str) -> bytes:
    """The file with the answers to an event."""
    lead.presses(f"event:{number}").taps(form)
    (file,) = lead.bot.telegram.called("sendDocument")[-1].files.values()
    assert file.name == f"event-{number}.{form.lower()}"
    return file.content


def test_the_answers_leave_as_a_table_without_names(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead)
    asks(bot, number, people=2, language="tr").presses(f"rsvp.need:{number}:no_meat:1")
    text = takes(lead, number, "CSV").decode("utf-8-sig")
    heads, line = list(csv.reader(io.StringIO(text), delimiter=";"))[:2]
    assert heads == ["Nummer", "Antwort", "Personen", "Bedarf", "geantwortet"]
    assert line == ["1", "Comes", "2", "Food without meat", "2026-11-23"]


def test_no_row_of_a_file_says_who_speaks_what_and_few_are_some(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead)
    for n in range(6):
        one = asks(bot, number, language="tr" if n else "ar")
        one.presses(f"rsvp.bring:{number}:en:1").presses(f"rsvp.practise:{number}:{'de' if n else 'ar'}:1")
    book = openpyxl.load_workbook(io.BytesIO(takes(lead, number, "XLSX")))
    rows = [[cell.value for cell in row] for row in book["Antworten"].rows]
    assert {len(row) for row in rows} == {5}
    totals = [tuple(cell.value for cell in row) for row in book["Summen"].rows]
    assert {("Sprache", "Turkish", "5"), ("Sprache", "Arabic", "some")} < set(totals)
    pairs = [row[1:] for row in totals if row[0] == "bringt mit – möchte üben"]
    assert pairs == [("English – German", "5"), ("English – Arabic", "some")]
    text = takes(lead, number, "CSV").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[8:] == [list(map(str, row)) for row in totals]


def test_after_half_a_year_only_numbers_stay(bot: Bot) -> None:
    lead = bot.staff("lead")
    number = announces(lead, when="24.11. 15:00")
    asks(bot, number, people=2).presses(f"rsvp.need:{number}:childcare:1")
    bot.clock.now += RSVPS
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.count(Rsvp) == 1
    bot.clock.now += timedelta(days=3)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.count(Rsvp) == 0
    lead.presses(f"event:{number}")
    assert "People who come: 2" in lead.screen
    assert "Childcare: 1" in lead.screen


# --- when people are reminded -----------------------------------------------------------------------

CHANGES = [date(2027, 3, 28), date(2026, 10, 25), date(2028, 3, 26)]
STARTS = st.builds(
    lambda day, off, at: moment(day + timedelta(days=off), at, BERLIN),
    st.sampled_from([*CHANGES, date(2026, 12, 31), date(2027, 6, 15)]),
    st.integers(-1, 2),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)


@settings(max_examples=60)
@given(STARTS, st.integers(0, 50), st.integers(0, 59))
def test_each_reminder_goes_and_wakes_nobody_over_both_changes_of_the_clock(
    starts: datetime, pause: int, stopped: int
) -> None:
    """The clock ticks every minute, but for a restart that takes up to 50 of them, whenever it comes. Nobody is woken unless
    the morning would be too late."""
    known = starts - timedelta(days=6)
    for what in ("day", "hours"):
        due = event_times.reminder(what, starts, BERLIN, QUIET)
        begin = due - timedelta(minutes=30)
        gone = begin + timedelta(minutes=stopped)
        first = next(
            now
            for now in (begin + timedelta(minutes=n) for n in range(900))
            if not gone <= now < gone + timedelta(minutes=pause)
            and event_times.is_due(what, starts, known, now, BERLIN, QUIET)
        )
        local = first.astimezone(BERLIN)
        at_nine = moment(local.date() + timedelta(days=local.time() >= QUIET.end), QUIET.end, BERLIN)
        assert not QUIET.cover(local.time()) or at_nine >= starts
        assert due <= first <= due + timedelta(minutes=pause) or local.time() == QUIET.end
        assert not QUIET.cover(due.astimezone(BERLIN).time())
        assert due <= starts - timedelta(hours=2) or what == "day"


@given(STARTS)
def test_a_reminder_is_never_early_by_more_than_a_night(starts: datetime) -> None:
    day, hours = (event_times.reminder(what, starts, BERLIN, QUIET) for what in ("day", "hours"))
    assert day < hours < starts
    assert starts - day <= timedelta(hours=25 + 14)
    assert starts - hours <= timedelta(hours=2 + 14)


@pytest.mark.parametrize(
    ("typed", "day", "at", "until"),
    [
        ("24.12. 15:00", date(2026, 12, 24), time(15), None),
        ("24.12. 15-17 Uhr", date(2026, 12, 24), time(15), time(17)),
        ("1/2 9.30", date(2027, 2, 1), time(9, 30), None),
        ("2026-12-24, 15:00 – 17:30", date(2026, 12, 24), time(15), time(17, 30)),
        ("٢٤.١٢. ١٥:٠٠", date(2026, 12, 24), time(15), None),
    ],
)
def test_a_day_and_a_time_are_read_as_people_write_them(
    typed: str, day: date, at: time, until: time | None
) -> None:
    assert event_times.read(typed, BEGIN.date()) == When(day, at, until)


def test_an_end_after_midnight_is_on_the_next_day() -> None:
    starts, ends = event_times.span(When(date(2026, 12, 31), time(22), time(2)), timedelta(hours=2), BERLIN)
    assert (starts, ends) == (datetime(2026, 12, 31, 21, tzinfo=UTC), datetime(2027, 1, 1, 1, tzinfo=UTC))
