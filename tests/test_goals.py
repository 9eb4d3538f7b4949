"""Residents and visitors read the nine goals."""

from __future__ import annotations

import pytest

from bot.core.goals import GOALS
from bot.services import publishing
from db.tables import Person
from tests.chat import Bot


def test_the_nine_goals_stand_in_one_list(bot: Bot) -> None:
    resident = bot.resident().says("/goals")
    assert len([label for label in resident.buttons if label[0].isdigit()]) == 9
    assert "8 🤝 Living together" in resident.buttons


@pytest.mark.parametrize("number", GOALS)
def test_every_goal_says_what_it_is_and_what_one_can_do(bot: Bot, number: int) -> None:
    goal = GOALS[number]
    resident = bot.resident().presses(f"goal:{number}")
    for text in (goal.name, goal.about, *goal.examples, goal.you_can, goal.official, goal.code):
        assert text in resident.screen


def test_next_and_previous_go_round(bot: Bot) -> None:
    resident = bot.resident().presses("goal:9").taps("Next goal")
    assert "💼 Work" in resident.screen
    assert "🗳️ Having a say" in resident.taps("Previous goal").screen


def test_a_page_tells_how_many_ideas_there_are_in_ones_area(bot: Bot) -> None:
    resident = bot.resident().presses("goal:3")
    assert "No ideas so far in Rollbergsiedlung" in resident.screen
    for _ in range(2):
        resident.says("/idea").says("A tree.").taps("Streets").taps("Send")
    assert "2 ideas so far in Rollbergsiedlung" in resident.presses("goal:3").screen
    assert "No ideas" in bot.resident(area="wassertorplatz").presses("goal:3").screen


def test_ideas_that_were_taken_back_do_not_count(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("A tree.").taps("Streets").taps("Send")
    resident.taps("My ideas").taps("ROLL").taps("Take it back").taps("Yes")
    assert "No ideas so far" in resident.presses("goal:3").screen


def test_somebody_without_an_area_gets_no_numbers(bot: Bot) -> None:
    assert "so far" not in bot.resident(area=None).presses("goal:3").screen


def test_an_open_survey_of_a_goal_is_one_tap_away(bot: Bot) -> None:
    area = bot.area("rollbergsiedlung")
    bot.does(lambda tx: publishing.publish(tx, bot.world, "safety", area, bot.clock()))
    resident = bot.resident().presses("goal:7")
    assert "1 survey is open." in resident.screen
    assert "How safe do you feel here?" in resident.taps("📋 How safe").screen
    assert "survey" not in bot.resident(area="wassertorplatz").presses("goal:7").screen


def test_following_a_goal_shows_on_its_page(bot: Bot) -> None:
    resident = bot.resident().presses("goal:3").taps("Get news about this goal")
    assert "You get news about this goal." in resident.screen
    resident.taps("Stop the news")
    assert "You get news about this goal." not in resident.screen


def test_worries_about_rent_are_filed_under_help(bot: Bot) -> None:
    assert "about your rent" in bot.resident().presses("goal:4").screen


def test_a_visitor_reads_the_goals_and_nothing_is_kept(bot: Bot) -> None:
    visitor = bot.visitor().starts().taps("English").says("/goals").taps("Culture").taps("Next goal")
    assert "Health and sport" in visitor.screen
    assert not any("news" in label for label in visitor.buttons)
    assert bot.count(Person) == 0


def test_a_visitor_who_wants_to_suggest_something_is_asked_first(bot: Bot) -> None:
    visitor = bot.visitor().starts().taps("English").says("/goals").taps("Culture").taps("Suggest an idea")
    assert "agree" in visitor.screen


@pytest.mark.parametrize("data", ["goal", "goal:0", "goal:10", "goal:x"])
def test_a_goal_that_does_not_exist_shows_the_list(bot: Bot, data: str) -> None:
    assert "Nine goals" in bot.resident().presses(data).screen
