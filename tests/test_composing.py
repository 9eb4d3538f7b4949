"""A team writes to many: from ready notices or in its own words, and nothing goes before everything was looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import jobs
from bot.core import notices
from bot.core.refused import Refused
from bot.demo.values import Request
from bot.i18n.placeholders import fill
from db import composed, people, staff, subscriptions, team
from db.session import Tx
from db.tables import Audit, Broadcast, Composition, Person, Piece
from tests.chat import Bot, Resident
from tests.test_broadcasts import follower, heard, night, sends, stands
from tests.test_invites import staff_id


def lead(bot: Bot, language: str = "en") -> Resident:
    return bot.staff("lead", language=language)


def neighbour(bot: Bot, language: str = "en") -> Resident:
    return follower(bot, language, "rollbergsiedlung")


def writes(someone: Resident, text: str, *others: str) -> Resident:
    """A message in the team's own words, and then in other languages: "tr Merhaba"."""
    someone.says("/broadcast").taps("New message").taps("In our own words").taps("Words")
    someone.taps("English").says(text)
    for other in others:
        code, words = other.split(" ", 1)
        someone.presses(f"compose.text:{number(someone.bot)}:{code}").says(words)
    return someone


def number(bot: Bot) -> int:
    return max(int(row.id) for row in bot.rows(Composition))


def row(bot: Bot) -> Any:
    return next(one for one in bot.rows(Composition) if one.id == number(bot))


def checks(someone: Resident) -> Resident:
    return someone.presses(f"compose.check:{number(someone.bot)}")


def crowd(bot: Bot, many: int, language: str = "en") -> list[int]:
    """Telegram ids of people who hear of events in the Rollbergsiedlung; in the database alone, because it is quicker."""

    area = bot.area("rollbergsiedlung")

    def known(tx: Tx) -> list[int]:
        keys, now, found = bot.world.keys, bot.clock(), []
        for _ in range(many):
            user = bot.telegram.user("a resident", None)
            user.started = True
            sealed = {"telegram_hash": keys.hash(user.id), "sealed": keys.seal(user.id)}
            person = people.add(tx, **sealed, language=language, now=now)
            people.change(tx, person, area_id=area)
            subscriptions.subscribe(tx, person, "events", "at_once", now)
            found.append(user.id)
        return found

    return list(bot.does(known))


# --- ready notices --------------------------------------------------------------------------------


def test_a_ready_notice_reaches_everybody_in_their_own_language(bot: Bot) -> None:
    uwe, ayse, chief = neighbour(bot, "de"), neighbour(bot, "tr"), lead(bot)
    chief.says("/broadcast").taps("New message").taps("Clean-up").taps("Date")
    chief.says("24.12.2026").says("15:30").says("Falkplatz")
    chief.taps("Check").taps("Send now")
    sentence = notices.READY["clean_up"].sentence
    for someone, code in ((uwe, "de"), (ayse, "tr")):
        t = bot.world.catalogues.translator(code)
        assert "Falkplatz" in someone.screen
        assert t(sentence).split("{")[0] in someone.screen
        assert "2026" in someone.screen
    assert stands(bot, bot.rows(Broadcast)[0].id).sent == 2


def test_a_notice_with_an_open_field_does_not_go(bot: Bot) -> None:
    neighbour(bot)
    chief = lead(bot)
    chief.says("/broadcast").taps("New message").taps("Meeting").taps("Place").says("Falkplatz")
    assert "still missing" in checks(chief).screen
    chief.presses(f"compose.send:{number(bot)}:{row(bot).revision}:1")
    assert bot.count(Broadcast) == 0


@pytest.mark.parametrize(
    ("field", "typed"), [("date", "31.2.2026"), ("until", "soon"), ("time", "25:00"), ("place", "x" * 101)]
)
def test_a_field_that_makes_no_sense_is_refused_kindly(field: str, typed: str) -> None:
    with pytest.raises(Refused):
        notices.value_of(field, typed)


def test_every_field_of_every_notice_is_known() -> None:
    for ready in notices.READY.values():
        named = {part.split("}")[0] for part in ready.sentence.split("{")[1:]}
        assert named == set(ready.fields)


# --- own words ------------------------------------------------------------------------------------


def test_own_words_go_to_who_follows_the_topic_here_with_a_button(bot: Bot) -> None:
    someone, elsewhere = neighbour(bot), follower(bot, area="badstrasse")
    chief = writes(lead(bot), "Flea market in {area}, ask {bot}.")
    chief.taps("Button").taps("Culture")
    checks(chief).taps("Send now")
    assert "Flea market in Rollbergsiedlung" in someone.screen
    assert bot.telegram.username in someone.screen
    assert "Culture" in someone.taps("Culture").screen
    assert heard(elsewhere, "Flea market") == []


def test_one_tap_under_a_message_ends_its_topic_also_one_of_a_goal(bot: Bot) -> None:
    someone, chief = neighbour(bot).says("/help").presses("me.bell:3:1"), lead(bot)
    for text in ("Spring fair", "Autumn fair"):
        writes(chief, text).presses(f"compose.topic:{number(bot)}:goal.3")
        checks(chief).taps("Send now")
        if text == "Spring fair":
            someone.taps("No more about this topic")
    assert "You will hear no more about this: Streets and green places" in someone.screen
    assert heard(someone, "Spring fair", "Autumn fair") == ["Spring fair"]


def test_languages_without_words_are_named_with_what_their_people_would_see(bot: Bot) -> None:
    ayse = neighbour(bot, "tr")
    chief = writes(lead(bot), "Flea market")
    checks(chief)
    assert "Turkish: 1 person would see it in another language: English" in chief.screen
    chief.presses(f"compose.send:{number(bot)}:{row(bot).revision}:0")
    assert (bot.count(Broadcast), heard(ayse, "Flea market")) == (0, [])
    chief.taps("Send without these words")
    assert heard(ayse, "Flea market") == ["Flea market"]


def test_helpers_are_asked_for_what_is_missing_and_their_words_appear(bot: Bot) -> None:
    ayse = neighbour(bot, "tr")
    chief = writes(lead(bot), "Flea market")
    checks(chief).taps("Ask helpers")
    [piece] = bot.rows(Piece)
    assert (piece.source, piece.language, piece.original) == ("broadcast", "tr", "Flea market")
    delivered = (
        "UPDATE pieces SET text = 'Bit pazari', state = 'delivered', how = 'person', helper_id = NULL"
    )
    delivered += ", delivered_at = wanted_at"
    bot.does(lambda tx: tx.exec_driver_sql(delivered))
    checks(chief).taps("Send now")
    assert heard(ayse, "Bit pazari") == ["Bit pazari"]


@pytest.mark.parametrize(("text", "wrong"), [("In {aera}", "{aera}"), ("In {area", "{"), ("{}", "{}")])
def test_a_broken_placeholder_is_named_with_its_language(bot: Bot, text: str, wrong: str) -> None:
    chief = writes(lead(bot), "Flea market")
    chief.presses(f"compose.text:{number(bot)}:tr").says(text)
    assert wrong in chief.screen
    assert "Türkçe" in chief.screen
    assert set(row(bot).texts) == {"en"}


@given(st.text(alphabet="{}areabot x", max_size=30))
def test_what_is_not_broken_has_no_brace_left_once_it_is_filled_in(text: str) -> None:
    filled = fill(text, {"area": "A", "bot": "B"}, rtl=False)
    assert bool(notices.broken(text)) == ("{" in filled or "}" in filled)


def test_more_words_than_fit_are_refused_with_the_language(bot: Bot) -> None:
    chief = writes(lead(bot), "Flea market")
    chief.presses(f"compose.text:{number(bot)}:de").says("x" * (notices.WORDS_LIMIT + 1))
    assert "3500" in chief.screen
    assert "Deutsch" in chief.screen


def test_words_that_look_like_markup_arrive_as_they_were_typed(bot: Bot) -> None:
    someone = neighbour(bot)
    checks(writes(lead(bot), "<b>&amp; {area}")).taps("Send now")
    assert "<b>&amp; Rollbergsiedlung" in someone.screen


# --- pictures and files ---------------------------------------------------------------------------


def test_a_picture_that_comes_with_the_words_is_kept_with_them(bot: Bot) -> None:
    chief = lead(bot).says("/broadcast").taps("New message").taps("In our own words").taps("Words")
    chief.presses(f"compose.text:{number(bot)}:en").sends_photo("Come and see.")
    assert (row(bot).texts, row(bot).file["kind"]) == ({"en": "Come and see."}, "photo")


def test_a_photo_and_a_pdf_go_with_it_by_their_number(bot: Bot) -> None:
    someone, chief = neighbour(bot), lead(bot)
    writes(chief, "The plan").taps("Photo or file").sends_photo()
    checks(chief).taps("Send now")
    assert (someone.message.caption.splitlines()[0], bool(someone.message.photo)) == ("The plan", True)
    writes(chief, "The paper").taps("Photo or file").sends_file()
    checks(chief).taps("Send now")
    assert someone.message.caption.startswith("The paper")
    assert not [one for one in bot.telegram.called("sendPhoto") if one.files]


@pytest.mark.parametrize(
    ("name", "mime"),
    [("plan.exe", "x/y"), ("plan.exe", "application/pdf"), ("plan.pdf", "text/html")],
)
def test_any_other_file_is_refused_also_one_that_calls_itself_a_pdf(bot: Bot, name: str, mime: str) -> None:
    chief = writes(lead(bot), "The plan").taps("Photo or file").sends_file(name, mime)
    assert "a PDF" in chief.screen
    assert row(bot).file is None


def test_a_photo_under_too_many_words_is_refused(bot: Bot) -> None:
    chief = writes(lead(bot), "x" * 1500).taps("Photo or file").sends_photo()
    assert "800" in chief.screen
    assert row(bot).file is None


# --- looking at it --------------------------------------------------------------------------------


def test_the_preview_is_what_people_get_and_the_test_goes_to_the_writer_alone(bot: Bot) -> None:
    someone = neighbour(bot)
    chief = writes(lead(bot), "Flea market", "de Flohmarkt").taps("Back").taps("Preview").taps("Deutsch")
    assert chief.screen.startswith("Flohmarkt")
    chief.taps("Send it to me alone")
    assert any("Flohmarkt" in one.text and one.labels for one in chief.chat)
    assert heard(someone, "Flohmarkt", "Flea market") == []


def test_the_numbers_are_those_of_now_by_language(bot: Bot) -> None:
    neighbour(bot), neighbour(bot, "tr")
    chief = writes(lead(bot), "Flea market")
    assert "At present 2 people would get it." in chief.screen
    assert "Turkish: 1" in chief.screen
    chief.taps("Languages").taps("Türkçe").taps("Back")
    assert "At present 1 person would get it." in chief.screen


def test_who_had_three_messages_is_counted_as_waiting_for_the_letter(bot: Bot) -> None:
    neighbour(bot)
    chief = lead(bot)
    for text in ("one", "two", "three"):
        checks(writes(chief, text)).taps("Send now")
    assert "At once: 0. In their weekly letter: 1" in checks(writes(chief, "four")).screen


def test_who_wants_one_letter_a_week_is_counted_as_reading_it_there(bot: Bot) -> None:
    neighbour(bot), neighbour(bot, "tr").says("/help").presses("me.rhythm:weekly")
    chief = writes(lead(bot), "Flea market")
    for screen in (chief.screen, checks(chief).screen):
        assert "At present 2 people would get it." in screen
        assert "At once: 1. In their weekly letter: 1" in screen
    chief.taps("Send without these words")
    assert "Read it in their weekly letter: 1" in chief.taps("Refresh").screen


# --- sending --------------------------------------------------------------------------------------


def test_two_taps_send_it_once(bot: Bot) -> None:
    someone, chief = neighbour(bot), lead(bot)
    checks(writes(chief, "Flea market"))
    press = f"compose.send:{number(bot)}:{row(bot).revision}:0"
    chief.presses(press).presses(press)
    assert (bot.count(Broadcast), heard(someone, "Flea market")) == (1, ["Flea market"])


def test_what_was_changed_since_must_be_looked_at_again(bot: Bot) -> None:
    neighbour(bot)
    chief = writes(lead(bot), "Flea market")
    press = f"compose.send:{number(bot)}:{row(bot).revision}:0"
    chief.presses(f"compose.text:{number(bot)}:en").says("Something else")
    assert "look at it again" in chief.presses(press).screen
    assert bot.count(Broadcast) == 0


def test_more_than_a_hundred_people_are_written_to_when_somebody_typed_how_many(bot: Bot) -> None:
    crowd(bot, 101)
    chief = checks(writes(lead(bot), "Flea market")).taps("Send now")
    assert "101" in chief.screen
    chief.says("100")
    assert ("This is not the number" in chief.screen, bot.count(Broadcast)) == (True, 0)
    chief.says("101")
    assert stands(bot, bot.rows(Broadcast)[0].id).sent == 101


def test_an_urgent_message_goes_at_night_to_everybody_and_the_reason_is_on_record(bot: Bot) -> None:
    someone = bot.resident()
    chief = writes(lead(bot), "No water today").taps("Urgent").says("A pipe has burst")
    chief.taps("For whom").taps("Everybody")
    night(bot)
    checks(chief).taps("Send now")
    assert heard(someone, "No water today") == ["No water today"]
    assert "sent urgently" in [one.action for one in bot.rows(Audit)]
    assert row(bot).urgent == "A pipe has burst"


def test_only_what_is_urgent_goes_to_everybody(bot: Bot) -> None:
    someone = bot.resident()
    chief = writes(lead(bot), "Flea market").taps("For whom").taps("Everybody")
    assert "Only an urgent message" in chief.screen
    assert (row(bot).topic, heard(someone, "Flea market")) == ("events", [])


def test_without_anybody_to_read_it_nothing_is_sent(bot: Bot) -> None:
    chief = checks(writes(lead(bot), "Flea market")).taps("Send now")
    assert ("nobody would get it" in chief.screen, bot.count(Broadcast)) == (True, 0)


def test_the_result_says_by_language_what_became_of_it(bot: Bot) -> None:
    neighbour(bot, "de"), neighbour(bot)
    gone = neighbour(bot)
    bot.telegram.deactivate(gone.user)
    chief = checks(writes(lead(bot), "Flea market", "de Flohmarkt")).taps("Send now")
    chief.taps("By language")
    assert "German: 1 sent, 0 to come, 0 not sent" in chief.screen
    assert "English: 1 sent, 0 to come, 1 not sent" in chief.screen


# --- later ----------------------------------------------------------------------------------------


def ticks(bot: Bot, **later: float) -> None:
    bot.clock.now += timedelta(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def test_a_message_goes_at_its_time_and_once(bot: Bot) -> None:
    someone, chief = neighbour(bot), lead(bot)
    checks(writes(chief, "Flea market")).taps("Send later").says("24.11. 10:00")
    assert "It goes out on" in chief.screen
    ticks(bot, hours=22, minutes=50)
    assert heard(someone, "Flea market") == []
    ticks(bot, minutes=10)
    ticks(bot, minutes=1)
    assert heard(someone, "Flea market") == ["Flea market"]


def test_a_time_at_night_is_refused_by_name(bot: Bot) -> None:
    neighbour(bot)
    chief = checks(writes(lead(bot), "Flea market")).taps("Send later").says("24.11. 22:00")
    assert "20:00" in chief.screen
    assert row(bot).state == "draft"


def test_whatever_waits_is_found_first_and_all_that_was_sent_after_it(bot: Bot) -> None:
    chief, area, now = lead(bot), bot.area("rollbergsiedlung"), bot.clock()
    sent = [sends(bot) for _ in range(12)]
    drafts = [bot.does(lambda tx: composed.add(tx, area, now, texts={"en": "draft"})) for _ in range(6)]
    later: dict[str, Any] = {"state": "waiting", "texts": {"en": "later"}}
    for day in (3, 1, 2):
        at = now + timedelta(days=day)
        drafts.insert(0, bot.does(lambda tx, at=at: composed.add(tx, area, now, send_at=at, **later)))
    labels = list(chief.says("/broadcast").buttons)
    for _ in range(2):
        labels += chief.taps("Next page").buttons
    assert [one[:1] for one in labels[:9]] == ["🕐"] * 3 + ["📝"] * 6
    assert labels[0] < labels[1] < labels[2]
    assert [int(one.split("· ")[1]) for one in labels if "· " in one] == sent[::-1]


def test_what_waits_can_be_held_back(bot: Bot) -> None:
    someone, chief = neighbour(bot), lead(bot)
    checks(writes(chief, "Flea market")).taps("Send later").taps("10:00")
    chief.taps("Do not send it yet")
    ticks(bot, days=2)
    assert (row(bot).state, heard(someone, "Flea market")) == ("draft", [])


def test_what_cannot_go_at_its_time_is_a_draft_again_and_its_writer_hears_of_it(bot: Bot) -> None:
    neighbour(bot)
    chief = checks(writes(lead(bot), "Flea market")).taps("Send later").says("24.11. 10:00")
    bot.does(lambda tx: tx.exec_driver_sql("UPDATE compositions SET texts = '{}'"))
    ticks(bot, days=1)
    assert (row(bot).state, bot.count(Broadcast)) == ("draft", 0)
    assert "could not be sent at its time" in chief.screen


def planned(bot: Bot, *how: str) -> tuple[Resident, Resident, Resident]:
    """A message that goes tomorrow: somebody who would get it, who planned it, and another lead."""
    someone, chief, other = neighbour(bot), lead(bot), lead(bot)
    writes(chief, "Flea market")
    checks(other if "by another" in how else chief).taps("Send later").says("24.11. 10:00")
    return someone, chief, other


@pytest.mark.parametrize("how", ["team.removed:{}", "team.set:{}:team"])
def test_what_nobody_stands_behind_any_more_is_held_and_the_leads_decide(bot: Bot, how: str) -> None:
    someone, chief, other = planned(bot)
    bot.staff("admin", None).presses(how.format(staff_id(bot, chief)))
    ticks(bot, days=1)
    assert (row(bot).state, bot.count(Broadcast)) == ("draft", 0)
    assert "whoever planned it no longer leads the team" in other.screen
    assert "whoever planned it" not in str([one.text for one in chief.chat])
    checks(other.taps("Look at it")).taps("Send now")
    assert heard(someone, "Flea market") == ["Flea market"]


def test_whoever_planned_it_stands_behind_it_and_not_whoever_wrote_it(bot: Bot) -> None:
    someone, chief, _ = planned(bot, "by another")
    chief.presses(f"team.left:{staff_id(bot, chief)}")
    ticks(bot, days=1)
    assert heard(someone, "Flea market") == ["Flea market"]


def test_a_message_for_two_areas_needs_somebody_who_leads_both(bot: Bot) -> None:
    chief, there = lead(bot), bot.area("badstrasse")
    known = chief.known
    assert known
    second = bot.does(lambda tx: staff.appoint(tx, known.id, there, "lead", bot.clock()))
    chief.says("/broadcast").taps("New message").taps("Rollbergsiedlung").taps("In our own words")
    chief.taps("Words").taps("English").says("Flea market").presses(
        f"compose.tick:{number(bot)}:areas:{there}:1"
    )
    neighbour(bot)
    checks(chief).taps("Send later").says("24.11. 10:00")
    bot.does(lambda tx: team.remove(tx, second))
    ticks(bot, days=1)
    assert (row(bot).state, bot.count(Broadcast)) == ("draft", 0)


def test_drafts_that_nobody_touches_are_forgotten(bot: Bot) -> None:
    writes(lead(bot), "Flea market")
    ticks(bot, days=29)
    assert bot.count(Composition) == 1
    ticks(bot, days=2)
    assert bot.count(Composition) == 0


def test_a_draft_can_be_thrown_away(bot: Bot) -> None:
    writes(lead(bot), "Flea market").taps("Throw it away")
    assert bot.count(Composition) == 0


# --- whose it is ----------------------------------------------------------------------------------


def test_a_lead_of_another_area_is_answered_as_if_there_were_no_such_draft(bot: Bot) -> None:
    writes(lead(bot), "Flea market")
    other = bot.staff("lead", "badstrasse")
    for verb in ("compose", "compose.check", "compose.drop", "compose.texts"):
        assert other.presses(f"{verb}:{number(bot)}").screen == other.presses(f"{verb}:999999").screen
    assert bot.count(Composition) == 1


def test_a_lead_writes_to_their_own_areas_alone(bot: Bot) -> None:
    chief, there = writes(lead(bot), "Flea market"), bot.area("badstrasse")
    chief.presses(f"compose.tick:{number(bot)}:areas:{there}:1")
    assert row(bot).areas == [bot.area("rollbergsiedlung")]


def requests(bot: Bot, method: str) -> list[Request]:
    return list(bot.telegram.called(method))


def test_everybody_gets_one_copy_and_nobody_two(bot: Bot) -> None:
    people_there = crowd(bot, 30)
    checks(writes(lead(bot), "Flea market")).taps("Send now")
    got = [
        one.params["chat_id"] for one in requests(bot, "sendMessage") if "Flea market" in one.params["text"]
    ]
    assert sorted(one for one in got if one in people_there) == sorted(people_there)
    assert bot.count(Person) == 31
