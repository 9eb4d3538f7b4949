"""How staff hear of new ideas: at once, in the morning, on Mondays, or never."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot import jobs
from bot.services import digests
from bot.settings.values import QuietHours
from db import staff
from db.tables import Audit, Idea, IdeaMessage, Staff
from tests.chat import Bot, Resident
from tests.planted import put
from tests.test_desk import OTHER, suggests, told
from tests.test_invites import staff_id

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Half past nine in Berlin, on the Tuesday after `tests.chat.BEGIN`."""
MONDAY = MORNING + timedelta(days=6)


def comes(bot: Bot, moment: datetime) -> None:
    bot.clock.now = moment
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def wants(person: Resident, how: str) -> Resident:
    person.says("/desk").taps("Tell me of new ideas").taps(how)
    return person


def heard(person: Resident, words: str) -> int:
    """How many messages with these words somebody has in their chat."""
    return sum(words in one.text for one in person.chat)


def quiet(bot: Bot, start: str, end: str) -> None:
    """The bot begins anew with other quiet hours."""
    hours = QuietHours(time.fromisoformat(start), time.fromisoformat(end))
    bot.world = replace(bot.world, quiet_hours=hours)
    bot.restarts()


@pytest.mark.parametrize(
    ("role", "how"),
    [("viewer", "Never"), ("team", "Every morning"), ("lead", "Every morning")],
)
def test_who_has_not_chosen_hears_as_their_role_needs(bot: Bot, role: str, how: str) -> None:
    person = bot.staff(role).says("/desk").taps("Tell me of new ideas")
    assert [label for label in person.buttons if "✔️" in label] == [f"✔️ {how}"]


def test_a_choice_is_kept_for_all_roles_and_noted(bot: Bot) -> None:
    team, other = bot.staff(), bot.area(OTHER)
    known = team.known
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, other, "lead", bot.clock()))
    assert "✔️ At once" in wants(team, "At once").buttons
    team.presses("desk.hears:at_once")
    assert [row.hears for row in bot.rows(Staff)] == ["at_once", "at_once"]
    assert [row.action for row in bot.rows(Audit)] == ["hears:at_once"]


def test_a_choice_holds_for_a_role_that_comes_later(bot: Bot) -> None:
    team = wants(bot.staff(), "At once")
    known, other = team.known, bot.area(OTHER)
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, other, "lead", bot.clock()))
    assert [row.hears for row in bot.rows(Staff)] == ["at_once", "at_once"]
    suggests(bot.resident(area=OTHER), "A lamp")
    assert "A new idea" in team.screen


def test_somebody_hears_at_once_of_an_idea_and_opens_it(bot: Bot) -> None:
    team = wants(bot.staff(), "At once")
    suggests(bot.resident("tr"), "Bank " * 50)
    assert "A new idea: ROLL-2026-1" in team.screen
    assert "Streets and green places" in team.screen
    assert "Bank Bank" in team.screen
    assert "Status: New" in team.taps("Open the idea").screen


def test_one_hears_in_one_s_own_language(bot: Bot) -> None:
    team = bot.staff(language="de").presses("desk.hears:at_once")
    suggests(bot.resident("tr"), "Bank")
    t = bot.world.catalogues.translator("de")
    assert t("A new idea: {number}", number="ROLL-2026-1") in team.screen
    assert t("Language: {language}", language=t.language("tr")) in team.screen
    assert "Türkisch" in team.screen


def test_nobody_hears_of_ideas_of_other_areas(bot: Bot) -> None:
    here, there = wants(bot.staff(), "At once"), wants(bot.staff(area=OTHER), "At once")
    admin = wants(bot.staff("admin", None), "At once")
    suggests(bot.resident(), "A bench")
    assert [heard(one, "A new idea") for one in (here, there, admin)] == [1, 0, 1]


def test_helpers_are_not_told_of_ideas_whatever_they_chose_before(bot: Bot) -> None:
    lead, helper = bot.staff("lead"), wants(bot.staff(), "At once")
    lead.presses(f"team.set:{staff_id(bot, helper)}:helper")
    resident = bot.resident()
    for number in range(11):
        suggests(resident, f"Idea {number}")
    assert (told(bot, "idea_new"), told(bot, "ideas_more")) == (0, 0)


def test_of_an_idea_without_an_area_those_hear_who_may_file_it(bot: Bot) -> None:
    here, there = wants(bot.staff(), "At once"), wants(bot.staff(area=OTHER), "At once")
    viewer = wants(bot.staff("viewer"), "At once")
    suggests(bot.resident(area=None), "A bench somewhere")
    assert [heard(one, "A new idea: KIEZ-2026-1") for one in (here, there, viewer)] == [1, 1, 0]


def test_nobody_hears_of_their_own_idea(bot: Bot) -> None:
    team = wants(bot.staff(), "At once")
    suggests(team, "My own bench")
    assert told(bot, "idea_new") == 0


def test_a_later_role_hears_as_the_person_chose_before(bot: Bot) -> None:
    team, other = wants(bot.staff(), "At once"), bot.area(OTHER)
    known = team.known
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, other, "team", bot.clock()))
    suggests(bot.resident(area=OTHER), "A bench there")
    assert heard(team, "A new idea: FLUGHAF-2026-1") == 1


def test_after_ten_in_an_hour_one_notice_says_that_there_are_more(bot: Bot) -> None:
    team, resident = wants(bot.staff(), "At once"), bot.resident()
    for number in range(13):
        suggests(resident, f"Idea {number}")
    assert (told(bot, "idea_new"), told(bot, "ideas_more")) == (10, 1)
    assert heard(team, "More new ideas are coming in.") == 1
    bot.passes(hours=1)
    suggests(resident, "One more")
    assert told(bot, "idea_new") == 11


def test_nobody_is_told_of_what_is_gone_or_read_by_the_time_it_is_sent(bot: Bot) -> None:
    team = wants(bot.staff(), "At once")
    known, idea = team.known, suggests(bot.resident(), "A bench")
    assert known is not None
    assert bot.does(lambda tx: digests.new_idea(tx, known.id, idea)) is not None
    bot.does(lambda tx: tx.execute(update(Idea).values(status="seen")))
    assert bot.does(lambda tx: digests.new_idea(tx, known.id, idea)) is None


def test_who_is_no_longer_staff_hears_nothing(bot: Bot) -> None:
    team = wants(bot.staff(), "At once")
    known, idea = team.known, suggests(bot.resident(), "A bench")
    assert known is not None
    bot.does(lambda tx: tx.exec_driver_sql("DELETE FROM staff"))
    assert bot.does(lambda tx: digests.new_idea(tx, known.id, idea)) is None
    suggests(bot.resident(), "A tree")
    assert told(bot, "idea_new") == 1


def test_at_night_nobody_is_woken_and_in_the_morning_they_hear(bot: Bot) -> None:
    team, resident = wants(bot.staff(), "At once"), bot.resident()
    suggests(resident, "By day")
    bot.clock.now = MORNING - timedelta(hours=5)
    suggests(resident, "At night")
    assert told(bot, "idea_new") == 1
    comes(bot, MORNING)
    assert "1 new idea has come in." in team.screen


def test_the_digest_of_the_morning_has_numbers_and_a_way_to_the_desk(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    old = suggests(resident, "An old one", 1)
    bot.does(lambda tx: tx.execute(update(Idea).values(created_at=bot.clock() - timedelta(days=20))))
    suggests(resident, "A bench"), suggests(resident, "A tree"), suggests(resident, "Hm", goal=None)
    said = {"idea_id": old, "kind": "reply", "text": "And?", "language": "de", "at": bot.clock()}
    bot.does(lambda tx: put(tx, IdeaMessage.__tablename__, **said))
    comes(bot, MORNING)
    assert "3 new ideas have come in." in team.screen
    assert "Streets and green places: 2" in team.screen
    assert "Without a goal: 1" in team.screen
    assert "1 idea waits for too long." in team.screen
    assert "The author of 1 idea has written again." in team.screen
    assert "4 new ideas wait for you." in team.taps("Desk").screen


def test_a_digest_comes_once_a_day_and_not_before_its_time(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    team = bot.staff()
    comes(bot, MORNING - timedelta(minutes=1))
    assert heard(team, "News from your desk") == 0
    for minutes in (0, 1, 60):
        comes(bot, MORNING + timedelta(minutes=minutes))
    assert (heard(team, "News from your desk"), told(bot, "idea_digest")) == (1, 1)
    comes(bot, MORNING + timedelta(days=1))
    assert told(bot, "idea_digest") == 1


def test_nothing_comes_where_nothing_is_new(bot: Bot) -> None:
    suggests(bot.resident(area=OTHER), "A bench there")
    bot.staff()
    comes(bot, MORNING)
    assert told(bot, "idea_digest") == 0


def test_what_was_withdrawn_is_no_news(bot: Bot) -> None:
    resident = bot.resident()
    idea = suggests(resident, "A mistake")
    bot.staff()
    resident.presses(f"idea.withdrawn:{idea}")
    comes(bot, MORNING)
    assert told(bot, "idea_digest") == 0


def test_a_digest_tells_of_one_s_own_areas_alone(bot: Bot) -> None:
    suggests(bot.resident(), "A bench"), suggests(bot.resident(area=OTHER), "A tree")
    suggests(bot.resident(area=None), "Somewhere")
    team, other, viewer = bot.staff(), bot.staff(area=OTHER), wants(bot.staff("viewer"), "Every morning")
    comes(bot, MORNING)
    assert "2 new ideas have come in." in team.screen
    assert "2 new ideas have come in." in other.screen
    assert "1 new idea has come in." in viewer.screen


def test_a_weekly_digest_comes_on_monday_for_the_week(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    team, never = wants(bot.staff(), "Every Monday"), wants(bot.staff(), "Never")
    admin = bot.staff("admin", None)
    comes(bot, MORNING)
    assert told(bot, "idea_digest") == 0
    comes(bot, MONDAY)
    assert [heard(one, "1 new idea has come in.") for one in (team, never, admin)] == [1, 0, 1]


def test_a_digest_waits_for_the_end_of_quiet_hours(bot: Bot) -> None:
    quiet(bot, "20:00", "10:15")
    suggests(bot.resident(), "A bench")
    bot.staff()
    comes(bot, MORNING)
    assert told(bot, "idea_digest") == 0
    comes(bot, MORNING + timedelta(minutes=45))
    assert told(bot, "idea_digest") == 1


def test_a_bot_that_was_away_in_the_morning_sends_no_digest_in_the_evening(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    bot.staff()
    comes(bot, MORNING + timedelta(hours=9))
    assert told(bot, "idea_digest") == 0


@pytest.mark.parametrize("hour", [9, 14, 17])
def test_without_quiet_hours_nobody_hears_twice(bot: Bot, hour: int) -> None:
    quiet(bot, "00:00", "00:00")
    wants(bot.staff(), "At once")
    bot.clock.now = MORNING - timedelta(hours=hour)
    suggests(bot.resident(), "A bench")
    comes(bot, MORNING)
    assert (told(bot, "idea_new"), told(bot, "idea_digest")) == (1, 0)


def test_people_who_blocked_the_bot_get_no_digest(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    team = bot.staff()
    bot.telegram.block(team.user)
    bot.settle()
    comes(bot, MORNING)
    assert told(bot, "idea_digest") == 0


BREAK = {
    "sqlite": "CREATE TRIGGER broken BEFORE INSERT ON outbox WHEN NEW.kind = 'idea_new'"
    " BEGIN SELECT RAISE(ABORT, 'broken'); END",
    "postgresql": "ALTER TABLE outbox ADD CONSTRAINT broken CHECK (kind <> 'idea_new')",
}
MEND = {"sqlite": "DROP TRIGGER broken", "postgresql": "ALTER TABLE outbox DROP CONSTRAINT broken"}


def test_an_idea_and_its_notice_are_one(bot: Bot) -> None:
    """If the notice cannot be written there is no idea either, and the next try has both."""
    team, resident = wants(bot.staff(), "At once"), bot.resident().presses("idea.new:3").says("A bench")
    bot.does(lambda tx: tx.exec_driver_sql(BREAK[tx.dialect.name]))
    bot.expects_failures = True
    resident.taps("✅")
    assert bot.count(Idea) == 0
    bot.does(lambda tx: tx.exec_driver_sql(MEND[tx.dialect.name]))
    bot.passes(minutes=1)
    assert (bot.count(Idea), heard(team, "A new idea")) == (1, 1)


def test_of_ideas_that_come_at_the_same_moment_none_is_left_out(bot: Bot) -> None:
    wants(bot.staff("admin", None), "At once")
    ideas = [suggests(bot.resident(area=area), "A bench") for area in ("badstrasse", OTHER) for _ in "ab"]
    bot.passes(hours=1)

    def tell(idea: int) -> None:
        with bot.database.begin() as tx:
            digests.tell_at_once(tx, bot.world, 0, idea, 1, bot.clock())

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(tell, ideas))
    assert told(bot, "idea_new") == 2 * len(ideas)
