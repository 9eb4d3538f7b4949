"""Standing help and meeting places: the team makes them of blocks, residents find them under a goal, somebody keeps them right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import jobs
from bot.core import offers as rules
from bot.core.refused import Refused
from bot.i18n import LANGUAGES, Translator
from bot.views import offers as views
from db import offers
from db.offers import Found
from db.tables import Audit, Offer
from tests.chat import BEGIN, CATALOGUES, Bot, Resident

ALL_SAID = rules.STEPS[2:]


def planted(bot: Bot, area: str = "rollbergsiedlung", **values: Any) -> int:
    """An offer that residents see."""
    usual = {"kind": "homework", "goal": 2, "state": "shown", "steps": list(ALL_SAID)}
    where, now = bot.area(area), bot.clock()
    return int(bot.does(lambda tx: offers.add(tx, where, {**usual, **values}, now)))


def opens(team: Resident) -> Resident:
    return team.says("/desk").taps("🏘️")


def homework(team: Resident) -> Resident:
    """From the desk to the preview, on the shortest way."""
    opens(team).taps("New offer").taps("Help with homework").taps("Monday").taps("Wednesday").taps("Ready")
    team.taps("15:00").taps("18:00").says("Falkstraße 25").taps("Leave this out").taps("German")
    team.taps("Turkish").taps("Ready").taps("Young people").taps("Ready").taps("Free of charge")
    return team.says("030 1234567").taps("Leave this out")


# --- making one -----------------------------------------------------------------------------------


def test_the_team_makes_an_offer_of_blocks_and_residents_find_it_under_its_goal(bot: Bot) -> None:
    team = homework(bot.staff())
    assert "Residents do not see it yet." in team.screen
    team.taps("Show it to residents")
    resident = bot.resident().presses("goal:2").taps("Help and meeting places · 1").taps("homework")
    for words in ("Monday and Wednesday, from 15:00 to 18:00", "Falkstraße 25", "German and Turkish"):
        assert words in resident.screen
    for words in ("Young people", "Free of charge", "030 1234567", "Checked in November 2026."):
        assert words in resident.screen


def test_every_step_can_be_taken_back(bot: Bot) -> None:
    team = homework(bot.staff())
    [offer] = bot.rows(Offer)
    for number in range(len(offer.steps), 1, -1):
        team.presses(f"offer.undo:{offer.id}:{number}")
        [kept] = bot.rows(Offer)
        assert kept.steps == list(ALL_SAID[: number - 1])
        team.presses(f"offer.undo:{offer.id}:{number}")
        assert bot.rows(Offer)[0].steps == kept.steps, number


def test_times_and_days_can_be_written(bot: Bot) -> None:
    team = opens(bot.staff()).taps("New offer").taps("Library").taps("Ready").says("15.30 – 18:00 Uhr")
    [offer] = bot.rows(Offer)
    assert (offer.begins, offer.ends) == ("15:30", "18:00")
    team.presses(f"offer.undo:{offer.id}:2").presses(f"offer.undo:{offer.id}:1")
    team.says("Every first Monday of the month")
    [offer] = bot.rows(Offer)
    assert (offer.begins, offer.texts) == (None, {"when": {"en": "Every first Monday of the month"}})
    assert "Address" in team.screen


def test_what_cannot_be_a_time_or_a_number_is_asked_for_again(bot: Bot) -> None:
    team = opens(bot.staff()).taps("New offer").taps("Library").taps("Ready")
    assert "Please write the times like this" in team.says("in the afternoon").screen
    [offer] = bot.rows(Offer)
    team.presses(f"offer.field:{offer.id}:phone")
    assert "This is no telephone number" in team.says("ask at the door").screen
    assert bot.rows(Offer)[0].steps == ["days"]


def test_an_offer_has_a_name_of_its_own_in_every_language_that_somebody_writes(bot: Bot) -> None:
    team = opens(bot.staff()).taps("New offer").taps("Something else").says("Chess evening").taps("Health")
    [offer] = bot.rows(Offer)
    team.presses(f"offer.words:{offer.id}:name:tr").says("Satranç akşamı")
    bot.does(lambda tx: offers.change(tx, offer.id, {"steps": list(rules.STEPS), "state": "shown"}))
    assert "Satranç akşamı" in bot.resident("tr").presses(f"offers.one:{offer.id}").screen
    assert "Chess evening" in bot.resident("de").presses(f"offers.one:{offer.id}").screen
    assert "missing in: German" in team.presses(f"offer:{offer.id}").screen


def test_a_place_on_the_map_is_shown_as_one(bot: Bot) -> None:
    team = bot.staff()
    number = planted(bot)
    team.presses(f"offer.field:{number}:pin").sends_place(52.475, 13.43)
    resident = bot.resident().presses(f"offers.one:{number}").taps("Show it on the map")
    assert any(message.location for message in resident.chat)


def test_any_field_can_be_changed_later(bot: Bot) -> None:
    team, number = bot.staff(), planted(bot, place="Old Street 1")
    team.presses(f"offer:{number}").taps("Change").taps("Address").says("New Street 2")
    assert "New Street 2" in bot.resident().presses(f"offers.one:{number}").screen
    team.taps("Goal").taps("Culture")
    assert bot.rows(Offer)[0].goal == 5
    team.taps("What it is").taps("Sport")
    assert (bot.rows(Offer)[0].kind, bot.rows(Offer)[0].goal) == ("sport", 6)


def test_a_new_kind_without_a_name_is_hidden_until_it_has_one(bot: Bot) -> None:
    team, number = bot.staff(), planted(bot)
    team.presses(f"offer.set:{number}:kind:own")
    assert bot.rows(Offer)[0].state == "draft"
    assert "what it is called" in team.screen


def test_whoever_is_not_finished_goes_on_where_they_stopped(bot: Bot) -> None:
    team = opens(bot.staff()).taps("New offer").taps("Library").taps("Ready").says("/goals")
    assert "Times" in opens(team).taps("✏️ 📖").taps("Go on with it").screen


def test_the_team_reads_it_in_another_language_before_residents_do(bot: Bot) -> None:
    team, number = bot.staff(), planted(bot, languages=["tr"], days=[0])
    team.presses(f"offer:{number}").taps("Other languages").presses(f"offer.look:{number}:tr")
    assert "Pazartesi" in team.screen
    assert "Türkçe" in team.screen
    assert "Back" in " ".join(team.buttons)


# --- keeping them ---------------------------------------------------------------------------------


def test_what_is_hidden_or_deleted_is_not_offered_any_more(bot: Bot) -> None:
    team, resident, number = bot.staff(), bot.resident(), planted(bot)
    team.presses(f"offer:{number}").taps("Hide it")
    assert "not offered here any more" in resident.presses(f"offers.one:{number}").screen
    team.taps("Show it to residents").taps("Delete").taps("Yes, delete it")
    team.presses(f"offer.deleted:{number}")
    assert bot.count(Offer) == 0
    assert [row.action for row in bot.rows(Audit)] == ["offer_hidden", "offer_shown", "offer_deleted"]


def test_deleting_is_asked_first(bot: Bot) -> None:
    team, number = bot.staff(), planted(bot)
    team.presses(f"offer.delete:{number}").taps("No, leave it")
    assert bot.count(Offer) == 1


def test_a_number_that_was_deleted_is_not_given_again(bot: Bot) -> None:
    team, number = bot.staff(), planted(bot)
    team.presses(f"offer.deleted:{number}")
    assert planted(bot) != number


def test_advice_about_rent_stands_first_where_rents_belong(bot: Bot) -> None:
    planted(bot, kind="family", goal=4)
    planted(bot, kind="rent", goal=4)
    resident = bot.resident().presses("offers:4")
    assert resident.screen.index("Advice about rent") < resident.screen.index("Family centre")


def test_offers_of_other_neighbourhoods_are_not_shown(bot: Bot) -> None:
    number = planted(bot, "badstrasse")
    resident = bot.resident()
    assert not any("meeting places" in label for label in resident.presses("goal:2").buttons)
    assert "not offered here" in resident.presses(f"offers.one:{number}").screen
    assert "no such offer" in bot.staff().presses(f"offer.deleted:{number}").screen
    assert bot.count(Offer) == 1


@pytest.mark.parametrize("role", ["viewer", "helper"])
def test_who_only_reads_keeps_no_offers(bot: Bot, role: str) -> None:
    someone, number = bot.staff(role), planted(bot)
    assert not any("🏘️" in label for label in someone.says("/desk").buttons)
    assert "out of date" in someone.presses(f"offer.deleted:{number}").screen
    assert bot.count(Offer) == 1


def test_many_offers_stand_on_several_pages(bot: Bot) -> None:
    for _ in range(11):
        planted(bot)
    resident, team = bot.resident().presses("offers:2"), bot.staff()
    assert len([label for label in resident.buttons if "homework" in label]) == 8
    assert len([label for label in resident.taps("Next page").buttons if "homework" in label]) == 3
    assert len([one for one in opens(team).taps("Next page").buttons if "homework" in one]) == 3


# --- the clock ------------------------------------------------------------------------------------


def ticks(bot: Bot, **time: float) -> None:
    bot.clock.now += timedelta(**time)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def test_after_six_months_the_team_is_asked_whether_it_is_still_right(bot: Bot) -> None:
    team, resident, number = bot.staff(), bot.resident(), planted(bot)
    ticks(bot, days=181)
    assert "six months" not in team.screen
    ticks(bot, days=2)
    assert "Nobody has looked at this for six months" in team.screen
    assert "six months" not in resident.screen
    said = len(team.chat)
    ticks(bot, days=1)
    assert len(team.chat) == said
    team.taps("Still right")
    assert "Checked in May 2027." in resident.presses(f"offers.one:{number}").screen


def test_after_nine_months_it_is_hidden_and_the_team_told(bot: Bot) -> None:
    team, number = bot.staff("lead"), planted(bot)
    ticks(bot, days=183)
    ticks(bot, days=92)
    assert "It is hidden now" in team.screen
    assert bot.rows(Offer)[0].state == "hidden"
    team.taps("Show it to residents")
    assert "Checked in August 2027" in bot.resident().presses(f"offers.one:{number}").screen


def test_whoever_is_no_more_of_the_team_is_not_asked(bot: Bot) -> None:
    viewer, elsewhere, _ = bot.staff("viewer"), bot.staff(area="badstrasse"), planted(bot)
    ticks(bot, days=183)
    assert "six months" not in viewer.screen + elsewhere.screen


# --- rules ----------------------------------------------------------------------------------------


def found(**values: Any) -> Found:
    """An offer in which everything is said."""
    usual = {"id": 1, "area_id": 1, "area": "Rollberg", "goal": 4, "kind": "rent", "days": [0, 6]}
    usual |= {"begins": "09:00", "ends": "12:30", "place": "Weg 1", "latitude": None, "longitude": None}
    usual |= {"languages": ["ar", "ku"], "whom": ["women"], "cost": "own", "price": "2 €", "phone": "110"}
    usual |= {"texts": {}, "steps": [], "state": "shown", "checked_at": BEGIN}
    return Found(**{**usual, **values})


@pytest.mark.parametrize("code", LANGUAGES)
def test_days_and_months_have_names_in_every_language(code: str) -> None:
    t = Translator(code, code)
    assert len({views.weekday(t, day) for day in range(7)}) == 7
    assert "{" not in "".join(block.text for block in views.card(t, found()))


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_kind_stands_under_a_goal_and_in_one_line(kind: str) -> None:
    assert rules.KINDS[kind].goal in range(1, 10)
    assert len(views.name(CATALOGUES.translator("en"), found(kind=kind))) <= 36


@given(st.lists(st.sampled_from(rules.STEPS), unique=True), st.sampled_from([*rules.KINDS, rules.OWN]))
def test_steps_come_in_their_order_until_all_is_said(said: list[str], kind: str) -> None:
    steps: list[str] = list(said)
    while (name := rules.next_step(kind, steps)) is not None:
        assert name not in steps
        steps.append(name)
    assert set(rules.asked_of(kind)) <= set(steps)


@given(st.lists(st.tuples(st.sampled_from(list(rules.WHOM)), st.booleans())))
def test_what_is_for_everybody_is_for_nobody_in_particular(presses: list[tuple[str, bool]]) -> None:
    chosen: list[str] = []
    for value, on in presses:
        chosen = rules.ticked(chosen, value, tuple(rules.WHOM), on=on)
        assert (value in chosen) is on
        assert rules.EVERYBODY not in chosen or chosen == [rules.EVERYBODY]


@given(st.text(max_size=40))
def test_a_telephone_number_has_digits_and_nothing_that_hides(text: str) -> None:
    try:
        number = rules.phone_of(text)
    except Refused:
        return
    assert 3 <= sum(char.isdigit() for char in number) <= 15
    assert number.isascii()


@pytest.mark.parametrize("text", ["116 016", "030 1234567", "+49 (0)30 / 12 34-56", "110"])
def test_numbers_are_kept_as_they_are_written(text: str) -> None:
    assert rules.phone_of(f"  {text} ") == text


@pytest.mark.parametrize("text", ["18:00-15:00", "15:00-15:00", "9-25", "10:75-11", "", "soon"])
def test_times_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.typed("hours", text)
