"""The calendar file: read by a strict reader, and held against the words of RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from bot.core.recurrence import moment
from bot.paper.calendar import calendar
from tests.chat import Bot, Resident
from tests.test_events import PLACE, invited

BERLIN = ZoneInfo("Europe/Berlin")
BEGINS = datetime(2026, 12, 24, 14, tzinfo=UTC)
NEEDED = {"BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"}
_LINE = re.compile(r"[A-Z-]+(;[A-Z-]+=[^;:\"]+)*:.*", re.DOTALL)


def made(**changes: Any) -> bytes:
    event: dict[str, Any] = {"uid": "7-20261123100000@kiezstimme", "sequence": 0, "cancelled": False}
    event |= {"title": "Language café", "words": "We talk.", "place": PLACE, "point": (52.47, 13.43)}
    event |= {"link": "https://t.me/probe_bot?start=e7", "starts": BEGINS.isoformat()}
    event |= {"ends": (BEGINS + timedelta(hours=2)).isoformat(), "changed": "2026-11-23T10:00:00+00:00"}
    return calendar({**event, **changes})


def read(content: bytes) -> Any:
    """The one event of a file; whatever is wrong with it raises."""
    whole = Calendar.from_ical(content)
    (event,) = whole.walk("VEVENT")
    assert not whole.errors
    assert not event.errors
    return event


def lines(content: bytes) -> list[str]:
    """Its lines, unfolded (RFC 5545, 3.1)."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    folded = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_it_has_all_that_a_calendar_asks_for() -> None:
    found = lines(made())
    assert all(_LINE.match(line) for line in found)
    assert {re.split("[;:]", line)[0] for line in found} >= NEEDED
    assert (found[0], found[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "METHOD:PUBLISH" in found
    assert "DTSTART;TZID=Europe/Berlin:20261224T150000" in found


def test_a_cancelled_one_takes_the_same_entry_out_again() -> None:
    found = lines(made(cancelled=True, sequence=3))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"} < {*found}
    assert read(made(cancelled=True))["UID"] == read(made())["UID"]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@given(TEXTS, TEXTS.map(lambda text: text.replace("a", "\n")), TEXTS)
def test_whatever_the_team_writes_comes_out_as_it_was_and_ends_no_line(
    title: str, words: str, place: str
) -> None:
    content = made(title=title, words=words, place=place)
    lines(content)
    event = read(content)
    assert [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [title, words, place]


@pytest.mark.parametrize(
    "hostile", ["x\r\nEND:VEVENT", 'a;b,c\\d:e"f', "\u202eevil", "BEGIN:VALARM\nACTION:AUDIO"]
)
def test_a_hostile_title_stays_a_title(hostile: str) -> None:
    whole = Calendar.from_ical(made(title=hostile))
    assert len(whole.walk("VEVENT")) == 1
    assert whole.walk("VALARM") == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 23))
def test_its_own_clock_of_berlin_says_what_that_of_the_world_says(day: date, hour: int) -> None:
    """Only the hour that a change of the clock brings twice means its first time."""
    starts = moment(day, time(hour), BERLIN)
    content = made(starts=starts.isoformat(), ends=(starts + timedelta(hours=1)).isoformat())
    (own,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert isinstance(own, Timezone)
    zone = own.to_tz(lookup_tzid=False)
    written = read(content)["DTSTART"].dt.replace(tzinfo=None)
    assert written.replace(tzinfo=zone).astimezone(UTC) == starts


def files(bot: Bot) -> list[bytes]:
    sent = [one for one in bot.telegram.called("sendDocument") if one.files]
    return [file.content for one in sent for file in one.files.values() if file.name.endswith(".ics")]


def test_somebody_takes_the_file_and_a_second_tap_sends_no_second_one(bot: Bot) -> None:
    _, someone, number = invited(bot)
    someone.presses(f"rsvp.file:{number}").presses(f"rsvp.file:{number}")
    (content,) = files(bot)
    event = read(content)
    assert event["DTSTART"].dt == BEGINS.astimezone(BERLIN)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Language café", PLACE)
    assert f"start=e{number}" in str(event["DESCRIPTION"])


def test_every_change_has_a_higher_number_and_the_same_identity(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    someone.presses(f"rsvp.file:{number}")
    for clock in ("16:00", "17:00"):
        lead.presses(f"event:{number}").taps("Day and time").says(f"24.12. {clock}").taps("Tell everybody")
    lead.presses(f"event:{number}").taps("Cancel it").taps("weather").taps("Yes, cancel it")
    found = [read(content) for content in files(bot)]
    assert [one["SEQUENCE"] for one in found] == [0, 1, 2, 3]
    assert len({str(one["UID"]) for one in found}) == 1
    assert [str(one["STATUS"]) for one in found] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_it_speaks_the_language_of_whoever_takes_it(bot: Bot) -> None:
    _, _, number = invited(bot)
    reader: Resident = bot.resident("tr").presses(f"rsvp.file:{number}")
    t = bot.world.catalogues.translator("tr")
    assert reader.screen
    assert str(read(files(bot)[-1])["SUMMARY"]) == t("Language café")
