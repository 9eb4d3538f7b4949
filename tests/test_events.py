"""Events: made from blocks in a few taps, announced, changed and cancelled; everybody reads them in their own language."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from itertools import product
from typing import Any

import pytest

from bot import jobs
from bot.core import events as rules
from bot.core.event_times import When
from bot.core.refused import Refused
from bot.delivery import bulk
from bot.delivery import events as delivery
from bot.services import events as service
from bot.views import event_parts
from db import broadcasts, events
from db.events import Event
from db.session import Tx
from db.tables import Audit, Broadcast, Composition, EventArea, Outbox, Round, Rsvp, Session
from db.tables import Event as Table
from tests.chat import Bot, Resident
from tests.test_broadcasts import follower

HOME = "rollbergsiedlung"
PLACE = "Falkstraße 25"


def ticks(bot: Bot, **later: float) -> None:
    """Time passes, and the clock does what is due."""
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def drafts(lead: Resident, sort: str = "Language café", when: str = "24.12. 15:00") -> Resident:
    """An event with a time and a place; nobody knows of it yet."""
    lead.says("/event").taps("New event").taps(sort).says(when)
    return lead if PLACE in lead.screen else lead.taps("Place").says(PLACE)


def announces(
    lead: Resident, sort: str = "Language café", when: str = "24.12. 15:00", seats: int = 0
) -> int:
    """An event that people are invited to; its number."""
    drafts(lead, sort, when)
    if seats:
        lead.taps("Seats").says(str(seats))
    lead.taps("Check and announce").taps("Announce it")
    return int(max(row.id for row in lead.bot.rows(Table)))


def found(bot: Bot, number: int) -> Event:
    event: Event | None = bot.does(lambda tx: events.find(tx, number))
    assert event is not None
    return event


def heard(someone: Resident, words: str) -> int:
    """How many messages with these words somebody got."""
    return sum(words in (one.text or one.caption) for one in someone.chat if one.from_bot)


# --- making ----------------------------------------------------------------------------------------


def test_a_language_cafe_is_announced_in_six_taps_where_the_team_was_before(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), follower(bot, area=HOME)
    announces(lead)
    lead.says("/event")
    for tap in ("New event", "Language café", "Tue 01/12", "16:00", "Check and announce", "Announce it"):
        lead.taps(tap)
    assert "It is announced." in lead.screen
    for part in ("We talk over coffee", PLACE, "1 December 2026", "16:00, until 18:00", "It is free."):
        assert part in someone.screen
    assert someone.buttons[:3] == ["✅ Yes", "🤔 Maybe", "✖️ No"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_kind_is_complete_without_a_word_of_the_teams(bot: Bot) -> None:
    lead = bot.staff("lead")
    drafts(lead)
    (row,) = bot.rows(Table)
    for sort, code in product(rules.SORTS, bot.world.catalogues.codes):
        about: dict[str, Any] = {"sort": sort, "marks": list(rules.MARKS), "whom": "women", "cost": 3}
        bot.does(lambda tx, about=about: events.note(tx, row.id, **about))
        t = bot.world.catalogues.translator(code)
        shown = event_parts.invitation(t, bot.world.catalogues, found(bot, row.id))
        said = [block.text for block in shown.blocks]
        assert said[1] == t(rules.SORTS[sort].about), (sort, code)
        assert {f"{sign} {t(text)}" for sign, text in rules.MARKS.values()} < set(said), (sort, code)


def test_everything_about_it_is_a_button_or_a_line(bot: Bot) -> None:
    lead = drafts(bot.staff("lead"), "Clean-up")
    assert "Please bring gloves." in lead.screen
    lead.taps("Seats").taps("20").taps("What it costs").says("4").taps("For whom").taps("For families")
    lead.taps("What there is").taps("Somebody looks after").taps("Done").taps("Length").taps("90 minutes")
    lead.taps("Interpreters").taps("Arabic").taps("Turkish").taps("Done").taps("Goal").taps("Health")
    for part in ("20 seats", "4 euros", "For families", "looks after", "until 16:30", "Arabic", "Turkish"):
        assert part in lead.screen
    assert found(bot, bot.rows(Table)[0].id).goal == 6


def test_words_and_a_picture_of_ones_own_are_added_and_taken_away_again(bot: Bot) -> None:
    lead = drafts(bot.staff("lead"))
    lead.taps("Own title").says("Kaffee & <b>mehr</b>").taps("Own words").says("Bring your aunt.")
    lead.taps("Picture").sends_photo()
    assert "It has a picture." in lead.screen
    lead.taps("Check and announce")
    assert "Kaffee & <b>mehr</b>" in lead.screen
    assert "Bring your aunt." in lead.screen
    lead.taps("Back").taps("Own words").taps("Do without it").taps("Picture").taps("Do without it")
    (row,) = bot.rows(Table)
    assert (row.title, row.words, row.photo) == ({"en": "Kaffee & <b>mehr</b>"}, {}, None)


def test_a_picture_goes_with_every_invitation(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), follower(bot, area=HOME)
    drafts(lead).taps("Picture").sends_photo().taps("Check and announce").taps("Announce it")
    assert someone.message.photo
    assert "Language café" in someone.screen
    someone.taps("Yes")
    assert "You come, with 1 person in all." in someone.screen


def test_it_is_looked_at_in_any_language_before_it_goes(bot: Bot) -> None:
    lead = drafts(bot.staff("lead"))
    lead.taps("See it as others do").taps("العربية")
    assert "٢٠٢٦" in lead.screen or "2026" in lead.screen
    assert lead.taps("Another language").taps("Deutsch").screen.count("24. Dezember 2026") == 1
    assert bot.count(Rsvp) == 0


def test_the_last_look_counts_who_would_get_it_by_language(bot: Bot) -> None:
    lead = bot.staff("lead")
    for code, area in (("tr", HOME), ("tr", HOME), ("de", HOME), ("de", "badstrasse")):
        follower(bot, code, area)
    drafts(lead).taps("Check and announce")
    assert "At present 3 people would get it." in lead.screen
    assert "Türkçe: 2" in lead.screen
    lead.taps("Back").taps("Own words").says("Bring your aunt.").taps("Check and announce")
    assert "Texts are missing in: Deutsch and Türkçe." in lead.screen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tomorrow", "I cannot read this."),
        ("22.11.2026 15:00", "This time is over."),
        ("1.1.2031 10:00", "This is too far away."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(bot: Bot, typed: str, said: str) -> None:
    lead = bot.staff("lead").says("/event").taps("New event").taps("Film").says(typed)
    assert said in lead.screen
    assert bot.rows(Table)[0].starts_at is None


def test_it_cannot_be_announced_without_a_time_and_a_place(bot: Bot) -> None:
    lead = bot.staff("lead").says("/event").taps("New event").taps("Film").taps("Back")
    assert "Please choose the day and the time first." in lead.taps("Check and announce").screen
    lead.says("/event").taps("Film").taps("Day and time").says("24.12. 15:00").taps("Check and announce")
    assert "Please write first where it is." in lead.screen


def test_a_pin_and_an_address_go_together_and_a_new_address_takes_the_old_pin_away(bot: Bot) -> None:
    lead = bot.staff("lead").says("/event").taps("New event").taps("Film").says("24.12. 15-17")
    lead.taps("Place").sends_place(52.47, 13.43).taps("Place").says(PLACE)
    assert (found(bot, 1).place, found(bot, 1).latitude) == (PLACE, 52.47)
    lead.taps("Place").says("Another street 1")
    assert (found(bot, 1).place, found(bot, 1).latitude) == ("Another street 1", None)


def test_several_areas_are_invited_and_only_those_of_ones_own_team_can_be(bot: Bot) -> None:
    admin, here, there = (
        bot.staff("admin", None),
        follower(bot, area=HOME),
        follower(bot, area="badstrasse"),
    )
    admin.says("/event").taps("New event").taps("Concert").taps("Rollbergsiedlung").says("24.12. 20:00")
    admin.taps("Place").says(PLACE).taps("Neighbourhoods").taps("Badstraße").taps("Done")
    assert "Badstraße, Rollbergsiedlung" in admin.screen
    admin.taps("Check and announce").taps("Announce it")
    assert (heard(here, "There is music."), heard(there, "There is music.")) == (1, 1)
    lead = drafts(bot.staff("lead"))
    assert not any("Neighbourhoods" in label for label in lead.buttons)
    lead.presses(f"event.area:{max(row.id for row in bot.rows(Table))}:{bot.area('badstrasse')}:1")
    assert "out of date" in lead.screen


def test_the_same_kind_begun_again_is_the_draft_that_nobody_touched(bot: Bot) -> None:
    lead, other = bot.staff("lead"), bot.staff("lead")
    for someone in (lead, lead, other):
        someone.says("/event").taps("New event").taps("Film")
    assert bot.count(Table) == 2
    bot.passes(minutes=1)
    lead.taps("Back").taps("Own title").says("Cats").says("/event").taps("New event").taps("Film")
    assert sorted(len(row.title) for row in bot.rows(Table)) == [0, 0, 1]


def test_a_draft_without_a_day_that_nobody_touches_goes_after_a_month_and_others_stay(bot: Bot) -> None:
    lead = drafts(bot.staff("lead"), when="24.12.2027 15:00")
    lead.says("/event").taps("New event").taps("Film").taps("Back").taps("Own title").says("Cats")
    bot.passes(days=29)
    ticks(bot, hours=19)
    assert bot.count(Table) == 2
    ticks(bot, days=1)
    assert [row.title for row in bot.rows(Table)] == [{}]
    assert bot.count(EventArea) == 1


def test_drafts_without_a_day_stand_first_in_the_list_of_the_team(bot: Bot) -> None:
    lead = bot.staff("lead")
    announces(lead, "Film", "24.12. 15:00"), announces(lead, "Trip", "23.12. 15:00")
    lead.says("/event").taps("New event").taps("Walk").says("/event")
    assert [label.split()[-1] for label in lead.buttons[:3]] == ["Walk", "Trip", "Film"]


def test_long_lists_of_events_have_pages(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), bot.resident()
    several(bot, 13)
    shown = [label for label in lead.says("/event").buttons if "Film" in label]
    shown += [label for label in lead.taps("Next page").buttons if "Film" in label]
    assert (len(shown), len(set(shown))) == (13, 13)
    assert sum("Film" in label for label in someone.says("/events please").buttons) == 12
    assert sum("Film" in label for label in someone.taps("Next page").buttons) == 1
    bot.passes(days=60)
    assert sum("Film" in label for label in lead.presses("event.old").buttons) == 10
    assert sum("Film" in label for label in lead.taps("Next page").buttons) == 3


def several(bot: Bot, many: int) -> None:
    """Films that people are invited to, one a day; in the database alone, because it is quicker."""
    area, fixed = bot.area(HOME), {"goal": 5, "marks": [], "whom": "all", "languages": [], "cost": 0}
    texts: dict[str, Any] = {"sort": "film", "place": PLACE, "title": {}, "words": {}}

    def add(tx: Tx) -> None:
        for day in range(1, many + 1):
            starts = bot.clock() + timedelta(days=day)
            when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
            number = events.add(tx, area, bot.clock(), **fixed, **texts)
            events.note(tx, number, state="announced", **when)

    bot.does(add)


def test_a_message_to_many_leads_to_events_although_there_are_many_drafts(bot: Bot) -> None:
    several(bot, 1)
    lead = bot.staff("lead")
    for sort in ("Trip", "Walk", "Sport", "Concert", "Theatre"):
        lead.says("/event").taps("New event").taps(sort)
    lead.says("/broadcast").taps("New message").taps("In our own words")
    lead.presses(f"compose.links:{bot.rows(Composition)[0].id}")
    assert [label.split()[-1] for label in lead.buttons[:1]] == ["Film"]


def test_a_draft_is_thrown_away(bot: Bot) -> None:
    lead = drafts(bot.staff("lead")).taps("Throw away")
    assert "There is no event here yet." in lead.screen
    assert bot.count(Table) == 0


def test_a_member_of_the_team_makes_it_and_a_lead_announces_it(bot: Bot) -> None:
    member, lead, someone = bot.staff("team"), bot.staff("lead"), follower(bot, area=HOME)
    drafts(member).taps("Check and announce")
    assert "Somebody who leads the team announces it." in member.screen
    member.presses("event.announce:1")
    assert bot.count(Broadcast) == 0
    lead.says("/event").taps("Language café").taps("Check and announce").taps("Announce it")
    assert heard(someone, "Language café") == 1


def test_announcing_twice_invites_once(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), follower(bot, area=HOME)
    number = announces(lead)
    lead.presses(f"event.announce:{number}")
    assert "People have been invited already." in lead.screen
    assert heard(someone, "Language café") == 1
    assert [row.action for row in bot.rows(Audit)] == ["announced"]


def test_the_team_of_another_area_finds_no_such_event(bot: Bot) -> None:
    number = announces(bot.staff("lead"))
    other = bot.staff("lead", "badstrasse")
    for verb in ("event", "event.day", "event.look", "event.cancel", "event.message", "event.pairs"):
        answers = [other.presses(f"{verb}:{which}").screen for which in (number, number + 999)]
        assert answers[0] == answers[1]
    assert "There is no event here yet." in other.says("/event").screen


# --- changing and cancelling ------------------------------------------------------------------------


def invited(bot: Bot, **more: Any) -> tuple[Resident, Resident, int]:
    """A lead, and somebody who said yes to their event."""
    lead, someone = bot.staff("lead"), follower(bot, area=HOME)
    number = announces(lead, **more)
    someone.taps("Yes")
    return lead, someone, number


def test_a_change_reaches_everybody_who_comes_in_their_language_with_a_new_file(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    ayse, no = follower(bot, "tr", HOME), bot.resident()
    ayse.says("/help").presses(f"rsvp.say:{number}:maybe")
    no.presses(f"rsvp.say:{number}:no")
    lead.says("/event").taps("Language café").taps("Day and time").says("24.12. 17:00")
    assert "Nobody was told of this yet" in lead.screen
    assert "15:00" in someone.screen
    lead.taps("Tell everybody who comes")
    assert heard(someone, "Something has changed.") == 1
    turkish = bot.world.catalogues.translator("tr")
    assert heard(ayse, turkish("Something has changed. It is like this now:")) == 1
    assert any("17:00, until 19:00" in one.text for one in someone.chat)
    assert [bool(one.chat[-1].document) for one in (someone, ayse, no)] == [True, True, False]


def test_an_invitation_that_is_still_to_go_says_what_was_changed_meanwhile(bot: Bot) -> None:
    lead, copies = bot.staff("lead"), bulk.Copies()
    for _ in range(2):
        follower(bot, area=HOME)
    bot.passes(hours=12)  # at night: nothing goes
    number = announces(lead)
    bot.clock.now += timedelta(hours=10)

    def goes() -> str:
        (one,) = bot.does(lambda tx: copies.take(tx, bot.world, bot.clock(), 1))
        return str(one.request.params["text"])

    def moves(tx: Tx) -> None:
        for change in ("moved", "told"):
            event = events.find(tx, number)
            assert event
            if change == "moved":
                service.set_when(tx, bot.world, event, When(date(2026, 12, 24), time(17)), bot.clock())
            else:
                service.tell_change(tx, bot.world, event, bot.clock())

    assert "15:00, until 17:00" in goes()
    bot.does(moves)
    assert "17:00, until 19:00" in goes()


def test_a_change_that_nobody_was_told_of_is_forgotten(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    lead.says("/event").taps("Language café").taps("Place").says("Somewhere else 1").taps(
        "Leave it as it was"
    )
    assert "Nobody was told" not in lead.screen
    assert (found(bot, number).place, found(bot, number).revision) == (PLACE, 0)
    assert heard(someone, "Something has changed.") == 0


def test_what_there_is_waits_until_everybody_who_comes_is_told(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    lead.says("/event").taps("Language café").taps("What there is").taps("There are no steps").taps("Done")
    lead.taps("Interpreters").taps("Arabic").taps("Done")
    assert "New: ♿ There are no steps on the way in." in lead.screen
    assert "no steps" not in someone.presses(f"rsvp:{number}").screen
    lead.taps("Tell everybody who comes")
    said = next(one.text for one in someone.chat if "Something has changed." in one.text)
    assert "There are no steps on the way in." in said
    assert "It is interpreted into: Arabic" in said
    lead.taps("Interpreters").taps("Arabic").taps("Done")
    assert "Not any more: 🗣️ It is interpreted into: Arabic" in lead.screen


def test_what_is_ticked_and_unticked_again_waits_for_nothing(bot: Bot) -> None:
    lead, _, number = invited(bot, sort="Clean-up")
    lead.says("/event").taps("Clean-up").taps("What there is").taps("gloves").taps("gloves")
    assert found(bot, number).pending is None


def test_a_time_that_is_changed_back_waits_for_nothing(bot: Bot) -> None:
    lead, _, number = invited(bot)
    lead.says("/event").taps("Language café").taps("Day and time").says("24.12. 17:00")
    lead.taps("Day and time").says("24.12. 15:00")
    assert found(bot, number).pending is None


def test_a_change_in_the_night_is_told_in_the_morning_and_only_once(bot: Bot) -> None:
    lead, someone, _ = invited(bot)
    ticks(bot, hours=12)
    for clock in ("16:00", "17:00"):
        lead.says("/event").taps("Language café").taps("Day and time").says(f"24.12. {clock}")
        lead.taps("Tell everybody who comes")
    assert heard(someone, "Something has changed.") == 0
    ticks(bot, hours=10)
    assert heard(someone, "Something has changed.") == 1
    assert any("17:00, until 19:00" in one.text for one in someone.chat)
    ticks(bot, minutes=5)
    assert heard(someone, "Something has changed.") == 1


def test_a_cancellation_reaches_everybody_with_the_reason_and_takes_it_out_of_calendars(bot: Bot) -> None:
    lead, someone, number = invited(bot, seats=1)
    waits = bot.resident().presses(f"rsvp.say:{number}:yes")
    lead.says("/event").taps("Language café").taps("Cancel it").taps("The weather")
    assert "2 people are told of it." in lead.screen
    lead.taps("Yes, cancel it")
    for one in (someone, waits):
        assert heard(one, "This event does not take place.") == 1
        assert any("The weather does not allow it." in message.text for message in one.chat)
        assert one.chat[-1].document
    lead.presses(f"event.cancelled:{number}:weather")
    assert heard(someone, "This event does not take place.") == 1
    someone.presses(f"rsvp.say:{number}:yes")
    assert "This event was cancelled." in someone.screen


def test_a_reason_can_be_written(bot: Bot) -> None:
    lead, someone, _ = invited(bot)
    lead.says("/event").taps("Language café").taps("Cancel it").says("The <b>roof</b> leaks.")
    lead.taps("Yes, cancel it")
    assert any("The <b>roof</b> leaks." in one.text for one in someone.chat)


def test_a_reason_in_another_language_says_in_which(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    uwe = bot.resident("de").presses(f"rsvp.say:{number}:yes")
    lead.says("/event").taps("Language café").taps("Cancel it").says("The roof leaks.")
    lead.taps("Yes, cancel it")
    note = bot.world.catalogues.translator("de")("The team wrote this in: {language}", language="English")
    assert any("The roof leaks." in one.text and note in one.text for one in uwe.chat)
    assert heard(someone, "The team wrote this in") == 0
    assert note in uwe.presses(f"rsvp:{number}").screen


def test_after_a_cancellation_nobody_is_invited_any_more(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), follower(bot, area=HOME)
    bot.passes(hours=12)
    announces(lead)
    lead.taps("Cancel it").taps("Too few").taps("Yes, cancel it")
    ticks(bot, hours=10)
    assert heard(someone, "Language café") == 0


def test_an_event_that_has_begun_cannot_be_changed_or_cancelled(bot: Bot) -> None:
    lead, _, number = invited(bot, when="24.11. 15:00")
    bot.passes(days=1, hours=5)
    for press in (f"event.day:{number}", f"event.set:{number}:seats:20", f"event.cancelled:{number}:ill"):
        assert "people have been invited" in lead.presses(press).screen or "out of date" in lead.screen
    assert found(bot, number).state == "announced"


# --- writing, and afterwards ------------------------------------------------------------------------


def test_a_message_reaches_those_who_said_yes_or_maybe_beyond_the_weekly_budget(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    maybe, no = bot.resident(), bot.resident()
    maybe.presses(f"rsvp.say:{number}:maybe")
    no.presses(f"rsvp.say:{number}:no")
    for text in ("one", "two", "three", "four"):
        lead.says("/event").taps("Language café").taps("Write to those").says(f"Please bring {text} cups.")
        assert "2 people get it:" in lead.screen
        [send] = [data for data in lead.message.data if data.startswith("event.send")]
        lead.taps("Send it")
    assert [heard(one, "cups.") for one in (someone, maybe, no)] == [4, 4, 0]
    lead.presses(send)
    assert heard(someone, "cups.") == 4


def test_words_that_another_lead_has_written_anew_do_not_go_by_an_old_button(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    other = bot.staff("lead")
    for member, words in ((lead, "Bring one cup."), (other, "Bring two cups.")):
        member.presses(f"event.message:{number}:new").says(words)
    assert "out of date" in lead.taps("Send it").screen
    assert heard(someone, "cup") == 0
    for member, words in ((lead, "The roof leaks."), (other, "The room is locked.")):
        member.presses(f"event.cancel:{number}").says(words)
    assert "out of date" in lead.taps("Yes, cancel it").screen
    other.taps("Yes, cancel it")
    assert heard(someone, "The room is locked.") == 1


def test_whoever_says_no_before_a_message_goes_does_not_get_it(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    bot.passes(hours=12)
    lead.says("/event").taps("Language café").taps("Write to those").says("Bring cups.").taps("Send it")
    someone.presses(f"rsvp.say:{number}:no")
    ticks(bot, hours=10)
    assert heard(someone, "Bring cups.") == 0


def test_a_message_in_the_night_before_an_event_does_not_wait_for_the_morning(bot: Bot) -> None:
    lead, someone, _ = invited(bot, when="24.11. 09:00")
    bot.passes(hours=10)  # 21:00: it begins the moment that the quiet hours end
    lead.says("/event").taps("Language café").taps("Write to those").says("Use the back door.")
    assert "It goes out after" not in lead.screen
    lead.taps("Send it")
    assert heard(someone, "Use the back door.") == 1


def test_a_message_that_waits_says_until_when_and_does_not_follow_a_cancellation(bot: Bot) -> None:
    lead, someone, _ = invited(bot)
    bot.passes(hours=12)
    lead.says("/event").taps("Language café").taps("Write to those").says("Bring cups.")
    assert "It goes out after 09:00, so that nobody is woken." in lead.screen
    lead.taps("Send it")
    assert "It goes out after 09:00, so that nobody is woken." in lead.screen
    waiting = max(row.id for row in bot.rows(Broadcast))
    bot.does(lambda tx: broadcasts.pause(tx, waiting))
    lead.taps("Cancel it").taps("Too few").taps("Yes, cancel it")
    assert [row.state for row in bot.rows(Broadcast) if row.kind == "event_words"] == ["stopped"]
    ticks(bot, hours=10)
    assert heard(someone, "Bring cups.") == 0


def test_a_message_does_not_arrive_once_the_event_has_begun(bot: Bot) -> None:
    lead, someone, number = invited(bot, when="24.11. 20:00")
    bot.passes(hours=12)
    lead.says("/event").taps("Language café").taps("Write to those").says("Bring cups.").taps("Send it")
    (waiting,) = [row.id for row in bot.rows(Broadcast) if row.kind == "event_words"]
    bot.does(lambda tx: broadcasts.pause(tx, waiting))
    ticks(bot, hours=34)
    bot.does(lambda tx: broadcasts.resume(tx, waiting))
    ticks(bot, minutes=1)
    assert heard(someone, "Bring cups.") == 0
    assert "out of date" in lead.presses(f"event.message:{number}").screen


def test_the_day_after_the_team_is_asked_and_those_who_came_say_how_it_was(bot: Bot) -> None:
    lead, someone, number = invited(bot, when="24.11. 15:00")
    maybe = bot.resident().presses(f"rsvp.say:{number}:maybe")
    ticks(bot, days=1, hours=8)
    assert heard(lead, "Do you want to ask them how it was?") == 0
    ticks(bot, hours=15)
    assert heard(lead, "Do you want to ask them how it was?") == 1
    lead.taps("Ask how it was")
    assert heard(someone, "How was it? – Language café") == 1
    assert heard(maybe, "How was it?") == 0
    assert [
        any("How was it?" in label for label in one.says("/surveys").buttons) for one in (someone, maybe)
    ] == [
        True,
        False,
    ]
    lead.presses(f"event.after:{number}")
    assert bot.count(Round) == 1


def test_whoever_came_from_elsewhere_says_how_it_was_and_its_own_team_reads_it(bot: Bot) -> None:
    lead, _, number = invited(bot, when="24.11. 15:00")
    guest, stranger = (bot.resident(area="badstrasse") for _ in range(2))
    guest.presses(f"rsvp.say:{number}:yes")
    ticks(bot, days=1, hours=8)
    lead.presses(f"event.after:{number}")
    (round_id,) = [row.id for row in bot.rows(Round)]
    assert heard(guest, "How was it? – Language café") == 1
    assert any("How was it?" in label for label in guest.says("/surveys").buttons)
    guest.presses(f"survey.in:{round_id}:1")
    assert [row.area_id for row in bot.rows(Session)] == [bot.area(HOME)]
    assert "There is no such survey here." in stranger.presses(f"survey.in:{round_id}:1").screen


def test_whoever_may_ask_how_it_was_is_asked_although_another_of_the_team_made_it(bot: Bot) -> None:
    member, lead = bot.staff("team"), bot.staff("lead")
    drafts(member, when="24.11. 15:00")
    lead.says("/event").taps("Language café").taps("Check and announce").taps("Announce it")
    bot.resident().presses("rsvp.say:1:yes")
    ticks(bot, days=1, hours=23)
    asked = "Do you want to ask them how it was?"
    assert (heard(member, asked), heard(lead, asked)) == (0, 1)
    assert "They are asked." in lead.taps("Ask how it was").screen


# --- two at once ------------------------------------------------------------------------------------


def at_once(bot: Bot, first: Any, second: Any) -> None:
    """The second begins before the first has ended, and waits for it; what it finds out of date is not done."""

    def follows() -> None:
        with contextlib.suppress(Refused), bot.database.begin() as tx:
            second(tx)

    with ThreadPoolExecutor(1) as thread:
        with bot.database.begin() as tx:
            first(tx)
            later = thread.submit(follows)
            with pytest.raises(TimeoutError):
                later.result(0.5)
        later.result(30)
    bot.settle()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_of_two_who_tell_of_a_change_and_cancel_at_once_both_are_heard(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    lead.says("/event").taps("Language café").taps("Day and time").says("24.12. 17:00")
    event, now = found(bot, number), bot.clock()
    at_once(
        bot,
        lambda tx: service.tell_change(tx, bot.world, event, now),
        lambda tx: service.cancel(tx, bot.world, event, "ill", {}, now),
    )
    assert (found(bot, number).state, found(bot, number).revision) == ("cancelled", 2)
    assert heard(someone, "This event does not take place.") == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_two_leads_who_send_a_message_at_once_send_it_once(bot: Bot) -> None:
    lead, someone, number = invited(bot)
    lead.says("/event").taps("Language café").taps("Write to those").says("Bring cups.")

    def sends(tx: Tx) -> None:
        delivery.send(tx, bot.world, service.held(tx, number, None), None, bot.clock())

    at_once(bot, sends, sends)
    assert heard(someone, "Bring cups.") == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_two_leads_who_tick_at_once_are_both_heard(bot: Bot) -> None:
    _, _, number = invited(bot)
    event = found(bot, number)

    def ticking(key: str) -> Any:
        return lambda tx: service.tick(tx, bot.world, event, "marks", key, wanted=True, now=bot.clock())

    at_once(bot, ticking("toilet"), ticking("food"))
    assert found(bot, number).pending == {"marks": ["toilet", "food"]}


# --- reminders --------------------------------------------------------------------------------------


def reminders(someone: Resident) -> int:
    return heard(someone, "A reminder of what you wanted to go to:")


def test_people_are_reminded_the_day_before_and_two_hours_before(bot: Bot) -> None:
    _, someone, number = invited(bot, when="26.11. 15:00")
    maybe, waits = bot.resident(), bot.resident()
    maybe.presses(f"rsvp.say:{number}:maybe")
    waits.presses(f"rsvp.say:{number}:no")
    counts = []
    for hours in (51, 2, 21, 1, 1, 1):  # until 14:00 on the 25th, 16:00, 13:00 on the 26th and on
        ticks(bot, hours=hours)
        counts.append((reminders(someone), reminders(maybe), reminders(waits)))
    assert counts == [(0, 0, 0), (1, 1, 0), (2, 1, 0), (2, 1, 0), (2, 1, 0), (2, 1, 0)]


def test_a_reminder_stays_out_of_the_night(bot: Bot) -> None:
    _, someone, _ = invited(bot, when="26.11. 21:30")
    ticks(bot, days=2, hours=8, minutes=58)  # 19:58 on the 25th
    assert reminders(someone) == 0
    ticks(bot, minutes=1)
    assert reminders(someone) == 1


def test_a_restart_at_the_very_minute_loses_and_doubles_nothing(bot: Bot) -> None:
    _, someone, _ = invited(bot, when="26.11. 21:30")
    ticks(bot, days=2, hours=8, minutes=58)
    bot.restarts()
    ticks(bot, minutes=7)
    bot.restarts()
    ticks(bot, minutes=1)
    assert reminders(someone) == 0
    ticks(bot, hours=12, minutes=54)  # the night is over
    assert reminders(someone) == 1


def test_whoever_cannot_come_any_more_is_not_reminded(bot: Bot) -> None:
    _, someone, number = invited(bot, when="26.11. 15:00")
    someone.presses(f"rsvp.say:{number}:no")
    ticks(bot, days=2, hours=6)
    assert reminders(someone) == 0


def test_reminders_move_with_the_event(bot: Bot) -> None:
    lead, someone, _ = invited(bot, when="26.11. 15:00")
    lead.says("/event").taps("Language café").taps("Day and time").says("28.11. 15:00")
    lead.taps("Tell everybody")
    ticks(bot, days=2, hours=6)
    assert reminders(someone) == 0
    ticks(bot, days=2)
    ticks(bot, hours=21)
    assert reminders(someone) == 2


def test_a_reminder_is_not_for_what_people_were_told_of_a_moment_ago(bot: Bot) -> None:
    _, someone, _ = invited(bot, when="23.11. 17:00")
    ticks(bot, minutes=5)
    assert reminders(someone) == 0
    ticks(bot, hours=4)
    assert reminders(someone) == 1


def test_old_copies_of_reminders_have_unique_keys(bot: Bot) -> None:
    invited(bot, when="26.11. 15:00")
    ticks(bot, days=2, hours=6)
    keys = [row.job for row in bot.rows(Outbox) if row.kind == "event_reminder"]
    assert keys == ["event:1:day:202611261400"]


# --- where people come upon them --------------------------------------------------------------------


def test_an_event_stands_under_its_goal_and_on_the_start_page(bot: Bot) -> None:
    announces(bot.staff("lead"))
    someone = bot.resident().says("/goals").taps("8")
    assert "☕ 24/12/2026 15:00 · Language café" in someone.buttons
    assert any("Language café" in label for label in someone.taps("Start page").taps("Events").buttons)
    assert not any("Language café" in label for label in bot.resident().says("/goals").taps("3").buttons)


def test_the_weekly_letter_tells_of_events_to_whoever_follows_them(bot: Bot) -> None:
    reader = bot.resident().presses("me.topic:events:1").presses("me.rhythm:weekly")
    other = bot.resident().presses("me.topic:surveys:1").presses("me.rhythm:weekly")
    announces(bot.staff("lead"))
    ticks(bot, days=4)  # Friday at eleven
    ticks(bot, minutes=1)
    assert heard(reader, "These events are coming:") == 1
    assert heard(other, "Your letter of the week") == 0
    assert "We talk over coffee" in reader.taps("Language café").screen
