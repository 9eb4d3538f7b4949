"""Who gets at which idea: never by a forged button, and never at another area's."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from db import staff
from db.tables import Audit, Staff
from tests.chat import Bot
from tests.test_desk import NOT_HERE, OTHER, states, suggests

READING = ("desk", "desk.list:new:0", "desk.idea:{idea}", "desk.media:{idea}")
ACTING = (
    *("desk.goals:{idea}:new", "desk.goal:{idea}:5:new", "desk.areas:{idea}:new"),
    *("desk.area:{idea}:{area}:new", "desk.seen:{idea}:new"),
)


def test_each_area_sees_its_own_ideas_alone(bot: Bot) -> None:
    suggests(bot.resident(), "A bench here"), suggests(bot.resident(area=OTHER), "A tree there")
    assert "A bench here" in bot.staff().says("/desk").taps("All new").screen
    other = bot.staff(area=OTHER).says("/desk").taps("All new")
    assert "A tree there" in other.screen
    assert "A bench here" not in other.screen


def test_an_idea_of_another_area_looks_like_one_that_does_not_exist(bot: Bot) -> None:
    idea, other = suggests(bot.resident(), "A bench"), bot.staff(area=OTHER).says("/desk")
    theirs = other.presses(f"desk.idea:{idea}")
    seen = (theirs.screen, theirs.buttons)
    assert NOT_HERE in theirs.screen
    nothing = other.presses("desk.idea:999999")
    assert (nothing.screen, nothing.buttons) == seen
    assert [row.action for row in bot.rows(Audit)] == ["denied", "denied"]


def forged(bot: Bot, button: str, idea: int) -> str:
    return button.format(idea=idea, area=bot.area(OTHER))


@pytest.mark.parametrize("button", [*READING, *ACTING])
def test_a_resident_who_forges_a_button_of_the_desk_gets_nowhere(bot: Bot, button: str) -> None:
    resident = bot.resident()
    idea, before = suggests(resident, "A bench"), states(bot)
    unknown = resident.presses("nonsense").screen
    assert resident.presses(forged(bot, button, idea)).screen == unknown
    assert states(bot) == before
    assert [row.action for row in bot.rows(Audit)] == ["denied"]


@pytest.mark.parametrize("button", ACTING)
def test_a_viewer_reads_and_changes_nothing(bot: Bot, button: str) -> None:
    idea, viewer = suggests(bot.resident(), "A bench"), bot.staff("viewer")
    assert "Mark as seen" not in viewer.presses(f"desk.idea:{idea}").buttons
    before, unknown = states(bot), viewer.presses("nonsense").screen
    assert viewer.presses(forged(bot, button, idea)).screen == unknown
    assert states(bot) == before


@pytest.mark.parametrize("button", [*READING[2:], *ACTING])
def test_staff_of_another_area_get_nowhere_with_forged_buttons(bot: Bot, button: str) -> None:
    idea, other = suggests(bot.resident(), "A bench"), bot.staff("lead", area=OTHER).says("/desk")
    before = states(bot)
    assert NOT_HERE in other.presses(forged(bot, button, idea)).screen
    assert states(bot) == before


def test_who_reads_here_and_works_elsewhere_changes_nothing_here(bot: Bot) -> None:
    idea, both = suggests(bot.resident(), "A bench"), bot.staff("viewer").says("/desk")
    known, other = both.known, bot.area(OTHER)
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, other, "team", bot.clock()))
    before = states(bot)
    assert NOT_HERE in both.presses(f"desk.seen:{idea}").screen
    assert states(bot) == before


@pytest.mark.parametrize(
    "data", ["desk.idea", "desk.idea:x", "desk.idea:-1", "desk.idea:1:rm", "desk.list:g0:0"]
)
def test_broken_buttons_are_answered_kindly(bot: Bot, data: str) -> None:
    suggests(bot.resident(), "A bench")
    assert "out of date" in bot.staff().says("/desk").presses(data).screen


@pytest.mark.parametrize(
    "data", ["desk.goal:1:0", "desk.goal:1:10", "desk.area:1:999999999999999", "desk.area:1:{area}"]
)
def test_an_idea_is_never_filed_where_there_is_nothing_or_not_one_s_own(bot: Bot, data: str) -> None:
    suggests(bot.resident(), "A bench")
    team, before = bot.staff().says("/desk"), states(bot)
    assert "out of date" in team.presses(data.format(area=bot.area(OTHER))).screen
    assert states(bot) == before


def test_a_role_that_was_taken_away_ends_at_the_next_press(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), "A bench"), bot.staff().says("/desk")
    known = team.known
    assert known is not None
    bot.does(lambda tx: tx.execute(delete(Staff)))
    before = states(bot)
    unknown = team.presses("nonsense").screen
    assert team.presses(f"desk.seen:{idea}").screen == unknown
    assert states(bot) == before
